import type { RgbaImage } from '../image/image.ts';
import { hasOwnMatte } from '../matte/make-matte.ts';

/** Transparent border, as a share of the longer side: enough for the photo to count as cut out. */
const BORDER = 0.03;

/**
 * A photo whose background is not to be removed, as a picture with its own transparency: itself
 * where it has some, else the whole of it on a transparent border.
 */
export function asCutOut(photo: RgbaImage): RgbaImage {
  if (hasOwnMatte(photo)) return photo;
  const border = Math.ceil(BORDER * Math.max(photo.width, photo.height));
  const width = photo.width + 2 * border;
  const height = photo.height + 2 * border;
  const data = new Uint8ClampedArray(4 * width * height);
  for (let y = 0; y < photo.height; y += 1) {
    const row = photo.data.subarray(4 * y * photo.width, 4 * (y + 1) * photo.width);
    data.set(row, 4 * ((y + border) * width + border));
  }
  return { width, height, data };
}
