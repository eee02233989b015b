import { squaredDistanceTo } from '../image/distance-transform.ts';
import type { GrayImage } from '../image/image.ts';

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
  const fringe = (FRINGE * pixelsPerPhotoPixel + RESAMPLING) ** 2;
  const borrow = (BORROW * pixelsPerPhotoPixel + RESAMPLING) ** 2;
  const outside = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i += 1) outside[i] = data[i]! < GARMENT ? 1 : 0;
  const depth = squaredDistanceTo(outside, width, height);
  const trusted = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i += 1) trusted[i] = depth[i]! > fringe ? 1 : 0;
  const gap = squaredDistanceTo(trusted, width, height);
  for (let i = 0; i < data.length; i += 1) {
    if (!trusted[i] && data[i]! >= PURE && gap[i]! > borrow) trusted[i] = 1;
  }
  return trusted;
}
