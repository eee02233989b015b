import { type BodyMeasures, torsoGirthAt } from './body-measures.ts';
import type { PanelRun } from './panel-outlines.ts';
import { runLength } from './run-points.ts';

/** Wider waist openings are gathered rather than worn lower than this below the waist, metres. */
const LOWEST_BELOW_WAIST = 0.09;
const SEAT_STEP = 0.005;
/** A crotch seam hangs this far below the body's crotch, metres. */
const CROTCH_GAP = 0.012;
/** A crotch seam hangs below the body's crotch by up to this, metres. */
const CROTCH_SLACK = 0.03;
/** Trousers are cut with at least this much rise. */
const LEAST_RISE = 0.22;

/**
 * Height above the floor at which a waist opening will sit: the body's waist, lower where the opening
 * is wider than that (but not as low as the hip), and no higher than the crotch lets it.
 *
 * @param rise Metres from the waist's level to the crotch; null without legs.
 */
export function waistSeat(flatGirth: number, rise: number | null, body: BodyMeasures): number {
  let height = body.waistHeight;
  const lowest = body.waistHeight - LOWEST_BELOW_WAIST;
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

/** Where a drafted garment's waist opening will sit, and how long it is flat; null without one. */
export function draftedWaist(
  runs: readonly PanelRun[],
  body: BodyMeasures,
): { readonly seat: number; readonly flatGirth: number; readonly run: PanelRun } | null {
  const run = runs.find((candidate) => candidate.kind === 'waist');
  if (!run) return null;
  const inseam = runs.find((candidate) => candidate.kind === 'inseam' && candidate.side === 'left');
  const rise = inseam ? -inseam.points.at(-1)! : null;
  const flatGirth = 2 * runLength(run.points);
  return { seat: waistSeat(flatGirth, rise, body), flatGirth, run };
}
