import type { DistanceField } from '../body/distance-field.ts';
import type { ClothSession } from '../cloth/cloth-solver.ts';
import { type ClothState, leaveWhereItIs } from '../cloth/cloth-state.ts';
import { crossingFinder } from '../mesh/self-crossings.ts';
import { type VertexNeighbours, vertexNeighbours } from '../mesh/vertex-neighbours.ts';
import { pushOffBody } from './off-the-body.ts';
import { withNeighbours } from './with-neighbours.ts';

/*
 * Cloth that has gone through itself, made smooth again.
 *
 * What a flat cut has to spare (over a dropped shoulder, at an armpit) folds over itself while the cloth
 * falls, and nothing keeps the layers of such a fold apart. Pulled smooth, they lie beside each other; what
 * is too long then is crowded, and is taken in by the next fitting as a tailor takes it in.
 *
 * Why not by contact alone: the folds are there from the coarsest mesh on, two or three of its edges long,
 * with the arm in them; pairs of points pushed apart (tried before) find their sides wrong already.
 */

/** Rings of neighbours round what crosses that are smoothed with it; more of both, time by time, ironed flat what need not be. */
const RINGS = 3;
/** Passes of smoothing; gently: as few as will do, by and by. */
const PASSES = 20;
const GENTLE_PASSES = 3;
/** How far a pass goes from a vertex's place to its neighbours' mean. */
const SHARE = 0.5;

/** Smooths cloth that goes through itself, everywhere or at one place, and says how many edges did; see foldIron. */
export type Iron = (state: ClothState, gently?: boolean, place?: Place) => number;

/** A part of space where cloth goes through itself. */
export interface Place {
  /** Whether a point (metres) is in it. */
  has(x: number, y: number, z: number): boolean;
  /** Edges that go through the cloth there and near by: vertex pairs; see crossingFinder. */
  crossings(positions: ArrayLike<number>): Uint32Array;
}

/** Strain at the 95th percentile from which ironed cloth is no cloth any more: it was more than a fold. */
export const DRAWN_TOGETHER = 0.1;

/**
 * Makes the function that smooths what goes through itself, and the cloth round it, on the body.
 *
 * The places of the region's vertices are averaged with their neighbours' (Laplacian smoothing), the cloth
 * beyond it held, each pass pushed out of the body again. It comes to rest where it is put. Cloth that
 * crosses nothing is not touched: not by a bit.
 *
 * @param thickness Metres between cloth and skin.
 * @param edges Vertices round open edges that stay where they are but for becoming even: those of collars, which
 *   averaged with the cloth behind them would draw back into it. (Cuffs held so were torn off short sleeves by a pose.)
 * @param rings Of neighbours that are smoothed with what crosses; left out: three.
 * @returns given the cloth, whether to smooth it only a little, and where, how many edges went through it there.
 */
export function foldIron(
  indices: Uint32Array,
  vertexCount: number,
  field: DistanceField,
  thickness: number,
  edges: readonly Uint32Array[] = [],
  rings = RINGS,
): Iron {
  const crossings = crossingFinder(vertexCount, indices);
  let mesh: Smoothed | null = null;
  return (state, gently = false, place) => {
    const all = (place?.crossings ?? crossings)(state.positions);
    const crossing = place ? all.filter((v) => place.has(...pointOf(state.positions, v))) : all;
    if (crossing.length === 0) return 0;
    mesh ??= {
      adjacency: vertexNeighbours(vertexCount, indices),
      alongEdge: neighboursAlong(edges),
    };
    const region = withNeighbours(crossing, mesh.adjacency, rings);
    for (let pass = 0; pass < (gently ? GENTLE_PASSES : PASSES); pass++) {
      smooth(state.positions, region, mesh, field, thickness);
    }
    for (const v of region) leaveWhereItIs(state, v);
    return crossing.length / 2;
  };
}

/** Irons cloth where it is simulated; @returns how many edges went through it. */
export async function ironed(
  session: Pick<ClothSession, 'read' | 'write'>,
  iron: Iron,
  gently = false,
  place?: Place,
): Promise<number> {
  const state = await session.read();
  const crossing = iron(state, gently, place);
  if (crossing > 0) session.write(state);
  return crossing;
}

/** Times that cloth is ironed at most before it hangs on. */
const IRONINGS = 3;

/** Irons cloth until nothing goes through it, while there is still time to let out again what that draws together. */
export async function ironedFlat(
  session: Pick<ClothSession, 'read' | 'write'>,
  iron: Iron,
): Promise<void> {
  for (let n = 0; n < IRONINGS && (await ironed(session, iron)) > 0; n++);
}

/** What is ironed gently is so, so many times at most: smoothed more than it needs, cloth draws together in one point. */
export const LAST_IRONINGS = 60;

/** Irons cloth gently, by and by, until nothing goes through it. @returns how often it took; null where that did not do. */
export async function pressed(
  session: Pick<ClothSession, 'read' | 'write'>,
  iron: Iron,
): Promise<number | null> {
  for (let pass = 0; pass < LAST_IRONINGS; pass++) {
    if ((await ironed(session, iron, true)) === 0) return pass;
  }
  return null;
}

function pointOf(x: ArrayLike<number>, vertex: number): [number, number, number] {
  return [x[3 * vertex]!, x[3 * vertex + 1]!, x[3 * vertex + 2]!];
}

interface Smoothed {
  readonly adjacency: VertexNeighbours;
  /** The two neighbours along an edge, of each vertex on one. */
  readonly alongEdge: ReadonlyMap<number, readonly number[]>;
}

function neighboursAlong(edges: readonly Uint32Array[]): Map<number, readonly number[]> {
  const along = new Map<number, readonly number[]>();
  for (const loop of edges) {
    loop.forEach((v, n) => {
      along.set(v, [loop.at(n - 1)!, loop[(n + 1) % loop.length]!]);
    });
  }
  return along;
}

/** One pass; all means are of the places before it, so that no order of vertices shows. */
function smooth(
  x: Float64Array,
  region: readonly number[],
  { adjacency: { starts, neighbours }, alongEdge }: Smoothed,
  field: DistanceField,
  thickness: number,
): void {
  const means = new Float64Array(3 * region.length);
  region.forEach((v, n) => {
    const others = alongEdge.get(v) ?? neighbours.subarray(starts[v]!, starts[v + 1]!);
    for (const other of others) {
      for (let axis = 0; axis < 3; axis++) {
        means[3 * n + axis]! += x[3 * other + axis]! / others.length;
      }
    }
  });
  region.forEach((v, n) => {
    const i = 3 * v;
    for (let axis = 0; axis < 3; axis++) {
      x[i + axis] = (1 - SHARE) * x[i + axis]! + SHARE * means[3 * n + axis]!;
    }
    pushOffBody(x, v, field, thickness);
  });
}
