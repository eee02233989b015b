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
    const [ya, yb] = [positions[3 * a + 1]! - y, positions[3 * b + 1]! - y];
    // As sliceMesh has it: a vertex in the plane lies above.
    if (ya >= 0 === yb >= 0) return;
    if (!part.edges.has(edgeKey(weldedOf[a]!, weldedOf[b]!, weldedCount))) return;
    const share = ya / (ya - yb);
    const between = (values: ArrayLike<number>, size: number) =>
      values[size * a]! + share * (values[size * b]! - values[size * a]!);
    const x = between(positions, 3);
    if (x < part.right || x > part.left) return;
    const flat = between(pattern, 4);
    const panel = panels ? panels[a]! : 0;
    const [least, most] = ends.get(panel) ?? [flat, flat];
    ends.set(panel, [Math.min(least, flat), Math.max(most, flat)]);
  };
  for (let t = 0; t < indices.length; t += 3) {
    for (let k = 0; k < 3; k++) meet(indices[t + k]!, indices[t + ((k + 1) % 3)]!);
  }
  let girth = part.closed;
  for (const [least, most] of ends.values()) girth += most - least;
  return girth;
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
