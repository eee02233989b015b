import type { PosedBody } from '../body/avatar.ts';
import { alignToBody, type UprightMesh } from '../fitting/align-to-body.ts';
import { applyAlignment } from '../fitting/alignment.ts';
import type { Category, Upper } from '../garment/vocabulary.ts';
import { InputError } from '../job/input-error.ts';
import { meshTopology } from '../mesh/topology.ts';
import { meanOf } from '../report/measure-openings.ts';
import { capField, upperOf } from './cap-fields.ts';
import { type CleanSoup, cleanSoup } from './clean-soup.ts';
import { collapseSlivers } from './collapse-slivers.ts';
import { cutMesh } from './cut-mesh.ts';
import { dropFins } from './drop-fins.ts';
import { fillLoops } from './fill-loops.ts';
import { grownLimbs } from './grown-limbs.ts';
import { type LabelledLoop, labelLoops } from './label-loops.ts';
import { outerShell } from './outer-shell.ts';
import { piecesByEdges, triangleArea, trianglesOf, withoutUnused } from './pieces.ts';
import { type SolidSurface, solidSurface } from './solid-surface.ts';
import { splitPinches } from './split-pinches.ts';
import { turnOutwards } from './turn-outwards.ts';

/** A piece with less of the largest one's area is debris. */
const DEBRIS = 0.03;

/** How a mesh became a garment: as it came, its outer surface alone, or a new surface cut open. */
export type OpeningWay = 'kept' | 'shell' | 'solid';

/** A garment that can be put on: one manifold piece with the openings of its category. */
export interface OpenGarment extends UprightMesh {
  readonly way: OpeningWay;
  readonly upper: Upper | null;
  readonly openings: readonly LabelledLoop[];
  /** The whole mesh aligned to the body: metres, file frame. */
  readonly source: UprightMesh;
  /** The same without debris, welded. */
  readonly shown: UprightMesh;
  /** Share of the given area that is not in the garment: inner faces, caps, debris. */
  readonly droppedShare: number;
  /**
   * Cuts its closed surface open again after it was moved by so much, metres: where neck and arms leave it depends on where
   * it lies. Null where nothing was cut; gives null where the openings are not all there then.
   */
  readonly cutAt: ((move: readonly [number, number, number]) => OpenGarment | null) | null;
}

/**
 * Opens a mesh at neck, cuffs, hem, waist or legs: what a generator or a user gives, in any unit.
 * A mesh that has its category's openings keeps them and its triangles; of a thickened shell the
 * outer surface stays; everything else gets a new surface round what it encloses, cut open where
 * the body's limbs leave it.
 *
 * @param mesh Upright, facing +Z. Every index must name a vertex, every number be finite.
 * @param given How its upper edge hangs; null reads it off the mesh.
 * @param whole What `source` is of, where the mesh was made simpler; left out: the mesh.
 * @throws {InputError} `mesh-not-fittable`
 */
export function openMesh(
  mesh: UprightMesh,
  category: Category,
  body: PosedBody,
  given: Upper | null = null,
  whole: UprightMesh = mesh,
): OpenGarment {
  const soup = cleanSoup(mesh);
  const main = mainPieces(soup);
  const upper = upperOf(main, category, given);
  const alignment = alignToBody(main, category, upper, body);
  const align = (positions: Float32Array) =>
    applyAlignment(positions, alignment, body.avatar.record.hip_origin);
  const source = { positions: align(whole.positions), indices: whole.indices };
  const shown = { positions: align(main.positions), indices: main.indices };
  const placed = { positions: align(soup.positions), indices: soup.indices };
  const finish = (way: OpeningWay, found: UprightMesh | null) =>
    found && finished(found, way, category, upper, body, { source, shown });

  const [largest] = piecesByEdges(placed);
  const outside = dropFins({ ...placed, indices: trianglesOf(placed.indices, largest!) });
  const open =
    finish('kept', asOneSurface(outside)) ??
    finish('shell', shellOf(outside)) ??
    openParted(soup, main, category, upper, body, whole) ??
    openSolid(solidSurface(placed), category, upper, body, { source, shown });
  if (open) return open;
  throw new InputError(
    'mesh-not-fittable',
    `This mesh is neither closed nor open where a ${category} is: choose another category, or export it upright, facing +Z, as one garment without large holes, its sleeves and legs a hand's breadth away from the trunk and from each other.`,
  );
}

/** Opens a closed mesh whose sleeves or legs have grown together: parted first. Null of any other. */
function openParted(
  soup: UprightMesh,
  main: UprightMesh,
  category: Category,
  given: Upper | null,
  body: PosedBody,
  whole: UprightMesh,
): OpenGarment | null {
  const grown = grownLimbs(main, category, given, body);
  if (grown === null) return null;
  const origin = body.avatar.record.hip_origin;
  const place = (positions: Float32Array) => applyAlignment(positions, grown.alignment, origin);
  const parted = solidSurface({ ...soup, positions: place(soup.positions) }, grown.lines);
  if (parted === null) return null;
  // Now that its limbs show, it can be put where they belong.
  const { trunkWidth } = grown;
  const upper = trunkWidth === null ? given : 'sleeves';
  const alignment = alignToBody(parted, category, upper, body, trunkWidth ?? undefined);
  const align = (positions: Float32Array) => applyAlignment(positions, alignment, origin);
  const surface = { ...parted, positions: align(parted.positions) };
  return openSolid(surface, category, upper, body, {
    source: { ...whole, positions: align(place(whole.positions)) },
    shown: { ...main, positions: align(place(main.positions)) },
  });
}

/** Cuts a closed surface open where it lies. Null where it has too few openings then. */
function openSolid(
  surface: SolidSurface | null,
  category: Category,
  upper: Upper | null,
  body: PosedBody,
  given: Pick<OpenGarment, 'source' | 'shown'>,
): OpenGarment | null {
  if (surface === null) return null;
  const cut = cutMesh(surface, capField(surface, category, upper, body, surface.cell));
  const garment = largestSurface(cut);
  const open = garment && finished(garment, 'solid', category, upper, body, given);
  if (open === null) return null;
  return {
    ...open,
    cutAt: (move) =>
      openSolid(moved(surface, move), category, upper, body, {
        source: moved(given.source, move),
        shown: moved(given.shown, move),
      }),
  };
}

function moved<T extends UprightMesh>(mesh: T, move: readonly [number, number, number]): T {
  return { ...mesh, positions: mesh.positions.map((value, i) => value + move[i % 3]!) };
}

/** Without pieces so small that they would only mislead its landmarks. */
function mainPieces(soup: CleanSoup): UprightMesh {
  if (soup.indices.length === 0) {
    throw new InputError(
      'mesh-not-fittable',
      'This mesh cannot be fitted: its triangles have no area. Export it again.',
    );
  }
  const { positions, indices } = soup;
  const areaOf = (triangles: Uint32Array) =>
    triangles.reduce((sum, t) => sum + triangleArea(positions, indices, t), 0);
  const pieces = piecesByEdges(soup);
  const least = DEBRIS * areaOf(pieces[0]!);
  const main = pieces.filter((triangles) => areaOf(triangles) >= least);
  return withoutUnused({
    positions,
    indices: trianglesOf(
      indices,
      main.flatMap((triangles) => [...triangles]),
    ),
  });
}

function asOneSurface(mesh: UprightMesh): UprightMesh | null {
  const turned = withoutUnused({ ...mesh, indices: turnOutwards(mesh) });
  return isClean(turned) ? turned : null;
}

function shellOf(mesh: UprightMesh): UprightMesh | null {
  let low = Infinity;
  let high = -Infinity;
  for (const v of mesh.indices) {
    low = Math.min(low, mesh.positions[3 * v + 1]!);
    high = Math.max(high, mesh.positions[3 * v + 1]!);
  }
  const outer = outerShell(mesh, high - low);
  if (outer === null || outer.length === 0) return null;
  return largestSurface({ ...mesh, indices: trianglesOf(mesh.indices, outer) });
}

function largestSurface(mesh: UprightMesh): UprightMesh | null {
  const [largest] = piecesByEdges(mesh);
  if (!largest) return null;
  const surface = asOneSurface(
    splitPinches({ ...mesh, indices: trianglesOf(mesh.indices, largest) }),
  );
  return surface && collapseSlivers(surface);
}

function isClean({ positions, indices }: UprightMesh): boolean {
  const topology = meshTopology(indices, positions.length / 3);
  return (
    topology.nonManifoldEdges === 0 &&
    topology.inconsistentEdges === 0 &&
    topology.pinchedVertices === 0
  );
}

function finished(
  surface: UprightMesh,
  way: OpeningWay,
  category: Category,
  upper: Upper | null,
  body: PosedBody,
  given: Pick<OpenGarment, 'source' | 'shown'>,
): OpenGarment | null {
  const loops = labelLoops(surface, category, upper);
  if (loops === null || loops.openings.some((loop) => isArmAtNeck(loop, surface, body))) {
    return null;
  }
  const filled = fillLoops(surface, loops.holes);
  const area = areaOfMesh(given.source);
  return {
    ...filled,
    way,
    upper,
    openings: loops.openings,
    ...given,
    droppedShare: Math.max(0, 1 - areaOfMesh(filled) / area),
    cutAt: null,
  };
}

/** Whether what was taken for an arm's opening is none, since it lies no farther out than the neck: a hole in a hood. */
function isArmAtNeck(
  { kind, vertices }: LabelledLoop,
  { positions }: UprightMesh,
  { landmarks }: PosedBody,
): boolean {
  if (kind !== 'cuff' && kind !== 'armhole') return false;
  const [left, right] = [landmarks.neck_side_left![0], landmarks.neck_side_right![0]];
  const [x] = meanOf(positions, vertices);
  return x < left && x > right;
}

function areaOfMesh({ positions, indices }: UprightMesh): number {
  let area = 0;
  for (let t = 0; t < indices.length / 3; t++) area += triangleArea(positions, indices, t);
  return area;
}
