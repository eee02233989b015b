import type { Affine2 } from '../pattern/pattern.ts';
import type { Region } from './sample-region.ts';

/** Pixels of filled colour kept round the garment, so that no mip level reaches the other half. */
const MARGIN = 8;
/** Of the atlas, the front's part: its pixels are the photo's own, the back's are mostly made of them. */
const FRONT_SHARE = 0.62;

export interface AtlasLayout {
  /** Part of the photo that the atlas shows, whole photo pixels. */
  readonly crop: Region;
  /** The same part in working-image pixels. */
  readonly workingCrop: Region;
  /** Size of the front's part, atlas pixels; it begins at the atlas's corner. */
  readonly half: { readonly width: number; readonly height: number };
  /** Atlas pixels per photo pixel in the front's part, at most 1. */
  readonly scale: number;
  readonly width: number;
  readonly height: number;
  /** The back's part of the atlas, pixels: the same picture, no larger. */
  readonly back: Region;
  readonly uvFromPhoto: { readonly front: Affine2; readonly back: Affine2 };
}

/**
 * Lays two pictures of the garment's bounding box into one image, beside or above each other,
 * whichever keeps more of the photo's pixels. The front has the larger part where not both fit at the
 * photo's own size; the photo is never enlarged.
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
  const fit = (along: number, across: number) => {
    const front = Math.min(1, longestSide / across, (FRONT_SHARE * longestSide) / along);
    return { front, back: Math.min(front, longestSide / along - front) };
  };
  const beside = fit(crop.width, crop.height);
  const above = fit(crop.height, crop.width);
  const stacked = above.front > beside.front;
  const scales = stacked ? above : beside;
  const sized = (scale: number) => ({
    width: Math.max(1, Math.floor(crop.width * scale)),
    height: Math.max(1, Math.floor(crop.height * scale)),
  });
  const half = sized(scales.front);
  const backSize = sized(scales.back);
  const width = stacked ? half.width : half.width + backSize.width;
  const height = stacked ? half.height + backSize.height : half.height;
  const back = { ...(stacked ? { x: 0, y: half.height } : { x: half.width, y: 0 }), ...backSize };
  const workingCrop = {
    x: crop.x * enlargement,
    y: crop.y * enlargement,
    width: crop.width * enlargement,
    height: crop.height * enlargement,
  };
  const mapTo = (part: Region): Affine2 => {
    const su = part.width / workingCrop.width / width;
    const sv = part.height / workingCrop.height / height;
    return [
      su,
      0,
      part.x / width - workingCrop.x * su,
      0,
      sv,
      part.y / height - workingCrop.y * sv,
    ];
  };
  return {
    crop,
    workingCrop,
    half,
    scale: scales.front,
    width,
    height,
    back,
    uvFromPhoto: { front: mapTo({ x: 0, y: 0, ...half }), back: mapTo(back) },
  };
}
