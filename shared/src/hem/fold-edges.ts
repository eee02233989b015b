import { pushToSkin } from '../fitting/push-to-skin.ts';
import type { GarmentSurface } from '../gltf/split-garment.ts';
import type { BodyIndex } from '../mesh/closest-point.ts';
import { clearFacings } from './clear-facings.ts';
import { type ClothInset, clothInsets } from './cloth-insets.ts';
import { type EdgeRun, findEdgeRuns } from './edge-runs.ts';
import { edgesWithoutRoom } from './edges-without-room.ts';
import { type FacingShape, facingPoint, facingStrip, type Ring } from './facing-shape.ts';
import { type FlatPlace, flattenFacings } from './flatten-facings.ts';
import { settleFacings } from './settle-facings.ts';
import { joined, mixed, moved, unit, type Vector, vectorAt } from './vectors.ts';

/**
 * A turned edge: two layers of cloth and the air between them, metres. Coarse meshes get a thicker
 * one, `THICKNESS_SHARE` of an edge's length, so that its triangles are no slivers.
 */
export const FOLD_THICKNESS = 0.0018;
const THICKNESS_SHARE = 0.13;
const MOST_THICKNESS = 0.0036;
/** How far the turned cloth reaches inside, metres; shorter where the mesh's triangles are. */
export const FOLD_WIDTH = 0.008;
/** The turned cloth comes back to the cloth itself at its end, so that no gap shows. */
const END_THICKNESS = 0.0007;
/** The fold keeps this far off the skin, metres; a little is left for the file's rounding. */
const SKIN_DISTANCE = 0.0031;
/** A fold always stands out a little, as a hem does. */
const LEAST_LIFT = 0.0003;
/** Of the way from the edge to the facing's end: the rim of a fold that has to lie flat on the cloth. */
const FLAT_RIM = 0.3;
/** Panels are numbered in a byte. */
const LAST_PANEL = 255;

export interface FoldOptions {
  /** What the cloth keeps off the skin, metres. */
  readonly offsetMetres: number;
  /** The posed body, to bring out what comes too near; left out, the lift alone keeps the distance. */
  readonly skin?: BodyIndex;
  /** Panels of the pattern; facings are numbered from there on. */
  readonly panelCount: number;
}

/** Drawn vertices at one place of the edge: the edge's own, the rim's and the facing's end. */
type Rings = readonly [edge: number, rim: number, end: number];

/** A drawn vertex of the fold. */
interface FoldVertex {
  /** Where it would lie on the cloth itself, if it were neither lifted nor turned under. */
  readonly flat: FlatPlace;
  readonly position: Vector;
  readonly normal: Vector;
  readonly uv: readonly [number, number];
  readonly pattern: readonly [number, number, number, number];
  readonly easeAlong: number;
  readonly panel: number;
}

/**
 * Turns the cloth under at every opening: from the edge `FOLD_THICKNESS` towards the body, then
 * back along the inside. The turned part of each run is a facing, a panel of its own whose flat shape is
 * the cloth's beside the edge. Openings keep their number and kind, seams stay closed; the edge itself
 * is lifted by what the fold needs to stay clear of the skin. An opening where the facing would not lie
 * flat keeps its plain edge.
 *
 * @returns a surface whose first vertices and triangles are those of `surface`; facings follow. Fold
 * vertices have a sewn vertex of their own number (one for all its copies).
 */
export function foldEdges(surface: GarmentSurface, options: FoldOptions): GarmentSurface {
  const loops = findEdgeRuns(surface);
  const insets = clothInsets(surface, loops, FOLD_WIDTH);
  const thickness = Math.min(
    MOST_THICKNESS,
    Math.max(FOLD_THICKNESS, THICKNESS_SHARE * meanLength(surface, loops)),
  );
  const room = options.offsetMetres - SKIN_DISTANCE;
  const lift = Math.min(thickness, Math.max(LEAST_LIFT, thickness - room));
  const settled = new Map<number, ClothInset>();
  const folded = loops.filter((runs) => {
    const own = runs.length > 0 ? settleFacings(surface, runs, insets, thickness) : null;
    for (const [v, inset] of own ?? []) settled.set(v, inset);
    return own !== null;
  });
  const shape: FacingShape = { surface, insets: settled, thickness };
  const flush = edgesWithoutRoom(surface, edgeVertices(folded), lift);
  const fold = new FoldBuilder(shape, lift, flush, options.skin ?? null);
  for (const [i, run] of folded.flat().entries()) {
    if (options.panelCount + i > LAST_PANEL) break;
    fold.add(run, options.panelCount + i);
  }
  const turned = fold.surface();
  if (options.skin) {
    const { positions, indices, sewnVertices } = turned;
    clearFacings(positions, indices, surface.indices.length, sewnVertices, options.skin);
    flattenFacings(turned, fold.flatPlaces(), options.skin);
  }
  return turned;
}

function edgeVertices(loops: readonly (readonly EdgeRun[])[]): number[] {
  return loops.flat(2).flatMap(({ from, to }) => [from, to]);
}

/** Mean flat length of the open edges, metres. */
function meanLength({ pattern }: GarmentSurface, loops: readonly (readonly EdgeRun[])[]): number {
  const edges = loops.flat(2);
  let sum = 0;
  for (const { from, to } of edges) {
    sum += Math.hypot(
      pattern[4 * to]! - pattern[4 * from]!,
      pattern[4 * to + 1]! - pattern[4 * from + 1]!,
    );
  }
  return edges.length > 0 ? sum / edges.length : 0;
}

class FoldBuilder {
  readonly #shape: FacingShape;
  readonly #cloth: GarmentSurface;
  readonly #lift: number;
  /** Sewn vertices of edges that are not lifted. */
  readonly #flush: ReadonlySet<number>;
  readonly #skin: BodyIndex | null;
  /** New places of the edges' sewn vertices. */
  readonly #lifted = new Map<number, Vector>();
  readonly #vertices: FoldVertex[] = [];
  readonly #sewn: number[] = [];
  readonly #triangles: number[] = [];
  /** Facing vertices by the drawn vertex of the edge. */
  readonly #rings = new Map<number, Rings>();
  readonly #ringSewn = new Map<number, number>();
  /** The inset that all copies of a sewn vertex share, by sewn vertex. */
  readonly #shared = new Map<number, { readonly v: number; readonly inset: ClothInset }>();
  #nextSewn: number;

  constructor(
    shape: FacingShape,
    lift: number,
    flush: ReadonlySet<number>,
    skin: BodyIndex | null,
  ) {
    this.#shape = shape;
    this.#cloth = shape.surface;
    this.#lift = lift;
    this.#flush = flush;
    this.#skin = skin;
    const { sewnVertices } = shape.surface;
    this.#nextSewn = sewnVertices.reduce((most, v) => Math.max(most, v), -1) + 1;
    for (const [v, inset] of shape.insets) {
      const sewn = sewnVertices[v]!;
      if (!this.#shared.has(sewn)) this.#shared.set(sewn, { v, inset });
    }
  }

  add(run: EdgeRun, panel: number): void {
    for (const { from, to } of run) {
      const a = this.#ringsAt(from, panel);
      const b = this.#ringsAt(to, panel);
      for (const ring of [0, 1] as const) {
        const corners = [a[ring], b[ring], a[ring + 1]!, b[ring + 1]!];
        const { order } = facingStrip(this.#shape, from, to, ring);
        this.#triangles.push(...order.map((k) => corners[k]!));
      }
    }
  }

  surface(): GarmentSurface {
    const { normals, uvs, pattern, easeAlong, panels, indices, sewnVertices } = this.#cloth;
    const added = this.#vertices;
    const positions = this.#cloth.positions.slice();
    sewnVertices.forEach((sewn, v) => {
      const lifted = this.#lifted.get(sewn);
      if (lifted) positions.set(lifted, 3 * v);
    });
    return {
      positions: joined(
        positions,
        added.flatMap(({ position }) => position),
      ),
      normals: joined(
        normals,
        added.flatMap(({ normal }) => normal),
      ),
      uvs: joined(
        uvs,
        added.flatMap(({ uv }) => uv),
      ),
      pattern: joined(
        pattern,
        added.flatMap((vertex) => vertex.pattern),
      ),
      easeAlong: joined(
        easeAlong,
        added.map((vertex) => vertex.easeAlong),
      ),
      panels: Uint8Array.from([...panels, ...added.map(({ panel }) => panel)]),
      indices: Uint32Array.from([...indices, ...this.#triangles]),
      sewnVertices: Uint32Array.from([...sewnVertices, ...this.#sewn]),
    };
  }

  /** Of each vertex that `surface` adds where it would lie on the cloth itself. */
  flatPlaces(): FlatPlace[] {
    return this.#vertices.map(({ flat }) => flat);
  }

  /** Makes the three vertices of a facing at an edge's vertex. */
  #ringsAt(v: number, panel: number): Rings {
    const known = this.#rings.get(v);
    if (known) return known;
    const { normals, uvs, pattern, easeAlong, sewnVertices } = this.#cloth;
    const sewn = sewnVertices[v]!;
    const shared = this.#shared.get(sewn)!;
    const edge = vectorAt(this.#cloth.positions, shared.v);
    const normal = vectorAt(normals, v);
    const end = this.#blend(this.#cloth.positions, shared.v, shared.inset);
    const endNormal = unit(this.#blend(normals, shared.v, shared.inset));
    const off = unit([edge[0] - end[0], edge[1] - end[1], edge[2] - end[2]]);
    const raised = moved(edge, normal, this.#flush.has(sewn) ? 0 : this.#lift);
    // Between folds of what is worn beneath, that leads into the next one.
    const lifted = this.#skin?.isInside(...raised) ? edge : raised;
    this.#lifted.set(sewn, lifted);
    const rim = this.#clear(moved(lifted, normal, -this.#shape.thickness), normal);
    const inner = this.#clear(moved(end, endNormal, -END_THICKNESS), endNormal);

    const own = this.#shape.insets.get(v)!;
    const uv = this.#blendUv(v, own);
    const share = this.#shape.thickness / (this.#shape.thickness + own.distance);
    const first: readonly [number, number] = [uvs[2 * v]!, uvs[2 * v + 1]!];
    const between: readonly [number, number] = [
      first[0] + share * (uv[0] - first[0]),
      first[1] + share * (uv[1] - first[1]),
    ];
    const height = pattern[4 * v + 3]!;
    const make = (
      ring: Ring,
      position: Vector,
      ringNormal: Vector,
      ringUv: readonly [number, number],
      place: Vector,
    ) => {
      const [x, y] = facingPoint(this.#shape, v, ring);
      this.#vertices.push({
        flat: { place, edge },
        position,
        normal: ringNormal,
        uv: ringUv,
        // The placement moves with the fold, so that a drop is the cloth's own.
        pattern: [x, y, pattern[4 * v + 2]!, height + position[1] - lifted[1]],
        easeAlong: easeAlong[v]!,
        panel,
      });
      this.#sewn.push(ring === 0 ? sewn : this.#sewnOf(sewn, ring));
      return this.#cloth.sewnVertices.length + this.#vertices.length - 1;
    };
    const rings = [
      make(0, lifted, unit(moved(normal, off, 1)), first, edge),
      make(1, rim, unit(moved(off, normal, -1)), between, mixed(edge, end, FLAT_RIM)),
      make(2, inner, [-endNormal[0], -endNormal[1], -endNormal[2]], uv, end),
    ] as const;
    this.#rings.set(v, rings);
    return rings;
  }

  /** The point, or where it comes out of the skin's distance. */
  #clear(point: Vector, outwards: Vector): Vector {
    if (this.#skin === null) return point;
    const at = Float32Array.from(point);
    pushToSkin(at, 0, outwards, this.#skin, SKIN_DISTANCE);
    return [at[0]!, at[1]!, at[2]!];
  }

  /** One number for all copies of a fold's vertex. */
  #sewnOf(sewn: number, ring: number): number {
    const key = 2 * sewn + ring - 1;
    const known = this.#ringSewn.get(key);
    if (known !== undefined) return known;
    this.#ringSewn.set(key, this.#nextSewn);
    return this.#nextSewn++;
  }

  #blend(vectors: Float32Array, v: number, inset: ClothInset): [number, number, number] {
    const a = vectorAt(vectors, v);
    const b = vectorAt(vectors, inset.b);
    const c = vectorAt(vectors, inset.c);
    return [0, 1, 2].map(
      (k) => a[k]! + inset.shareB * (b[k]! - a[k]!) + inset.shareC * (c[k]! - a[k]!),
    ) as [number, number, number];
  }

  #blendUv(v: number, { b, c, shareB, shareC }: ClothInset): readonly [number, number] {
    const { uvs } = this.#cloth;
    const at = (k: number) =>
      uvs[2 * v + k]! +
      shareB * (uvs[2 * b + k]! - uvs[2 * v + k]!) +
      shareC * (uvs[2 * c + k]! - uvs[2 * v + k]!);
    return [at(0), at(1)];
  }
}
