import { alphaOf } from '../image/alpha-of.ts';
import { extentAbove } from '../image/extent-above.ts';
import type { RgbaImage } from '../image/image.ts';
import { InputError } from '../job/input-error.ts';

/** A square of a photo, pixels; parts of it may lie outside. */
export interface PersonSquare {
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

/** Least of 255 for a pixel to count as the person. */
const OPAQUE = 128;

/**
 * Half the square's side by the longer side of the person. The reference takes 0.65 of the box of OpenPose's key
 * points (nose, limbs, toes), which is about 0.91 as tall as a standing person; we have the matte's box.
 */
const HALF_SIDE = 0.65 * 0.91;

/**
 * The square around a person that PIFuHD is shown.
 *
 * @param photo Cut out: transparent where the person is not.
 * @throws {InputError} `no-garment` when nothing is opaque.
 */
export function personSquare(photo: RgbaImage): PersonSquare {
  const { left, right, top, bottom } = extentAbove(alphaOf(photo), photo.width, OPAQUE - 1);
  if (right < left) {
    throw new InputError(
      'no-garment',
      'Nothing of the picture is opaque, so that there is nobody to look at. Choose a photo of a person who stands out from the background.',
    );
  }
  const half = Math.max(1, Math.trunc(HALF_SIDE * Math.max(right + 1 - left, bottom + 1 - top)));
  return {
    left: Math.trunc((left + right + 1) / 2) - half,
    top: Math.trunc((top + bottom + 1) / 2) - half,
    side: 2 * half,
  };
}

/**
 * The square as the networks take it: red, green and blue in planes, -1..1, gray where the photo is transparent and
 * black outside of it, as in the reference. Resized as the reference does it (OpenCV's bilinear): between the four nearest pixels however much it
 * shrinks, so that finer patterns alias as they did in training.
 *
 * @returns shape [1, 3, side, side]
 */
export function personPicture(photo: RgbaImage, square: PersonSquare, side: number): Float32Array {
  const plane = side * side;
  const values = new Float32Array(3 * plane);
  const scale = square.side / side;
  const corner = new Float64Array(3);
  for (let row = 0; row < side; row++) {
    const [y, below] = between(row, scale, square.side);
    for (let column = 0; column < side; column++) {
      const [x, right] = between(column, scale, square.side);
      const sum = [0, 0, 0];
      for (let n = 0; n < 4; n++) {
        const share = (n & 1 ? right : 1 - right) * (n & 2 ? below : 1 - below);
        if (share === 0) continue;
        onGray(photo, square.left + x + (n & 1), square.top + y + (n >> 1), corner);
        for (let c = 0; c < 3; c++) sum[c]! += share * corner[c]!;
      }
      for (let c = 0; c < 3; c++) {
        values[c * plane + row * side + column] = (Math.round(sum[c]!) / 255 - 0.5) / 0.5;
      }
    }
  }
  return values;
}

/** The pixel at or before a target pixel's middle, and how far the next one counts; held at the square's rim. */
function between(target: number, scale: number, length: number): [first: number, share: number] {
  const at = (target + 0.5) * scale - 0.5;
  const first = Math.floor(at);
  if (first < 0) return [0, 0];
  if (first >= length - 1) return [length - 1, 0];
  return [first, at - first];
}

/** Keeps the reference from dividing by nothing; being cut off afterwards, opaque pixels lose one of 255 by it. */
const ALMOST_ONE = 1 - 1e-8;

/** One pixel laid on half of 255; whole numbers, cut off as the reference's. */
function onGray(
  { width, height, data }: RgbaImage,
  x: number,
  y: number,
  into: Float64Array,
): void {
  if (x < 0 || y < 0 || x >= width || y >= height) {
    into.fill(0);
    return;
  }
  const at = 4 * (y * width + x);
  const alpha = data[at + 3]! / 255;
  for (let c = 0; c < 3; c++) {
    into[c] = Math.trunc(ALMOST_ONE * alpha * data[at + c]! + (255 / 2) * (1 - alpha));
  }
}
