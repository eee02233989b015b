import { alphaOf } from '../image/alpha-of.ts';
import { extentAbove } from '../image/extent-above.ts';
import type { RgbaImage } from '../image/image.ts';
import { InputError } from '../job/input-error.ts';
import type { RgbImage } from './rgb-image.ts';

/** Share of the frame's side that the garment's longer side takes (InstantMesh's `run.py`). */
export const FRAME_RATIO = 0.85;

/** What the garment lies on: InstantMesh's UNet was tuned on white, the stock one of Zero123++ on gray. */
export const GROUNDS = { white: 255, gray: 127 } as const;
export type Ground = keyof typeof GROUNDS;

/** Where the garment is cut from the photo and where it lands in the square, pixels. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Of the square. */
  readonly side: number;
  /** Of the cut's top left corner in the square. */
  readonly x: number;
  readonly y: number;
}

/**
 * The square around a garment. As in the reference the box of everything not wholly transparent leaves
 * out its own last row and column, and what is odd is padded on the far side: first to a square, then to
 * the ratio.
 *
 * @param photo Cut out: transparent where there is no garment.
 * @throws {InputError} `no-garment` when fewer than two rows or columns are opaque.
 */
export function frameGarment(photo: RgbaImage, ratio = FRAME_RATIO): Frame {
  const { left, right, top, bottom } = extentAbove(alphaOf(photo), photo.width, 0);
  const cut = { width: right - left, height: bottom - top };
  if (cut.width < 1 || cut.height < 1) {
    throw new InputError(
      'no-garment',
      'Nothing of the picture is opaque, so that there is no garment to look at. Choose a photo whose garment stands out from the background.',
    );
  }
  const longer = Math.max(cut.width, cut.height);
  const side = Math.floor(longer / ratio);
  const margin = Math.floor((side - longer) / 2);
  return {
    left,
    top,
    ...cut,
    side,
    x: margin + Math.floor((longer - cut.width) / 2),
    y: margin + Math.floor((longer - cut.height) / 2),
  };
}

/** `value / 255`, rounded, exact for all products of two bytes; as Pillow blends. */
function dividedBy255(value: number): number {
  const biased = value + 128;
  return (biased + (biased >> 8)) >> 8;
}

/** Lays the framed garment on its ground; colours of transparent pixels do not show. */
export function composeFrame(photo: RgbaImage, frame: Frame, ground: Ground): RgbImage {
  const { side } = frame;
  const level = GROUNDS[ground];
  const data = new Uint8Array(side * side * 3).fill(level);
  for (let y = 0; y < frame.height; y++) {
    let from = ((frame.top + y) * photo.width + frame.left) * 4;
    let to = ((frame.y + y) * side + frame.x) * 3;
    for (let x = 0; x < frame.width; x++, from += 4, to += 3) {
      const alpha = photo.data[from + 3]!;
      const below = level * (255 - alpha);
      for (let c = 0; c < 3; c++) {
        data[to + c] = dividedBy255(photo.data[from + c]! * alpha + below);
      }
    }
  }
  return { width: side, height: side, data };
}
