import type { GrayImage } from '../image/image.ts';
import { growMask } from './grow-mask.ts';

/** Matte value from which a pixel is garment. */
const GARMENT = 128;
/** Matte value from which a pixel holds no background even at the edge of a strap. */
const PURE = 224;
/** Photo pixels of the edge whose colour is mixed with the background: optics, JPEG and resampling. */
const FRINGE = 2;
/** Matte pixels that scaling mixes over. */
const RESAMPLING = 0.5;
/** Within this many pixels of a trusted one, a fringe pixel can borrow its colour. */
const BORROW = 6;

/**
 * Pixels whose colour is the garment's alone: away from the matte's edge, or, where the garment is
 * too thin to have an inside (straps, ties), those the matte is surest of.
 *
 * @param pixelsPerPhotoPixel matte pixels per pixel of the photo as it was taken.
 * @returns 1 where trusted.
 */
export function trustedPixels(
  { width, height, data }: GrayImage,
  pixelsPerPhotoPixel: number,
): Uint8Array {
  const outside = data.map((value) => (value < GARMENT ? 1 : 0));
  const trusted = growMask(outside, width, height, FRINGE * pixelsPerPhotoPixel + RESAMPLING);
  for (let i = 0; i < trusted.length; i += 1) trusted[i] = trusted[i] ? 0 : 1;
  const near = growMask(trusted, width, height, BORROW * pixelsPerPhotoPixel + RESAMPLING);
  for (let i = 0; i < data.length; i += 1) {
    if (!near[i] && data[i]! >= PURE) trusted[i] = 1;
  }
  return trusted;
}
