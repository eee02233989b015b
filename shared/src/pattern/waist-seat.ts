import { type BodyMeasures, torsoGirthAt } from './body-measures.ts';

/* As the drape hangs waist garments (drape/hang-height.ts), metres. */
const LOWEST_ABOVE_HIP = 0.04;
const SEAT_STEP = 0.005;
const CROTCH_GAP = 0.012;
/** A crotch seam hangs below the body's crotch by up to this, metres. */
const CROTCH_SLACK = 0.03;
/** Trousers are cut with at least this much rise. */
const LEAST_RISE = 0.22;

/**
 * Height above the floor at which a waist opening will sit: the body's waist, lower where the opening
 * is wider than that (but above the hip), and no higher than the crotch lets it.
 *
 * @param rise Metres from the waist's level to the crotch; null without legs.
 */
export function waistSeat(flatGirth: number, rise: number | null, body: BodyMeasures): number {
  let height = body.waistHeight;
  const lowest = body.hipHeight + LOWEST_ABOVE_HIP;
  while (height > lowest && torsoGirthAt(body, height) < flatGirth) height -= SEAT_STEP;
  const limit = rise === null ? Infinity : body.crotchHeight - CROTCH_GAP + rise;
  return Math.max(lowest, Math.min(height, limit));
}

/**
 * The most rise that a waist opening of this girth leaves room for on the body. A crotch that is
 * drawn lower is one that touching legs hide.
 */
export function deepestRise(flatGirth: number, body: BodyMeasures): number {
  const seat = waistSeat(flatGirth, null, body);
  return Math.max(LEAST_RISE, seat - body.crotchHeight + CROTCH_SLACK);
}
