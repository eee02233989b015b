import { crossingsAt } from '../mesh/polygon.ts';

/** Length of a run of xy pairs. */
export function runLength(points: ArrayLike<number>): number {
  let length = 0;
  for (let i = 2; i + 1 < points.length; i += 2) {
    length += Math.hypot(points[i]! - points[i - 2]!, points[i + 1]! - points[i - 1]!);
  }
  return length;
}

/** The same points from the end to the start. */
export function reverseRun(points: ArrayLike<number>): Float64Array {
  const turned = new Float64Array(points.length);
  for (let i = 0; i < points.length; i += 2) {
    turned[i] = points[points.length - 2 - i]!;
    turned[i + 1] = points[points.length - 1 - i]!;
  }
  return turned;
}

/** Where a closed outline is crossed at a height: the insides' ends, smaller x first, left to right. */
export function runsAcross(outline: ArrayLike<number>, y: number): (readonly [number, number])[] {
  const crossings = crossingsAt(outline, y);
  const runs: (readonly [number, number])[] = [];
  for (let c = 0; c + 1 < crossings.length; c += 2) runs.push([crossings[c]!, crossings[c + 1]!]);
  return runs;
}
