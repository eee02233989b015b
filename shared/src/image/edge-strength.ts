import { boxMean } from './box-filter.ts';
import type { RgbaImage } from './image.ts';

/** A part of an image, pixels; right and bottom are not included. */
export interface PixelBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * Strength of colour edges in a part of a photo: the largest channel's gradient after a light blur.
 *
 * @returns One value a pixel of the box, row-major, levels of 255 a pixel.
 */
export function edgeStrength(image: RgbaImage, box: PixelBox, blur: number): Float32Array {
  const width = box.right - box.left;
  const height = box.bottom - box.top;
  const result = new Float32Array(width * height);
  const plane = new Float32Array(width * height);
  for (let c = 0; c < 3; c++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        plane[y * width + x] = image.data[((y + box.top) * image.width + x + box.left) * 4 + c]!;
      }
    }
    const smooth = boxMean(boxMean(plane, width, height, blur), width, height, blur);
    for (let y = 1; y < height - 1; y++) {
      for (let x = 1; x < width - 1; x++) {
        const i = y * width + x;
        const gx = (smooth[i + 1]! - smooth[i - 1]!) / 2;
        const gy = (smooth[i + width]! - smooth[i - width]!) / 2;
        const strength = Math.sqrt(gx * gx + gy * gy);
        if (strength > result[i]!) result[i] = strength;
      }
    }
  }
  return result;
}
