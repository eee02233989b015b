import type { RgbaImage } from '../image/image.ts';
import { resizeImage } from '../image/resize.ts';

/** Long side of the working image, pixels: small photos are enlarged so that lengths in pixels mean the same. */
export const WORKING_SIZE = 1024;

/** The photo at working size, its long side WORKING_SIZE. */
export function workingImageOf(photo: RgbaImage): RgbaImage {
  const scale = WORKING_SIZE / Math.max(photo.width, photo.height);
  return resizeImage(
    photo,
    Math.max(1, Math.round(photo.width * scale)),
    Math.max(1, Math.round(photo.height * scale)),
  );
}
