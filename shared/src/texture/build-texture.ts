import { dilate } from '../image/distance-transform.ts';
import type { RgbaImage } from '../image/image.ts';
import { resampleChannels, resizeImage } from '../image/resize.ts';
import type { GarmentReading } from '../reading/garment-reading.ts';
import type { GarmentTexture } from '../tryon/made-garment.ts';
import { type AtlasLayout, layOutAtlas } from './atlas-layout.ts';
import { cloneFabric } from './clone-fabric.ts';
import { fillFromNearest } from './fill-nearest.ts';
import { findPrint } from './find-print.ts';
import { insideBack } from './inside-back.ts';
import { trustedPixels } from './trusted-pixels.ts';

/** contracts.md: at most 1024 pixels on the longer side unless more is asked for. */
export const TEXTURE_SIZE = 1024;
/** Pixels below the front neckline that its rim's shadow and ribs' edge reach. */
const NECK_RIM = 2;

export interface AtlasOptions {
  /** Of the atlas, pixels; default 1024. */
  readonly longestSide?: number;
  /** Working-image pixels per photo pixel: an enlarged photo has a wider soft edge. Default 1. */
  readonly enlargement?: number;
}

/** The atlas before it is encoded. */
export interface TextureAtlas {
  readonly image: RgbaImage;
  readonly uvFromPhoto: GarmentTexture['uvFromPhoto'];
}

/**
 * Lays the photo out for the mesh: front and back in one image, in the photo's own pixel places, so
 * that colours meet at the side seams. Every pixel, inside the garment or not, is a colour of the
 * garment. The back loses what is the front's alone: the visible inside back above the neckline,
 * and prints on plain fabric.
 *
 * @param working the image that `reading` was made from.
 */
export function buildAtlas(
  working: RgbaImage,
  reading: GarmentReading,
  { longestSide = TEXTURE_SIZE, enlargement = 1 }: AtlasOptions = {},
): TextureAtlas {
  const layout = layOutAtlas(reading.outline, working.width, working.height, longestSide);
  const { width, height } = layout.half;
  const inside = insideBack(reading);
  const aboveNeck = hasAny(inside)
    ? dilate(inside, working.width, working.height, NECK_RIM)
    : inside;
  const trusted = trustedPixels(reading.matte, Math.max(1, enlargement));
  for (let i = 0; i < trusted.length; i += 1) if (aboveNeck[i]) trusted[i] = 0;

  const front = cropAndScale(working, trusted, layout);
  const known = new Uint8Array(width * height);
  for (let i = 0; i < known.length; i += 1) known[i] = front[4 * i + 3]! >= 128 ? 1 : 0;

  const back = front.slice();
  const hole = findPrint(back, known, width, height);
  const neckHole = scaleMask(aboveNeck, working.width, layout);
  for (let i = 0; i < hole.length; i += 1) {
    if (neckHole[i]) hole[i] = 1;
    else if (!known[i]) hole[i] = 0;
  }
  cloneFabric(back, known, hole, width, height);
  const backKnown = known.map((value, i) => (hole[i] ? 1 : value));

  fillFromNearest(front, known, width, height);
  fillFromNearest(back, backKnown, width, height);
  return { image: placeHalves(front, back, layout), uvFromPhoto: layout.uvFromPhoto };
}

function hasAny(mask: Uint8Array): boolean {
  return mask.some((value) => value !== 0);
}

/** The crop at the half's size; alpha is the share of trusted pixels, colours are theirs alone. */
function cropAndScale(
  working: RgbaImage,
  trusted: Uint8Array,
  { crop, half }: AtlasLayout,
): Uint8ClampedArray {
  const data = new Uint8ClampedArray(4 * crop.width * crop.height);
  for (let y = 0; y < crop.height; y += 1) {
    for (let x = 0; x < crop.width; x += 1) {
      const from = (y + crop.y) * working.width + x + crop.x;
      const to = 4 * (y * crop.width + x);
      data[to] = working.data[4 * from]!;
      data[to + 1] = working.data[4 * from + 1]!;
      data[to + 2] = working.data[4 * from + 2]!;
      data[to + 3] = trusted[from] ? 255 : 0;
    }
  }
  const scaled = resizeImage(
    { width: crop.width, height: crop.height, data },
    half.width,
    half.height,
  );
  return Uint8ClampedArray.from(scaled.data);
}

function scaleMask(mask: Uint8Array, imageWidth: number, { crop, half }: AtlasLayout): Uint8Array {
  const cropped = new Uint8Array(crop.width * crop.height);
  for (let y = 0; y < crop.height; y += 1) {
    const from = (y + crop.y) * imageWidth + crop.x;
    cropped.set(mask.subarray(from, from + crop.width), y * crop.width);
  }
  const scaled = resampleChannels(cropped, crop.width, crop.height, 1, half.width, half.height);
  return Uint8Array.from(scaled, (value) => (value > 0.01 ? 1 : 0));
}

function placeHalves(
  front: Uint8ClampedArray,
  back: Uint8ClampedArray,
  { width, height, half, back: at }: AtlasLayout,
): RgbaImage {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let y = 0; y < half.height; y += 1) {
    const row = front.subarray(4 * y * half.width, 4 * (y + 1) * half.width);
    data.set(row, 4 * y * width);
    const backRow = back.subarray(4 * y * half.width, 4 * (y + 1) * half.width);
    data.set(backRow, 4 * ((y + at.y) * width + at.x));
  }
  for (let i = 3; i < data.length; i += 4) data[i] = 255;
  return { width, height, data };
}
