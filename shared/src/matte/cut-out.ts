import { extentAbove } from '../image/extent-above.ts';
import type { GrayImage, RgbaImage } from '../image/image.ts';
import { noGarmentFound } from './no-garment-found.ts';

/** Transparent border as a share of the longer side: a reader of the picture then takes its alpha for a matte. */
const BORDER = 0.06;
/** Fainter than this is what a matte leaves of the ground, not an edge. */
const LEAST_ALPHA = 8;

/**
 * The garment alone: its pixels on transparency, cropped to it. Where nothing of the garment is, no colour
 * is left either, so that the picture says nothing about the place where it was taken.
 *
 * @param matte Of the image's size.
 * @throws {InputError} `no-garment` when the matte is empty.
 */
export function cutOut(image: RgbaImage, matte: GrayImage): RgbaImage {
  const { width } = image;
  const { left, right, top, bottom } = extentAbove(matte.data, width, LEAST_ALPHA - 1);
  if (right < left) {
    throw noGarmentFound();
  }
  const size = { width: right - left + 1, height: bottom - top + 1 };
  const border = Math.ceil(BORDER * Math.max(size.width, size.height));
  const outer = { width: size.width + 2 * border, height: size.height + 2 * border };
  const data = new Uint8ClampedArray(4 * outer.width * outer.height);
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      const from = (top + y) * width + left + x;
      const alpha = matte.data[from]!;
      if (alpha < LEAST_ALPHA) continue;
      const to = 4 * ((border + y) * outer.width + border + x);
      data.set(image.data.subarray(4 * from, 4 * from + 3), to);
      data[to + 3] = alpha;
    }
  }
  return { ...outer, data };
}
