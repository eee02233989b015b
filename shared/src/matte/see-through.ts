import { labelComponents } from '../image/components.ts';
import type { PixelBox } from '../image/edge-strength.ts';
import type { RgbaImage } from '../image/image.ts';
import { histogramBin } from './colour-histogram.ts';
import type { ColourModels } from './colour-likelihood.ts';
import { CELL, isColourful, meanColour } from './colour-statistics.ts';

/** The garment's hue lies at least this far from the ground's, shares of red and green. */
const LEAST_APART = 0.12;
/** Levels added to every channel: the hue of what is nearly black counts for less. */
const DARK_LEVELS = 6;
/** Ground in a slit is no brighter than the ground beside the garment, but for noise. */
const MOST_LIGHT = 1.1;
/** Way from the garment's hue to the ground's, 0..1: from here on a pixel is ground, */
const SURE_HUE = 0.5;
/** and beside such pixels from here on. */
const LIKELY_HUE = 0.3;
/** It lies no further beside the way than this, in ways: another hue is another cloth's. */
const MOST_BESIDE = 0.25;
/** A colour that so much of the sure garment has is its own, density by level cubed. */
const OWN_COLOUR = 0.002 / 8 ** 3;
/** More of the garment's area in the ground's hue is print or cloth. */
const MOST_ALIKE = 0.02;
/** Of a slit that opens to the ground, this share of its pixels is sure. */
const SURE_SHARE = 0.2;
/** A gap that cloth closes all round has this many sure pixels, share of the long side squared, */
const LEAST_AREA = 2.5e-5;
/** and is no further from the ground outside than this share of the long side: prints lie deeper. */
const MOST_DEPTH = 0.08;

/** The network sees wider gaps itself; mean width, share of the long side. */
const MOST_WIDE = 0.012;
/** Closed patches of that hue deep inside: no more than this times those near the edge. */
const MOST_DEEP = 0.5;

/** The garment so far, at full size. */
export interface HeldGarment {
  /** Where the part that is looked at lies in the photo, pixels. */
  readonly box: PixelBox;
  /** That part of the photo. */
  readonly image: RgbaImage;
  /** 0..1 by pixel of the part. */
  readonly held: Float32Array;
  /** Of the whole photo, pixels. */
  readonly longSide: number;
}

/**
 * Finds the ground that is seen through slits and small gaps of a garment, narrower than the network
 * can see, by the ground's hue alone: it stays where shadow takes the brightness. Only a ground with a
 * hue of its own, other than the garment's, can be told so.
 *
 * @param models Learnt at half the photo's size.
 * @returns 1 where ground is seen within the garment; null when there is none.
 */
export function findSeeThrough(garment: HeldGarment, models: ColourModels): Uint8Array | null {
  const hues = huesOf(models);
  if (!hues) return null;
  const { held, image } = garment;
  const found = hueOfGround(garment, hues, models);
  if (!found) return null;
  const { width, height } = image;
  const parts = labelComponents(found, width, height);
  const sure = new Int32Array(parts.areas.length);
  const opens = new Uint8Array(parts.areas.length);
  const near = new Uint8Array(parts.areas.length);
  const spans = spansOf(parts.labels, parts.areas.length, width);
  const reach = Math.round(MOST_DEPTH * garment.longSide);
  for (let i = 0; i < found.length; i++) {
    const label = parts.labels[i]!;
    if (label === 0) continue;
    if (found[i] === SURE) sure[label]!++;
    if (opens[label]) continue;
    const depth = depthAt(found, held, width, i, reach);
    if (depth <= reach) near[label] = 1;
    if (depth === 1) opens[label] = 1;
  }
  // A print of the ground's hue shows deep inside too; then what lies near the edge is print as well.
  let deep = 0;
  let shallow = 0;
  for (let label = 1; label < sure.length; label++) {
    if (opens[label]) continue;
    if (near[label]) shallow += sure[label]!;
    else deep += sure[label]!;
  }
  const isPrinted = deep > MOST_DEEP * shallow;
  const least = LEAST_AREA * garment.longSide * garment.longSide;
  const wide = MOST_WIDE * garment.longSide;
  const isGap = parts.areas.map((area, label) => {
    if (area > wide * spans[label]!) return false;
    if (opens[label]) return sure[label]! > SURE_SHARE * area;
    return !isPrinted && near[label] === 1 && sure[label]! > least;
  });
  const result = new Uint8Array(found.length);
  for (let i = 0; i < found.length; i++) if (found[i] && isGap[parts.labels[i]!]) result[i] = 1;
  return result;
}

/** The longer side of each part's box, pixels. */
function spansOf(labels: Int32Array, count: number, width: number): Int32Array {
  const left = new Int32Array(count).fill(width);
  const right = new Int32Array(count);
  const top = new Int32Array(count).fill(labels.length);
  const bottom = new Int32Array(count);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    if (label === 0) continue;
    const x = i % width;
    const y = (i - x) / width;
    if (x < left[label]!) left[label] = x;
    if (x > right[label]!) right[label] = x;
    if (y < top[label]!) top[label] = y;
    bottom[label] = y;
  }
  return left.map((from, k) => Math.max(right[k]! - from, bottom[k]! - top[k]!) + 1);
}

const LIKELY = 1;
const SURE = 2;

/** LIKELY and SURE where the garment has the ground's hue; null when nowhere or over too much of it. */
function hueOfGround(
  { box, image, held }: HeldGarment,
  hues: Float32Array,
  { inside, insideAll }: ColourModels,
): Uint8Array | null {
  const { width, height, data } = image;
  const found = new Uint8Array(held.length);
  let garment = 0;
  let alike = 0;
  for (let y = 0; y < height; y++) {
    const cellRow = ((y + box.top) / (2 * CELL)) | 0;
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if (held[i]! < 0.5) continue;
      garment++;
      const cell = cellRow * inside.columns + (((x + box.left) / (2 * CELL)) | 0);
      const r = data[i * 4]!;
      const g = data[i * 4 + 1]!;
      const b = data[i * 4 + 2]!;
      const way = wayToGround(hues, cell, r, g, b);
      if (way < LIKELY_HUE || insideAll[histogramBin(r, g, b)]! > OWN_COLOUR) continue;
      found[i] = LIKELY;
      if (way < SURE_HUE) continue;
      found[i] = SURE;
      alike++;
    }
  }
  return alike === 0 || alike > MOST_ALIKE * garment ? null : found;
}

/** Steps to the ground outside along rows, columns and diagonals; more than `reach` when there is none so near. */
function depthAt(
  found: Uint8Array,
  held: Float32Array,
  width: number,
  i: number,
  reach: number,
): number {
  let depth = reach + 1;
  for (const step of [-1, 1, -width, width, -width - 1, width + 1, 1 - width, width - 1]) {
    for (let k = 1; k < depth; k++) {
      const j = i + k * step;
      if (j < 0 || j >= held.length || (held[j]! < 0.5 && !found[j])) depth = k;
    }
  }
  return depth;
}

/** Numbers by cell: the garment's shares of red and green, the way to the ground's, the ground's light. */
const HUE = 5;

/** All 0 where the two hues cannot be told apart; null when that is so everywhere. */
function huesOf({ inside, outside }: ColourModels): Float32Array | null {
  const hues = new Float32Array(inside.cells * HUE);
  let any = false;
  for (let cell = 0; cell < inside.cells; cell++) {
    if (!isColourful(outside, cell)) continue;
    const ground = meanColour(outside, cell);
    const [groundRed, groundGreen] = hueShares(...ground);
    const [red, green] = hueShares(...meanColour(inside, cell));
    const dr = groundRed - red;
    const dg = groundGreen - green;
    const square = dr * dr + dg * dg;
    if (square < LEAST_APART * LEAST_APART) continue;
    any = true;
    hues[cell * HUE] = red;
    hues[cell * HUE + 1] = green;
    hues[cell * HUE + 2] = dr / square;
    hues[cell * HUE + 3] = dg / square;
    hues[cell * HUE + 4] = MOST_LIGHT * (ground[0] + ground[1] + ground[2]);
  }
  return any ? hues : null;
}

function hueShares(r: number, g: number, b: number): readonly [number, number] {
  const sum = r + g + b + 3 * DARK_LEVELS;
  return [(r + DARK_LEVELS) / sum, (g + DARK_LEVELS) / sum];
}

/** 0 the garment's hue, 1 the ground's; 0 too where the two cannot be told apart. */
function wayToGround(hues: Float32Array, cell: number, r: number, g: number, b: number): number {
  const at = cell * HUE;
  const sum = r + g + b;
  if (sum > hues[at + 4]!) return 0;
  const whole = sum + 3 * DARK_LEVELS;
  const dr = (r + DARK_LEVELS) / whole - hues[at]!;
  const dg = (g + DARK_LEVELS) / whole - hues[at + 1]!;
  const toRed = hues[at + 2]!;
  const toGreen = hues[at + 3]!;
  const beside = Math.abs(dr * toGreen - dg * toRed);
  return beside > MOST_BESIDE ? 0 : dr * toRed + dg * toGreen;
}
