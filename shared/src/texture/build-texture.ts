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
/** A hood is deeper: its shade reaches over its rim, as a share of its width at the foot. */
const HOOD_RIM = 0.03;
/** Pixels round the rim's nearest whose mean is continued beyond it. */
const SPREAD = 2;
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
  const colors = sampleRegion(photo.data, photo.width, photo.height, 4, crop, width, height, true);
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
    const hidden = growMask(inside, width, height, insideRim(reading, enlargement) * scale);
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

/** Photo pixels round the inside that are in its shade. */
function insideRim({ hooded, arcs, outline }: GarmentReading, enlargement: number): number {
  const neck = arcs.find(({ kind }) => kind === 'neck');
  if (!hooded || !neck) return NECK_RIM;
  const [x0, y0] = [outline[2 * neck.from]!, outline[2 * neck.from + 1]!];
  const [x1, y1] = [outline[2 * neck.to]!, outline[2 * neck.to + 1]!];
  return Math.max(NECK_RIM, (HOOD_RIM * Math.hypot(x1 - x0, y1 - y0)) / enlargement);
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

/**
 * The picture with every unknown pixel in the colour of the known ones nearest to it; their mean, so
 * that one pixel's noise makes no streak.
 */
function spreadOver(colors: Uint8Array, known: Uint8Array, width: number, height: number): Half {
  const data = colors.slice();
  const origin = new Uint8Array(known.length).fill(SEEN);
  const nearest = nearestKnown(known, width, height);
  const means = new Map<number, readonly [number, number, number]>();
  for (let i = 0; i < nearest.length; i += 1) {
    const from = nearest[i]!;
    if (from === i) continue;
    origin[i] = FILLED;
    if (from < 0) continue;
    const mean = means.get(from) ?? meanAround(colors, known, from, width, height);
    means.set(from, mean);
    data.set(mean, 4 * i);
  }
  return { data, origin };
}

function meanAround(
  colors: Uint8Array,
  known: Uint8Array,
  pixel: number,
  width: number,
  height: number,
): readonly [number, number, number] {
  const [px, py] = [pixel % width, (pixel / width) | 0];
  let [r, g, b, count] = [0, 0, 0, 0];
  for (let y = Math.max(0, py - SPREAD); y <= Math.min(height - 1, py + SPREAD); y += 1) {
    for (let x = Math.max(0, px - SPREAD); x <= Math.min(width - 1, px + SPREAD); x += 1) {
      const i = y * width + x;
      if (!known[i]) continue;
      r += colors[4 * i]!;
      g += colors[4 * i + 1]!;
      b += colors[4 * i + 2]!;
      count += 1;
    }
  }
  return [r / count + 0.5, g / count + 0.5, b / count + 0.5];
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
  const whole = { x: 0, y: 0, width: half.width, height: half.height };
  const reduced =
    at.width === half.width && at.height === half.height
      ? back
      : sampleRegion(back, half.width, half.height, 4, whole, at.width, at.height);
  // Beside or below the smaller part, the atlas repeats its edge: no mip level brings in black.
  const data = new Uint8ClampedArray(4 * width * height);
  for (let y = 0; y < height; y += 1) {
    const row = Math.min(y, half.height - 1);
    data.set(front.subarray(4 * row * half.width, 4 * (row + 1) * half.width), 4 * y * width);
    const backRow = Math.min(at.height - 1, y - at.y);
    if (backRow < 0) continue;
    const from = reduced.subarray(4 * backRow * at.width, 4 * (backRow + 1) * at.width);
    data.set(from, 4 * (y * width + at.x));
    const last = from.subarray(from.length - 4);
    for (let x = at.x + at.width; x < width; x += 1) data.set(last, 4 * (y * width + x));
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
  }
  for (let i = 0; i < at.width * at.height; i += 1) {
    const [x, y] = [i % at.width, (i / at.width) | 0];
    const from =
      Math.floor((y * half.height) / at.height) * half.width +
      Math.floor((x * half.width) / at.width);
    origin[(y + at.y) * width + x + at.x] = back[from]!;
  }
  return provenanceMap(origin, width, height);
}
