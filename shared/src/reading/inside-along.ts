import type { GrayImage, RgbaImage } from '../image/image.ts';
import { lookForStrip } from './inside-strip.ts';

/** Shares of an edge's length at which a part of it may begin; it may end at as much from the other end. */
const PART_FROM = [0, 0.1, 0.2, 0.3];
/** What a part's length counts beside the share of it that is clear. */
const LENGTH_WEIGHT = 0.3;

/**
 * Finds the front's own edge where the inside shows along all of an edge or only along a part of it, as
 * within a waistband that gapes in the middle: the part on which it is clearest, a long one rather than
 * a short one. Beside that part the edge is the front's too.
 *
 * @param run The edge of the outline from corner to corner in outline order, xy pairs, image pixels.
 * @param height Of the garment, pixels.
 * @returns xy pairs with the run's ends, in its order; null where nothing is clearly seen.
 */
export function findInsideAlong(
  image: RgbaImage,
  matte: GrayImage,
  run: Float64Array,
  height: number,
): Float64Array | null {
  const last = run.length / 2 - 1;
  let best: Float64Array | null = null;
  let most = -Infinity;
  for (const begins of PART_FROM) {
    for (const ends of PART_FROM) {
      const from = Math.round(begins * last);
      const to = Math.round((1 - ends) * last);
      const part = lookForStrip(image, matte, run.slice(2 * from, 2 * to + 2), height);
      if (!part) continue;
      const score = part.clearShare + LENGTH_WEIGHT * (1 - begins - ends);
      if (score <= most) continue;
      most = score;
      best = Float64Array.from([...run.slice(0, 2 * from), ...part.line, ...run.slice(2 * to + 2)]);
    }
  }
  return best;
}
