import type { RgbaImage } from './image.ts';

/** Rows and columns, all of them inside. */
export interface PixelBox {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The smallest box round the pixels that count; null where none does. */
export function boxAround(
  width: number,
  height: number,
  counts: (pixel: number) => boolean,
): PixelBox | null {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!counts(y * width + x)) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  return right < 0 ? null : { left, right, top, bottom };
}

/** The box round what is at least so opaque, 0..255. */
export function opaqueBox({ width, height, data }: RgbaImage, least: number): PixelBox | null {
  return boxAround(width, height, (pixel) => data[4 * pixel + 3]! >= least);
}
