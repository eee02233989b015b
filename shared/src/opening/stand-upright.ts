import type { UprightMesh } from '../fitting/align-to-body.ts';
import { type Category, WAIST_CATEGORIES } from '../garment/vocabulary.ts';
import { meanOf } from '../report/measure-openings.ts';
import type { LabelledLoop } from './label-loops.ts';

/** Deeper than high by this factor, a garment with a neck stands on its side: its file has z up. */
const DEEPER_THAN_HIGH = 1.5;
/** A neck dips behind by this share of the garment's height more than before: it faces backwards. */
const DIPS = 0.02;

/**
 * Whether a garment lies on its back, as a file with z up has it. Skirts, trousers and shorts are
 * taken as they are: a wide short skirt is deeper than high.
 */
export function liesOnItsBack(positions: Float32Array, category: Category): boolean {
  if (WAIST_CATEGORIES.has(category)) return false;
  const [height, depth] = [1, 2].map((axis) => {
    let [low, high] = [Infinity, -Infinity];
    for (let i = axis; i < positions.length; i += 3) {
      low = Math.min(low, positions[i]!);
      high = Math.max(high, positions[i]!);
    }
    return high - low;
  }) as [number, number];
  return depth >= DEEPER_THAN_HIGH * height;
}

/** Stood upright: y becomes what z was. */
export function stoodUp(positions: Float32Array): Float32Array {
  return positions.map((value, i) =>
    i % 3 === 0 ? value : i % 3 === 1 ? positions[i + 1]! : -positions[i - 1]!,
  );
}

/** Whether an open garment faces backwards: its neck is cut deeper behind than before. */
export function facesBackwards(
  { positions }: UprightMesh,
  openings: readonly LabelledLoop[],
): boolean {
  const neck = openings.find(({ kind }) => kind === 'neck');
  if (!neck) return false;
  const [, , middle] = meanOf(positions, neck.vertices);
  const lowest = [Infinity, Infinity];
  for (const v of neck.vertices) {
    const behind = positions[3 * v + 2]! < middle ? 1 : 0;
    lowest[behind] = Math.min(lowest[behind]!, positions[3 * v + 1]!);
  }
  let [low, high] = [Infinity, -Infinity];
  for (let i = 1; i < positions.length; i += 3) {
    low = Math.min(low, positions[i]!);
    high = Math.max(high, positions[i]!);
  }
  return lowest[0]! - lowest[1]! > DIPS * (high - low);
}

/** Turned about by half a turn round the vertical. */
export function turnedAbout(positions: Float32Array): Float32Array {
  return positions.map((value, i) => (i % 3 === 1 ? value : -value));
}
