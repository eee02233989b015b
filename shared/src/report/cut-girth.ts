import { edgeKey } from '../mesh/edge-key.ts';
import type { DecodedGarment } from './decoded-fitted.ts';
import type { TrunkGirth } from './trunk-girth.ts';

/** A worn garment's file vertices up to its edges, and the welded point of each. */
export interface CutCloth {
  readonly garment: Pick<DecodedGarment, 'positions' | 'indices' | 'panels'>;
  /** Four numbers a file vertex; see DecodedGarment. */
  readonly pattern: Float32Array;
  readonly weldedOf: Uint32Array;
  readonly weldedCount: number;
}

/**
 * The girth of a garment as it was cut, at the level of a cut through it where it is worn: how wide each
 * of its flat pieces is there, as a tape laid across would tell it, from seam to seam. No ease and no
 * stretch is in it.
 *
 * @param y Of the level, metres. @param part What trunkGirth counted there.
 * @returns metres.
 */
export function cutGirth(
  { garment, pattern, weldedOf, weldedCount }: CutCloth,
  y: number,
  part: TrunkGirth['part'],
): number {
  const { positions, indices, panels } = garment;
  const ends = new Map<number, [number, number]>();
  const meet = (a: number, b: number): void => {
    if (!part.edges.has(edgeKey(weldedOf[a]!, weldedOf[b]!, weldedCount))) return;
    const above = positions[3 * a + 1]! - y;
    const share = above / (positions[3 * a + 1]! - positions[3 * b + 1]!);
    const x = between(positions, 3, a, b, share);
    if (x < part.right || x > part.left) return;
    const flat = between(pattern, 4, a, b, share);
    const panel = panels ? panels[a]! : 0;
    const [least, most] = ends.get(panel) ?? [flat, flat];
    ends.set(panel, [Math.min(least, flat), Math.max(most, flat)]);
  };
  for (let t = 0; t < indices.length; t += 3) {
    const a = indices[t]!;
    const b = indices[t + 1]!;
    const c = indices[t + 2]!;
    // As sliceMesh has it: a vertex in the plane lies above.
    const aAbove = positions[3 * a + 1]! >= y;
    const bAbove = positions[3 * b + 1]! >= y;
    const cAbove = positions[3 * c + 1]! >= y;
    if (aAbove !== bAbove) meet(a, b);
    if (bAbove !== cAbove) meet(b, c);
    if (cAbove !== aAbove) meet(c, a);
  }
  let girth = part.closed;
  for (const [least, most] of ends.values()) girth += most - least;
  return girth;
}

/** The first of a vertex's values, `share` of the way from a to b. */
function between(
  values: ArrayLike<number>,
  size: number,
  a: number,
  b: number,
  share: number,
): number {
  return values[size * a]! + share * (values[size * b]! - values[size * a]!);
}

/** Length of an edge loop as it was cut, metres. @param loop Welded points in order round it. */
export function cutLength(
  { garment, pattern, weldedOf, weldedCount }: CutCloth,
  loop: ArrayLike<number>,
): number {
  const { indices } = garment;
  const sought = new Set<number>();
  const keyOf = (a: number, b: number) => edgeKey(a, b, weldedCount);
  for (let i = 0; i < loop.length; i++) sought.add(keyOf(loop[i]!, loop[(i + 1) % loop.length]!));
  let length = 0;
  for (let t = 0; t < indices.length; t += 3) {
    for (let k = 0; k < 3; k++) {
      const [a, b] = [indices[t + k]!, indices[t + ((k + 1) % 3)]!];
      // A loop's edges are in one triangle each.
      if (!sought.delete(keyOf(weldedOf[a]!, weldedOf[b]!))) continue;
      const dx = pattern[4 * a]! - pattern[4 * b]!;
      length += Math.hypot(dx, pattern[4 * a + 1]! - pattern[4 * b + 1]!);
    }
  }
  return length;
}
