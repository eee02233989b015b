import type { GarmentSurface } from '../gltf/split-garment.ts';
import { findSelfCrossing } from '../mesh/polygon.ts';
import type { ClothInset } from './cloth-insets.ts';
import type { EdgeRun } from './edge-runs.ts';
import { type FacingShape, facingPoint, facingStrip } from './facing-shape.ts';

/** Facings are narrowed until no triangle is worse than the first; none is kept with one worse than the second. */
const LEAST_QUALITY = 0.16;
const BEARABLE_QUALITY = 0.15;
/** A facing narrower than this share of the edge beside it would itself make slivers. */
const LEAST_WIDTH = 0.15;
const LOCAL_SHRINK = 0.8;
const LOCAL_ROUNDS = 12;
const WHOLE_SHRINK = 0.7;
const WHOLE_ROUNDS = 5;

/**
 * Narrows the facings of one loop where they would turn over, become slivers or cross themselves
 * (inner corners and tight curves, whose insides run together).
 *
 * @param insets of the loop's vertices and others; not changed.
 * @returns the loop's insets, narrowed; null where even a narrow facing would not lie flat.
 */
export function settleFacings(
  surface: GarmentSurface,
  runs: readonly EdgeRun[],
  insets: ReadonlyMap<number, ClothInset>,
  thickness: number,
): Map<number, ClothInset> | null {
  const own = new Map<number, ClothInset>();
  const copies = new Map<number, number[]>();
  for (const { from, to } of runs.flat()) {
    for (const v of [from, to]) {
      const inset = insets.get(v);
      if (!inset) return null;
      if (own.has(v)) continue;
      own.set(v, inset);
      const sewn = surface.sewnVertices[v]!;
      copies.set(sewn, [...(copies.get(sewn) ?? []), v]);
    }
  }
  const shape: FacingShape = { surface, insets: own, thickness };
  // Copies of one seam vertex end at one place.
  const narrow = (sewn: number, share: number) => {
    for (const v of copies.get(sewn)!) own.set(v, scaled(own.get(v)!, share));
  };
  for (let whole = 0; whole < WHOLE_ROUNDS; whole += 1) {
    for (let local = 0; local < LOCAL_ROUNDS; local += 1) {
      const slivers = runs.flatMap((run) => sliverEnds(shape, run));
      if (slivers.length === 0) break;
      const ends = new Set(slivers.map((v) => surface.sewnVertices[v]!));
      for (const sewn of ends) narrow(sewn, LOCAL_SHRINK);
    }
    if (runs.every((run) => liesFlat(shape, run))) return own;
    for (const sewn of copies.keys()) narrow(sewn, WHOLE_SHRINK);
  }
  return null;
}

function scaled(inset: ClothInset, share: number): ClothInset {
  return {
    ...inset,
    shareB: share * inset.shareB,
    shareC: share * inset.shareC,
    distance: share * inset.distance,
  };
}

/** Vertices beside bad triangles of the inner strip that a narrower facing may mend. */
function sliverEnds(shape: FacingShape, run: EdgeRun): number[] {
  const side = sideOf(shape, run);
  const { pattern } = shape.surface;
  return run.flatMap(({ from, to }) => {
    const { qualities } = facingStrip(shape, from, to, 1);
    if (qualities.every((quality) => quality * side >= LEAST_QUALITY)) return [];
    const edge = Math.hypot(
      pattern[4 * to]! - pattern[4 * from]!,
      pattern[4 * to + 1]! - pattern[4 * from + 1]!,
    );
    return [from, to].filter((v) => shape.insets.get(v)!.distance > LEAST_WIDTH * edge);
  });
}

/** Whether no triangle is turned over or a sliver, and the outline does not cross itself. */
function liesFlat(shape: FacingShape, run: EdgeRun): boolean {
  const side = sideOf(shape, run);
  for (const { from, to } of run) {
    for (const ring of [0, 1] as const) {
      const { qualities } = facingStrip(shape, from, to, ring);
      if (!qualities.every((quality) => quality * side >= BEARABLE_QUALITY)) return false;
    }
  }
  const along = [run[0]!.from, ...run.map(({ to }) => to)];
  const first = along[0]!;
  const last = along.at(-1)!;
  const outline = [
    ...along.map((v) => facingPoint(shape, v, 0)),
    facingPoint(shape, last, 1),
    ...along.toReversed().map((v) => facingPoint(shape, v, 2)),
    facingPoint(shape, first, 1),
  ];
  return findSelfCrossing(outline.flat()) === null;
}

/** The side on which the facing's triangles lie flat: that of its first one. */
function sideOf(shape: FacingShape, run: EdgeRun): number {
  const { from, to } = run[0]!;
  return Math.sign(facingStrip(shape, from, to, 0).qualities[0]!);
}
