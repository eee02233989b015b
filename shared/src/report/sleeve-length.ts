import { type MeasuredOpening, meanOf } from './measure-openings.ts';
import { landmark, type WornBody } from './worn-body.ts';

/**
 * How far the cuffs lie beyond the wrists, along the forearms, the farther of the two; below 0 before them.
 *
 * @param positions xyz triples, metres, that the openings' vertices are of.
 * @returns Metres; null without cuffs.
 */
export function sleevesBeyondWrists(
  positions: Float32Array,
  openings: readonly MeasuredOpening[],
  body: WornBody,
): number | null {
  let farthest: number | null = null;
  for (const { kind, side, vertices } of openings) {
    if (kind !== 'cuff' || (side !== 'left' && side !== 'right')) continue;
    const elbow = landmark(body, `elbow_${side}`);
    const wrist = landmark(body, `wrist_outer_${side}`);
    const forearm = wrist.map((at, k) => at - elbow[k]!);
    const cuff = meanOf(positions, vertices);
    const along = forearm.reduce((sum, part, k) => sum + part * (cuff[k]! - wrist[k]!), 0);
    const beyond = along / Math.hypot(...forearm);
    farthest = farthest === null ? beyond : Math.max(farthest, beyond);
  }
  return farthest;
}
