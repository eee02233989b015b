import { labelComponents } from '../image/components.ts';
import type { RgbaImage } from '../image/image.ts';
import { carveGapTip } from './carve-gap-tip.ts';
import { carveGaps } from './carve-gaps.ts';
import { findPaleCloth } from './pale-cloth.ts';
import { differenceAt, isShadow, type PlainBackground } from './plain-background.ts';

/** Levels above the background's noise from which a pixel cannot be background; soft shadows stay below. */
const CERTAIN_DIFFERENCE = 45;
/** Levels above the noise within which a pixel may be background. */
const SAME_DIFFERENCE = 4;
/** What is found to be cloth is believed in so much. */
const CLOTH = 0.95;
/** Gaps are not looked for when this share of the garment looks like background. */
const MOST_ALIKE = 0.3;

/**
 * Corrects the network where a plain background speaks for itself: what differs from it strongly
 * and hangs together with the garment is garment, and a tall gap of its very colour is the space
 * between two legs, or between a sleeve and the body; pale cloth is found beside what it belongs to.
 *
 * @param prior 0..1 by pixel; not changed.
 */
export function strengthenPrior(
  image: RgbaImage,
  prior: Float32Array,
  plain: PlainBackground,
): Float32Array {
  const { width, height } = image;
  const size = width * height;
  const different = new Uint8Array(size);
  const same = new Uint8Array(size);
  const depth = new Float32Array(size);
  let lowest = 0;
  let highest = height;
  let left = width;
  let right = 0;
  let claimed = 0;
  let alike = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const difference = differenceAt(image, plain, x, y);
      depth[i] = difference;
      if (difference > plain.noise + CERTAIN_DIFFERENCE && !isShadow(image, plain, x, y)) {
        different[i] = 1;
      }
      if (prior[i]! > 0.5) {
        claimed++;
        if (difference <= plain.noise + SAME_DIFFERENCE) {
          same[i] = 1;
          alike++;
        }
        left = Math.min(left, x);
        right = Math.max(right, x);
      }
      if (prior[i]! > 0.5) {
        lowest = y;
        highest = Math.min(highest, y);
      }
    }
  }
  const result = prior.slice();
  const parts = labelComponents(different, width, height);
  const overlap = new Float64Array(parts.areas.length);
  for (let i = 0; i < size; i++) {
    if (different[i] && prior[i]! > 0.5) overlap[parts.labels[i]!]!++;
  }
  for (let i = 0; i < size; i++) {
    if (!different[i] || prior[i]! >= CLOTH) continue;
    const label = parts.labels[i]!;
    // A part of its own, such as a hanger or a tag, has no pixels the network is sure of.
    if (overlap[label]! > 0.03 * parts.areas[label]!) result[i] = CLOTH;
  }
  // A garment of the background's own colour shows gaps everywhere: then none is believed.
  if (alike < MOST_ALIKE * claimed) {
    const box = { left, right, top: highest, bottom: lowest };
    carveGaps(result, same, width, height, box);
    carveGapTip(image, result, plain, box);
  }
  const pale = findPaleCloth(image, plain, depth, result);
  if (pale) for (let i = 0; i < size; i++) if (pale[i]) result[i] = CLOTH;
  return result;
}
