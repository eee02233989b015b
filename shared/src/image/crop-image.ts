import type { PixelBox } from './edge-strength.ts';
import type { RgbaImage } from './image.ts';

/** Cuts a part out of a photo; the part has pixels of its own. */
export function cropImage(image: RgbaImage, box: PixelBox): RgbaImage {
  const width = box.right - box.left;
  const height = box.bottom - box.top;
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    const from = ((y + box.top) * image.width + box.left) * 4;
    data.set(image.data.subarray(from, from + width * 4), y * width * 4);
  }
  return { width, height, data };
}
