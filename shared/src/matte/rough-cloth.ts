import { labelComponents } from '../image/components.ts';
import { dilate, erode } from '../image/dilate.ts';

/** Roughness is what a plane leaves of the light in windows of this half side, pixels: shadow slopes, cloth does not. */
const RADIUS = 2;
/** Variance from which a window is rough, light 0..1: camera noise and polished tiles stay below 2 levels. */
const LEAST_VARIANCE = (2 / 255) ** 2;
/** A ground is smooth when no more of it is rough: joints between tiles are a tenth of it. */
const MOST_ROUGH_GROUND = 0.2;
/** Every so many pixels of the ground are looked at to tell. */
const STRIDE = 7;
/** Edges and joints up to twice this wide are lines, no texture; pixels. */
const LINE = 3;
/** A rough place reaches this far beyond its cloth, pixels: light seeps over an edge. */
const SEEP = 2;
/** A piece of cloth is twice as thick as this in places, pixels, */
const THICK = 4;
/** and such places are so large together, share of the long side squared: twice what fringe and crossing joints reach. */
const LEAST_CORE = 6e-4;
/** Where there is one such piece, the other cuff is believed sooner. */
const LEAST_TWIN = 3e-4;

/** What is known of the photo before texture is looked at, by pixel at half the working size. */
export interface RoughPlaces {
  /** Luminance 0..1. */
  readonly light: Float32Array;
  readonly width: number;
  readonly height: number;
  /** Non-zero where a pixel is surely ground. */
  readonly background: Uint8Array;
  /** Non-zero where it is to be decided what a pixel is. */
  readonly unknown: Uint8Array;
  /** The network's opinion, 0..1. */
  readonly prior: Float32Array;
}

/**
 * Finds cloth of the ground's colour by its texture, where the ground is smooth: a check cuff or a creased
 * lining on pale tiles. The smoothest of the windows that hold a pixel counts, so that an edge is no texture
 * beside it; edges, joints and fringe are too thin or too small.
 *
 * @returns 1 where the network doubts and texture says cloth; null where there is none, or the ground is rough.
 */
export function findRoughCloth(places: RoughPlaces): Uint8Array | null {
  const { width, height, unknown, prior } = places;
  if (isGroundRough(places)) return null;
  const mask = roughWindows(places);
  const rough = dilate(erode(mask, width, height, LINE), width, height, LINE - SEEP);
  for (let i = 0; i < rough.length; i++) if (!unknown[i] || prior[i]! > 0.5) rough[i] = 0;
  const core = erode(rough, width, height, THICK);
  if (!core.includes(1)) return null;
  const near = labelComponents(dilate(core, width, height, THICK + 1), width, height);
  const cores = new Int32Array(near.areas.length);
  for (let i = 0; i < core.length; i++) if (core[i]) cores[near.labels[i]!]!++;
  const square = Math.max(width, height) ** 2;
  if (cores.every((size) => size < LEAST_CORE * square)) return null;
  const least = LEAST_TWIN * square;
  for (let i = 0; i < rough.length; i++) if (cores[near.labels[i]!]! < least) rough[i] = 0;
  return rough;
}

function isGroundRough({ light, width, height, background }: RoughPlaces): boolean {
  let ground = 0;
  let rough = 0;
  for (let y = RADIUS; y < height - RADIUS; y += STRIDE) {
    for (let x = RADIUS; x < width - RADIUS; x += STRIDE) {
      const i = y * width + x;
      if (!background[i]) continue;
      ground++;
      if (varianceAt(light, width, i) > LEAST_VARIANCE) rough++;
    }
  }
  return rough > MOST_ROUGH_GROUND * ground;
}

/** 1 where all windows that hold a pixel are rough; sure garment counts as rough, sure ground as smooth. */
function roughWindows({ light, width, height, background, unknown }: RoughPlaces): Uint8Array {
  const isRough = new Uint8Array(light.length);
  for (let y = 0; y < height; y++) {
    const within = y >= RADIUS && y < height - RADIUS;
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if (background[i]) continue;
      if (!unknown[i]) isRough[i] = 1;
      else if (within && x >= RADIUS && x < width - RADIUS) {
        isRough[i] = varianceAt(light, width, i) > LEAST_VARIANCE ? 1 : 0;
      }
    }
  }
  const result = new Uint8Array(light.length);
  for (let y = RADIUS; y < height - RADIUS; y++) {
    for (let x = RADIUS; x < width - RADIUS; x++) {
      const i = y * width + x;
      if (isRough[i] && (!unknown[i] || areAllAround(isRough, width, i))) result[i] = 1;
    }
  }
  return result;
}

/** Of the nine windows that a pixel is a corner, an edge's middle or the centre of. */
function areAllAround(isRough: Uint8Array, width: number, i: number): boolean {
  for (let dy = -RADIUS; dy <= RADIUS; dy += RADIUS) {
    for (let dx = -RADIUS; dx <= RADIUS; dx += RADIUS) {
      if (!isRough[i + dy * width + dx]) return false;
    }
  }
  return true;
}

/** Variance of light in a window about the plane that fits it best. */
function varianceAt(light: Float32Array, width: number, i: number): number {
  let sum = 0;
  let square = 0;
  let across = 0;
  let down = 0;
  let moment = 0;
  for (let d = -RADIUS; d <= RADIUS; d++) {
    const row = i + d * width;
    let sumOfRow = 0;
    for (let k = -RADIUS; k <= RADIUS; k++) {
      const value = light[row + k]!;
      sumOfRow += value;
      square += value * value;
      across += k * value;
    }
    sum += sumOfRow;
    down += d * sumOfRow;
    moment += d * d;
  }
  const side = 2 * RADIUS + 1;
  const count = side * side;
  const slopes = (across * across + down * down) / (side * moment);
  return square / count - (sum / count) ** 2 - slopes / count;
}
