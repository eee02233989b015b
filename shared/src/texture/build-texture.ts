import type { RgbaImage } from '../image/image.ts';
import type { GarmentReading } from '../reading/garment-reading.ts';
import type { GarmentTexture } from '../tryon/made-garment.ts';
import { type AtlasLayout, layOutAtlas } from './atlas-layout.ts';
import { cloneFabric } from './clone-fabric.ts';
import { fillWithFabric } from './fill-with-fabric.ts';
import { findFrontOwn } from './front-own.ts';
import { growMask } from './grow-mask.ts';
import { insideRegions } from './inside-regions.ts';
import { type BackPhoto, layBackPhoto, meetAtSeams } from './lay-back-photo.ts';
import { nearestKnown } from './nearest-known.ts';
import { FILLED, MIRRORED, type ProvenanceMap, provenanceMap, SEEN } from './provenance.ts';
import { sampleRegion } from './sample-region.ts';
import { trustedPixels } from './trusted-pixels.ts';

/** At most 1024 pixels on the longer side unless more is asked for. */
export const TEXTURE_SIZE = 1024;
/** Photo pixels below the front neckline that its rim's shadow reaches. */
const NECK_RIM = 2;
/** Worst mean difference at the rim of copied cloth: folds show above this, a pattern breaks anyway. */
const SAME_CLOTH = 30;
const ANY = 255;

export interface AtlasOptions {
  /** Of the atlas, pixels; default 1024. */
  readonly longestSide?: number;
  /** A photo of the back; without one the back is made from the front. */
  readonly back?: BackPhoto | null;
}

/** The atlas before it is encoded. */
export interface TextureAtlas {
  readonly image: RgbaImage;
  readonly uvFromPhoto: GarmentTexture['uvFromPhoto'];
  readonly provenance: ProvenanceMap;
}

/** One half of the atlas: rgba bytes, and where each pixel's colour is from. */
interface Half {
  readonly data: Uint8Array;
  readonly origin: Uint8Array;
}

/**
 * Lays the photo out for the mesh: front and back in one image, sampled once from the photo, in the
 * photo's own pixel places, so that colours meet at the side seams. Every pixel, inside the garment
 * or not, is a colour of the garment. The back is its own photo, or the front mirrored, less what is
 * the front's alone.
 *
 * @param photo the photo that `reading` was made from, at its own size.
 */
export function buildAtlas(
  photo: RgbaImage,
  reading: GarmentReading,
  { longestSide = TEXTURE_SIZE, back: backPhoto = null }: AtlasOptions = {},
): TextureAtlas {
  const enlargement = reading.width / photo.width;
  const layout = layOutAtlas(reading.outline, photo, enlargement, longestSide);
  const { crop, workingCrop, half, scale } = layout;
  const { width, height } = half;
  const colors = sampleRegion(photo.data, photo.width, photo.height, 4, crop, width, height);
  const matte = sampleRegion(
    reading.matte.data,
    reading.width,
    reading.height,
    1,
    workingCrop,
    width,
    height,
  );
  const known = trustedPixels({ width, height, data: matte }, scale);
  const inside = insideRegions(reading, workingCrop, half);
  if (inside) {
    const hidden = growMask(inside, width, height, NECK_RIM * scale);
    for (let i = 0; i < known.length; i += 1) if (hidden[i]) known[i] = 0;
  }
  const front = spreadOver(colors, known, width, height);
  const back = backPhoto
    ? photographedBack(backPhoto, front.data, reading, layout)
    : backOfFront(front, known, reading, layout);
  return {
    image: placeHalves(front.data, back.data, layout),
    uvFromPhoto: layout.uvFromPhoto,
    provenance: provenanceOf(front.origin, back.origin, layout),
  };
}

function photographedBack(
  photo: BackPhoto,
  front: Uint8Array,
  reading: GarmentReading,
  layout: AtlasLayout,
): Half {
  const { colors, known } = layBackPhoto(photo, reading, layout);
  const back = spreadOver(colors, known, layout.half.width, layout.half.height);
  meetAtSeams(front, back.data, reading, layout);
  return back;
}

/** The front mirrored, less what is the front's alone. */
function backOfFront(
  front: Half,
  known: Uint8Array,
  reading: GarmentReading,
  { workingCrop, half }: AtlasLayout,
): Half {
  const { width, height } = half;
  const { hole, cloth } = findFrontOwn(front.data, known, reading, workingCrop, half);
  const back = mirrored(front, hole);
  let rest = hole;
  if (cloth !== 'plain') {
    const worst = cloth === 'patterned' ? ANY : SAME_CLOTH;
    rest = cloneFabric(back.data, known, hole, width, height, worst);
  }
  const whole = known.map((value, i) => (value || hole[i] ? 1 : 0));
  fillWithFabric(back.data, whole, rest, width, height);
  return back;
}

/** The picture with every unknown pixel in the colour of the nearest known one. */
function spreadOver(colors: Uint8Array, known: Uint8Array, width: number, height: number): Half {
  const data = colors.slice();
  const origin = new Uint8Array(known.length).fill(SEEN);
  const nearest = nearestKnown(known, width, height);
  for (let i = 0; i < nearest.length; i += 1) {
    const from = nearest[i]!;
    if (from === i) continue;
    origin[i] = FILLED;
    if (from < 0) continue;
    for (let k = 0; k < 3; k += 1) data[4 * i + k] = colors[4 * from + k]!;
  }
  return { data, origin };
}

function mirrored({ data, origin }: Half, hole: Uint8Array): Half {
  return {
    data: data.slice(),
    origin: origin.map((value, i) => (hole[i] || value === FILLED ? FILLED : MIRRORED)),
  };
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

function provenanceOf(
  front: Uint8Array,
  back: Uint8Array,
  { width, height, half, back: at }: AtlasLayout,
): ProvenanceMap {
  const origin = new Uint8Array(width * height).fill(FILLED);
  for (let y = 0; y < half.height; y += 1) {
    origin.set(front.subarray(y * half.width, (y + 1) * half.width), y * width);
    origin.set(back.subarray(y * half.width, (y + 1) * half.width), (y + at.y) * width + at.x);
  }
  return provenanceMap(origin, width, height);
}
