import type { RgbaImage } from './image.ts';

/** The picture with left and right exchanged. */
export function mirrorImage({ width, height, data }: RgbaImage): RgbaImage {
  const out = new Uint8ClampedArray(data.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = 4 * (y * width + width - 1 - x);
      out.set(data.subarray(from, from + 4), 4 * (y * width + x));
    }
  }
  return { width, height, data: out };
}
