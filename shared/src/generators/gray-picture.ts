import type { RgbaImage } from '../image/image.ts';
import { frameGarment } from '../views/frame-garment.ts';
import { resamplePlanes } from '../views/resample-planes.ts';

/** What TripoSR's pictures lie on. */
const GRAY = 0.5;

const { fround } = Math;

/**
 * A photo as TripoSR takes it: the garment in the middle of a square of gray, brought to `side` with an
 * antialiased linear kernel. The reference's own steps in single precision, its rounding down to bytes with
 * them; normalising is in the graph.
 *
 * @param photo Cut out: transparent where there is no garment.
 * @returns shape [1, 3, side, side], red, green, blue planes of 0..1.
 * @throws {InputError} `no-garment` for a photo without an opaque part.
 */
export function grayPicture(photo: RgbaImage, side: number): Float32Array {
  const frame = frameGarment(photo);
  const plane = frame.side * frame.side;
  const planes = new Float32Array(3 * plane).fill(Math.trunc(GRAY * 255) / 255);
  for (let y = 0; y < frame.height; y++) {
    let from = ((frame.top + y) * photo.width + frame.left) * 4;
    let to = (frame.y + y) * frame.side + frame.x;
    for (let x = 0; x < frame.width; x++, from += 4, to++) {
      const alpha = fround(photo.data[from + 3]! / 255);
      const ground = fround(fround(1 - alpha) * GRAY);
      for (let c = 0; c < 3; c++) {
        const own = fround(fround(photo.data[from + c]! / 255) * alpha);
        planes[c * plane + to] = Math.trunc(fround(fround(own + ground) * 255)) / 255;
      }
    }
  }
  return resamplePlanes(planes, [frame.side, frame.side], [side, side], 'bilinear');
}
