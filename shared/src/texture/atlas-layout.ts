import type { Affine2 } from '../pattern/pattern.ts';

/** Pixels of filled colour kept round the garment, so that no mip level reaches the other half. */
const MARGIN = 8;

export interface AtlasLayout {
  /** Part of the working image that the atlas shows, pixels. */
  readonly crop: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
  /** Size of one half, atlas pixels. */
  readonly half: { readonly width: number; readonly height: number };
  /** Atlas pixels per working-image pixel, at most 1. */
  readonly scale: number;
  readonly width: number;
  readonly height: number;
  /** Offset of the back's half in the atlas, pixels. */
  readonly back: { readonly x: number; readonly y: number };
  readonly uvFromPhoto: { readonly front: Affine2; readonly back: Affine2 };
}

/**
 * Lays two pictures of the garment's bounding box into one image, beside or above each other,
 * whichever keeps more of the photo's pixels. The photo is never enlarged.
 *
 * @param outline xy pairs, working-image pixels.
 * @param longestSide of the atlas, pixels.
 */
export function layOutAtlas(
  outline: ArrayLike<number>,
  imageWidth: number,
  imageHeight: number,
  longestSide: number,
): AtlasLayout {
  let [left, top, right, bottom] = [imageWidth, imageHeight, 0, 0];
  for (let i = 0; i < outline.length; i += 2) {
    left = Math.min(left, outline[i]!);
    right = Math.max(right, outline[i]!);
    top = Math.min(top, outline[i + 1]!);
    bottom = Math.max(bottom, outline[i + 1]!);
  }
  const x = Math.max(0, Math.floor(left) - MARGIN);
  const y = Math.max(0, Math.floor(top) - MARGIN);
  const crop = {
    x,
    y,
    width: Math.min(imageWidth, Math.ceil(right) + MARGIN) - x,
    height: Math.min(imageHeight, Math.ceil(bottom) + MARGIN) - y,
  };
  const beside = Math.min(1, longestSide / Math.max(2 * crop.width, crop.height));
  const above = Math.min(1, longestSide / Math.max(crop.width, 2 * crop.height));
  const stacked = above > beside;
  const scale = Math.max(beside, above);
  const half = {
    width: Math.max(1, Math.floor(crop.width * scale)),
    height: Math.max(1, Math.floor(crop.height * scale)),
  };
  const width = stacked ? half.width : 2 * half.width;
  const height = stacked ? 2 * half.height : half.height;
  const back = stacked ? { x: 0, y: half.height } : { x: half.width, y: 0 };
  const su = half.width / crop.width / width;
  const sv = half.height / crop.height / height;
  const front: Affine2 = [su, 0, -crop.x * su, 0, sv, -crop.y * sv];
  return {
    crop,
    half,
    scale,
    width,
    height,
    back,
    uvFromPhoto: {
      front,
      back: [su, 0, front[2] + back.x / width, 0, sv, front[5] + back.y / height],
    },
  };
}
