import type { Category } from '../garment/vocabulary.ts';
import { findCrotch } from '../landmarks/crotch.ts';
import type { GarmentFrame } from '../landmarks/garment-frame.ts';
import type { WidthProfile } from '../landmarks/torso-width.ts';
import { readUpper } from '../landmarks/read-upper.ts';

export interface DetectedCategory {
  readonly value: Category;
  readonly confidence: number;
}

function meanTotal(profile: WidthProfile, from: number, to: number): number {
  let sum = 0;
  for (let level = from; level < to; level++) sum += profile.total[level]!;
  return sum / (to - from);
}

/** Names the garment from its silhouette. */
export function detectCategory(
  frame: GarmentFrame,
  profile: WidthProfile,
  torso: number,
): DetectedCategory {
  const crotch = findCrotch(frame);
  const topWidth = meanTotal(profile, 2, 6);
  const upperWidth = meanTotal(profile, 12, 25);
  const { left, right, hood, torso: chest } = readUpper(frame, torso, null);
  const sleeved = left.sleeved || right.sleeved;
  const flatTop = topWidth > 0.72 * upperWidth && profile.runs[3] === 1;
  const length = frame.height / (2 * chest);
  const legs = crotch.gap > 0.08 && Math.abs(frame.u[crotch.point]!) < 0.6 * torso;
  if (legs && flatTop) {
    return { value: crotch.gap > 0.45 ? 'trousers' : 'shorts', confidence: 0.8 };
  }
  if (flatTop && !sleeved && length < 1.35) return { value: 'skirt', confidence: 0.6 };
  if (hood && sleeved) return { value: 'hoodie', confidence: 0.7 };
  if (length > 1.85) return { value: 'dress', confidence: 0.6 };
  return { value: 'top', confidence: 0.5 };
}
