import { dilate } from '../image/distance-transform.ts';
import type { RgbaImage } from '../image/image.ts';
import { resampleChannels } from '../image/resize.ts';
import type { GarmentReading } from '../reading/garment-reading.ts';
import type { GarmentTexture } from '../tryon/made-garment.ts';
import { type AtlasLayout, layOutAtlas } from './atlas-layout.ts';
import { cloneFabric } from './clone-fabric.ts';
import { findPrint } from './find-print.ts';
import { insideBack } from './inside-back.ts';
import { nearestKnown } from './nearest-known.ts';
import { trustedPixels } from './trusted-pixels.ts';

/** At most 1024 pixels on the longer side unless more is asked for. */
export const TEXTURE_SIZE = 1024;
/** Atlas pixels below the front neckline that its rim's shadow and ribs' edge reach. */
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
  const { crop, half, scale } = layout;
  const { width, height } = half;
  const front = cropAndScale(working.data, working.width, 4, layout);
  const matte = cropAndScale(reading.matte.data, reading.matte.width, 1, layout);
  const garment = trustedPixels({ width, height, data: matte }, Math.max(1, enlargement) * scale);
  const known = garment.slice();
  const inside = insideBack(reading, crop, half);
  const neckHole = inside ? dilate(inside, width, height, NECK_RIM) : null;
  if (neckHole) for (let i = 0; i < known.length; i += 1) if (neckHole[i]) known[i] = 0;

  const back = front.slice();
  const hole = findPrint(back, known, garment, width, height);
  if (neckHole) for (let i = 0; i < hole.length; i += 1) if (neckHole[i]) hole[i] = 1;
  cloneFabric(back, known, hole, width, height);

  const nearest = nearestKnown(known, width, height);
  for (let i = 0; i < nearest.length; i += 1) {
    const from = nearest[i]!;
    if (from < 0) continue;
    for (let k = 0; k < 3; k += 1) {
      if (from !== i) front[4 * i + k] = front[4 * from + k]!;
      if (!hole[i]) back[4 * i + k] = front[4 * i + k]!;
    }
  }
  return { image: placeHalves(front, back, layout), uvFromPhoto: layout.uvFromPhoto };
}

/** The crop of interleaved bytes at the half's size. */
function cropAndScale(
  data: Uint8Array | Uint8ClampedArray,
  imageWidth: number,
  channels: number,
  { crop, half }: AtlasLayout,
): Uint8Array {
  const cropped = new Uint8Array(channels * crop.width * crop.height);
  const rowLength = channels * crop.width;
  for (let y = 0; y < crop.height; y += 1) {
    const from = channels * ((y + crop.y) * imageWidth + crop.x);
    cropped.set(data.subarray(from, from + rowLength), y * rowLength);
  }
  if (half.width === crop.width && half.height === crop.height) return cropped;
  const { width, height } = half;
  const scaled = resampleChannels(cropped, crop.width, crop.height, channels, width, height);
  const out = new Uint8Array(scaled.length);
  for (let i = 0; i < out.length; i += 1) out[i] = scaled[i]! + 0.5;
  return out;
}

function placeHalves(
  front: Uint8Array,
  back: Uint8Array,
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
