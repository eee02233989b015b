import type { Affine2 } from '../pattern/pattern.ts';
import type { Region } from './sample-region.ts';

/** Pixels of filled colour kept round the garment, so that no mip level reaches the other half. */
const MARGIN = 8;

export interface AtlasLayout {
  /** Part of the photo that the atlas shows, whole photo pixels. */
  readonly crop: Region;
  /** The same part in working-image pixels. */
  readonly workingCrop: Region;
  /** Size of one half, atlas pixels. */
  readonly half: { readonly width: number; readonly height: number };
  /** Atlas pixels per photo pixel, at most 1. */
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
 * @param enlargement working-image pixels per photo pixel.
 * @param longestSide of the atlas, pixels.
 */
export function layOutAtlas(
  outline: ArrayLike<number>,
  photo: { readonly width: number; readonly height: number },
  enlargement: number,
  longestSide: number,
): AtlasLayout {
  let [left, top, right, bottom] = [photo.width, photo.height, 0, 0];
  for (let i = 0; i < outline.length; i += 2) {
    left = Math.min(left, outline[i]! / enlargement);
    right = Math.max(right, outline[i]! / enlargement);
    top = Math.min(top, outline[i + 1]! / enlargement);
    bottom = Math.max(bottom, outline[i + 1]! / enlargement);
  }
  const x = Math.max(0, Math.floor(left) - MARGIN);
  const y = Math.max(0, Math.floor(top) - MARGIN);
  const crop = {
    x,
    y,
    width: Math.min(photo.width, Math.ceil(right) + MARGIN) - x,
    height: Math.min(photo.height, Math.ceil(bottom) + MARGIN) - y,
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
  const workingCrop = {
    x: crop.x * enlargement,
    y: crop.y * enlargement,
    width: crop.width * enlargement,
    height: crop.height * enlargement,
  };
  const su = half.width / workingCrop.width / width;
  const sv = half.height / workingCrop.height / height;
  const front: Affine2 = [su, 0, -workingCrop.x * su, 0, sv, -workingCrop.y * sv];
  return {
    crop,
    workingCrop,
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
