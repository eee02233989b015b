import { boxMean } from '../image/box-filter.ts';
import type { RgbaImage } from '../image/image.ts';
import type { GarmentReading } from '../reading/garment-reading.ts';
import type { AtlasLayout } from './atlas-layout.ts';
import { matchOutlines } from './match-outlines.ts';
import { plateWarp, type Warp } from './plate-warp.ts';
import { sampleRegion } from './sample-region.ts';
import { seamMap } from './seam-map.ts';
import { trustedPixels } from './trusted-pixels.ts';

/** The warp is computed on a grid this wide, pixels, and interpolated between. */
const GRID = 12;
/** How far from the seams colours are drawn towards the front's, as a share of the width. */
const BLEND_SHARE = 0.04;
/** Colours that differ by more than this are two colours, not one in two lights; between, by degrees. */
const SAME_COLOR = 24;
const OTHER_COLOR = 48;

/** A photo of a garment's back. */
export interface BackPhoto {
  /** Left and right exchanged, so that it is seen as the front is: the wearer's left on the right. */
  readonly photo: RgbaImage;
  /** Read from that photo. */
  readonly reading: GarmentReading;
}

/** A photo of the back laid over the front's place in the atlas. */
export interface LaidBack {
  /** rgba bytes, one half of the atlas. */
  readonly colors: Uint8Array;
  /** 1 where the photo shows the back's cloth. */
  readonly known: Uint8Array;
}

/**
 * Lays a photo of the back over the front's outline: arcs of the same name meet, what lies between
 * follows smoothly.
 */
export function layBackPhoto(
  { photo, reading }: BackPhoto,
  front: GarmentReading,
  { workingCrop, half }: AtlasLayout,
): LaidBack {
  const { width, height } = half;
  const { from, to } = matchOutlines(front, reading);
  const enlargement = reading.width / photo.width;
  const warp = plateWarp(from, to);
  // One half's pixel in the back's photo: it is shrunk first, so that no pixel of it is skipped.
  const spanOf = (points: readonly number[]) => {
    const xs = points.filter((_, i) => i % 2 === 0);
    return Math.max(1, Math.max(...xs) - Math.min(...xs));
  };
  const perHalfPixel = (workingCrop.width / width) * (spanOf(to) / spanOf(from) / enlargement);
  const shrink = Math.max(1, perHalfPixel);
  const w = Math.max(1, Math.round(photo.width / shrink));
  const h = Math.max(1, Math.round(photo.height / shrink));
  const whole = { x: 0, y: 0, width: photo.width, height: photo.height };
  const small = sampleRegion(photo.data, photo.width, photo.height, 4, whole, w, h);
  const { matte } = reading;
  const all = { x: 0, y: 0, width: matte.width, height: matte.height };
  const cover = sampleRegion(matte.data, matte.width, matte.height, 1, all, w, h);
  const trusted = trustedPixels({ width: w, height: h, data: cover }, w / photo.width);

  const colors = new Uint8Array(4 * width * height);
  const known = new Uint8Array(width * height);
  if (!warp) return { colors, known };
  const toSmall = w / reading.width;
  const places = warpGrid(warp, workingCrop, half, toSmall);
  const place = new Float64Array(2);
  for (let i = 0; i < known.length; i += 1) {
    places(i % width, (i / width) | 0, place);
    known[i] = sampleTrusted({ width: w, height: h, data: small }, trusted, place, colors, 4 * i);
  }
  return { colors, known };
}

/** Where pixels of the half lie in the shrunk back photo, by a grid of the warp. */
function warpGrid(
  warp: Warp,
  crop: AtlasLayout['workingCrop'],
  half: AtlasLayout['half'],
  toSmall: number,
): (x: number, y: number, to: Float64Array) => void {
  const columns = Math.ceil(half.width / GRID) + 1;
  const rows = Math.ceil(half.height / GRID) + 1;
  const nodes = new Float64Array(2 * columns * rows);
  const place = new Float64Array(2);
  for (let i = 0; i < columns * rows; i += 1) {
    const x = GRID * (i % columns);
    const y = GRID * Math.floor(i / columns);
    warp(crop.x + (x * crop.width) / half.width, crop.y + (y * crop.height) / half.height, place);
    nodes[2 * i] = place[0]! * toSmall;
    nodes[2 * i + 1] = place[1]! * toSmall;
  }
  return (x, y, to) => {
    const u = (x + 0.5) / GRID;
    const v = (y + 0.5) / GRID;
    const column = Math.min(columns - 2, Math.floor(u));
    const row = Math.min(rows - 2, Math.floor(v));
    const [fx, fy] = [u - column, v - row];
    const o = 2 * (row * columns + column);
    const below = o + 2 * columns;
    for (let k = 0; k < 2; k += 1) {
      const top = nodes[o + k]! * (1 - fx) + nodes[o + 2 + k]! * fx;
      const bottom = nodes[below + k]! * (1 - fx) + nodes[below + 2 + k]! * fx;
      to[k] = top * (1 - fy) + bottom * fy;
    }
  };
}

/** Reads between four trusted pixels; 0 where one of them is not. */
function sampleTrusted(
  { width, height, data }: RgbaImage,
  trusted: Uint8Array,
  place: Float64Array,
  out: Uint8Array,
  at: number,
): 0 | 1 {
  const x = place[0]! - 0.5;
  const y = place[1]! - 0.5;
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  if (!(x0 >= 0 && y0 >= 0 && x0 + 1 < width && y0 + 1 < height)) return 0;
  const first = y0 * width + x0;
  const corners = [first, first + 1, first + width, first + width + 1];
  if (corners.some((i) => !trusted[i])) return 0;
  const [fx, fy] = [x - x0, y - y0];
  for (let k = 0; k < 3; k += 1) {
    const value = (n: number) => data[4 * corners[n]! + k]!;
    const top = value(0) * (1 - fx) + value(1) * fx;
    const bottom = value(2) * (1 - fx) + value(3) * fx;
    out[at + k] = top * (1 - fy) + bottom * fy + 0.5;
  }
  return 1;
}

/**
 * Draws the back's colours to the front's at the seams where both meet, fading out away from them.
 * Mutates `back`.
 *
 * @param front rgba bytes of one half, spread beyond the garment. @param back the same of the back.
 */
export function meetAtSeams(
  front: Uint8Array,
  back: Uint8Array,
  reading: GarmentReading,
  { workingCrop, half }: AtlasLayout,
): void {
  const { width, height } = half;
  const seams = seamMap(reading, workingCrop, half);
  const radius = Math.max(1, Math.round((BLEND_SHARE * width) / 2));
  const twice = (values: Float32Array) =>
    boxMean(boxMean(values, width, height, radius), width, height, radius);
  const weight = twice(Float32Array.from(seams, (seam) => (seam ? 1 : 0)));
  const moves = [0, 1, 2].map((k) =>
    twice(Float32Array.from(seams, (seam, i) => (seam ? front[4 * i + k]! - back[4 * i + k]! : 0))),
  );
  for (let i = 0; i < weight.length; i += 1) {
    if (weight[i]! < 1e-6) continue;
    // Along a straight seam the weight is one line's share of the window.
    const share = Math.min(1, weight[i]! * (2 * radius + 1));
    let most = 0;
    for (const move of moves) most = Math.max(most, Math.abs(move[i]! / weight[i]!));
    const alike = Math.max(0, Math.min(1, (OTHER_COLOR - most) / (OTHER_COLOR - SAME_COLOR)));
    for (let k = 0; k < 3; k += 1) {
      const move = (share * alike * moves[k]![i]!) / weight[i]!;
      back[4 * i + k] = Math.max(0, Math.min(255, back[4 * i + k]! + move + 0.5));
    }
  }
}
