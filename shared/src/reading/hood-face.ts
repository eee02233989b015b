import type { GrayImage, RgbaImage } from '../image/image.ts';
import type { FrontNeckline } from './front-neckline.ts';
import { sampleNeck } from './neck-patch.ts';
import { judgeFamily } from './neckline-family.ts';
import { drawShape } from './neckline-shapes.ts';
import { refineNeckline } from './refine-neckline.ts';

/** The face opening begins where the hood's crown is this wide beside its widest. */
const CROWN_WIDTHS = [0.5, 0.7];
/** It reaches down to the neck points at least this far, and at most that far, as a share of the hood's height. */
const LEAST_REACH = 0.6;
const MOST_REACH = 1.45;
/** Where no face edge is seen: how far a plain one reaches down. */
const PLAIN_REACH = 0.95;
/** The score from which a face edge is the photo's. */
const SEEN = 0.5;
const UNSEEN_CONFIDENCE = 0.3;

/** Outline places on both sides of the crown where the hood is as wide as a share of its widest. */
function crownCorners(run: Float64Array, share: number): readonly [number, number] | null {
  const last = run.length / 2 - 1;
  const ex = (run[2 * last]! - run[0]!) / 2;
  const ey = (run[2 * last + 1]! - run[1]!) / 2;
  const square = ex * ex + ey * ey || 1;
  const x = Array.from({ length: last + 1 }, (_, i) => {
    const dx = run[2 * i]! - run[0]! - ex;
    const dy = run[2 * i + 1]! - run[1]! - ey;
    return (dx * ex + dy * ey) / square;
  });
  const widest = [Math.min(...x), Math.max(...x)] as const;
  const middle = (widest[0] + widest[1]) / 2;
  const half = (share * (widest[1] - widest[0])) / 2;
  let top = 0;
  for (let i = 1; i <= last; i++) if (run[2 * i + 1]! < run[2 * top + 1]!) top = i;
  let right = top;
  while (right > 0 && x[right]! > middle - half) right--;
  let left = top;
  while (left < last && x[left]! < middle + half) left++;
  return right > 0 && left < last && left - right > 4 ? [right, left] : null;
}

/**
 * Finds the edge of a hood's face opening on the front, as far as the photo shows it: a line from the
 * crown down to the throat and up again, on which the front's colours step to the inside's.
 *
 * @param run Outline over the hood, from the wearer's right neck point to the left one, xy pairs.
 * @returns The front's upper edge: up the hood's side, along the face opening, down the other side;
 *   null where the outline has no hood's shape.
 */
export function findHoodFace(
  image: RgbaImage,
  matte: GrayImage,
  run: Float64Array,
): FrontNeckline | null {
  let best: { points: Float64Array; lowest: readonly [number, number]; score: number } | null =
    null;
  for (const share of CROWN_WIDTHS) {
    const corners = crownCorners(run, share);
    if (!corners) continue;
    const patch = sampleNeck(image, matte, run.slice(2 * corners[0], 2 * corners[1] + 2));
    const foot =
      (patch.toPatch(run[0]!, run[1]!)[1] + patch.toPatch(run.at(-2)!, run.at(-1)!)[1]) / 2;
    const { necklines, half } = judgeFamily(patch, false);
    const seen = necklines.find(
      ({ depth, score }) => depth > LEAST_REACH * foot && depth < MOST_REACH * foot && score > SEEN,
    );
    const drawn = seen
      ? refineNeckline(patch, seen.points, half)
      : drawShape(PLAIN_REACH * foot, 1, [2, 2], 0);
    const score = seen?.score ?? 0;
    if (best && best.score >= score) continue;
    let low = 0;
    for (let i = 0; i < drawn.length; i += 2) if (drawn[i + 1]! > drawn[low + 1]!) low = i;
    const points: number[] = [];
    for (let i = 0; i <= corners[0]; i++) points.push(run[2 * i]!, run[2 * i + 1]!);
    for (let i = 2; i < drawn.length - 2; i += 2) {
      points.push(...patch.toImage(drawn[i]!, drawn[i + 1]!));
    }
    for (let i = corners[1]; i < run.length / 2; i++) points.push(run[2 * i]!, run[2 * i + 1]!);
    best = {
      points: Float64Array.from(points),
      lowest: patch.toImage(drawn[low]!, drawn[low + 1]!),
      score,
    };
  }
  return (
    best && {
      ...best,
      confidence: best.score > 0 ? Math.min(0.9, best.score) : UNSEEN_CONFIDENCE,
      view: null,
    }
  );
}
