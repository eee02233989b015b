import { labelComponents } from '../image/components.ts';
import type { PixelBox } from '../image/edge-strength.ts';
import type { RgbaImage } from '../image/image.ts';
import { carveGapTip } from './carve-gap-tip.ts';
import { differenceAt, isShadow, type PlainBackground } from './plain-background.ts';

/** Levels above the background's noise from which a pixel cannot be background; soft shadows stay below. */
const CERTAIN_DIFFERENCE = 45;
/** Levels above the noise within which a pixel may be background. */
const SAME_DIFFERENCE = 4;
/** Gaps are not looked for when this share of the garment looks like background. */
const MOST_ALIKE = 0.3;
/** A gap between legs: share of the photo's area, and height over width, at least. */
const LEAST_GAP_AREA = 0.006;
const LEAST_GAP_SHAPE = 2.5;

/**
 * Corrects the network where a plain background speaks for itself: what differs from it strongly
 * and hangs together with the garment is garment, and a tall gap of its very colour that reaches
 * down to the hem is the space between two legs.
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
    if (!different[i] || prior[i]! >= 0.95) continue;
    const label = parts.labels[i]!;
    // A part of its own, such as a hanger or a tag, has no pixels the network is sure of.
    if (overlap[label]! > 0.03 * parts.areas[label]!) result[i] = 0.95;
  }
  // A garment of the background's own colour shows gaps everywhere: then none is believed.
  if (alike < MOST_ALIKE * claimed) {
    const box = { left, right, top: highest, bottom: lowest };
    carveLegGap(result, same, width, height, box);
    carveGapTip(image, result, plain, box);
  }
  return result;
}

function carveLegGap(
  result: Float32Array,
  same: Uint8Array,
  width: number,
  height: number,
  box: PixelBox,
): void {
  const gaps = labelComponents(same, width, height);
  const left = new Int32Array(gaps.areas.length).fill(width);
  const right = new Int32Array(gaps.areas.length);
  const top = new Int32Array(gaps.areas.length).fill(height);
  const bottom = new Int32Array(gaps.areas.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const label = gaps.labels[y * width + x]!;
      if (label === 0) continue;
      left[label] = Math.min(left[label]!, x);
      right[label] = Math.max(right[label]!, x);
      top[label] = Math.min(top[label]!, y);
      bottom[label] = Math.max(bottom[label]!, y);
    }
  }
  const tall = box.bottom - box.top;
  const middle = (box.left + box.right) / 2;
  for (let label = 1; label < gaps.areas.length; label++) {
    const high = bottom[label]! - top[label]!;
    const wide = right[label]! - left[label]! + 1;
    if (
      gaps.areas[label]! > LEAST_GAP_AREA * width * height &&
      high > LEAST_GAP_SHAPE * wide &&
      high > 0.25 * tall &&
      bottom[label]! > box.bottom - 0.12 * tall &&
      top[label]! > box.top + 0.15 * tall &&
      Math.abs((left[label]! + right[label]!) / 2 - middle) < 0.15 * (box.right - box.left)
    ) {
      for (let i = 0; i < result.length; i++) if (gaps.labels[i] === label) result[i] = 0.05;
    }
  }
}
