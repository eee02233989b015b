import { labelComponents, largestComponent } from '../image/components.ts';
import { squaredDistanceTo } from '../image/distance-transform.ts';
import { guidedFilter } from '../image/guided-filter.ts';
import type { GrayImage, RgbaImage } from '../image/image.ts';
import { colourLikelihood } from './colour-likelihood.ts';
import { dropThinParts } from './drop-thin-parts.ts';
import { findPlainBackground } from './plain-background.ts';
import { strengthenPrior } from './strengthen-prior.ts';

/** The prior is sure above and below these: u2netp's output is nearly two-valued. */
const SURE_GARMENT = 0.9;
const SURE_BACKGROUND = 0.06;
/** No single pixel's colour outweighs its neighbours by more than e to this power. */
const MAX_LOG_RATIO = 4.5;
/** Widths of the band round the edge that is decided anew, as shares of the long side. */
const BANDS = [0.028, 0.012] as const;
/** How much the prior's own opinion counts beside colour, by round. */
const PRIOR_WEIGHTS = [1.2, 0.7] as const;
/** The network doubts pale or patterned parts of garments more than backgrounds. */
const PRIOR_BIAS = 0.6;
const FILTER_RADIUS = 4;
const FILTER_EPS = 4e-4;

function logit(p: number): number {
  const clipped = Math.min(0.97, Math.max(0.03, p));
  return Math.log(clipped / (1 - clipped));
}

function luminance(image: RgbaImage): Float32Array {
  const { data } = image;
  const result = new Float32Array(image.width * image.height);
  for (let i = 0; i < result.length; i++) {
    result[i] = (0.299 * data[i * 4]! + 0.587 * data[i * 4 + 1]! + 0.114 * data[i * 4 + 2]!) / 255;
  }
  return result;
}

/** A hole this small (share of the garment's area) is a buttonhole, a highlight or noise. */
const SMALL_HOLE = 0.004;
/** Real gaps lie beside the torso; a hole nearer to the middle than this share of the width is a print. */
const MIDDLE = 0.2;
/** But for the gap between legs: it reaches this close to the lower edge. */
const LEG_GAP_FOOT = 0.15;

/** Keeps the largest part of a soft matte, and fills the holes that cannot be gaps of the garment. */
export function keepGarment(soft: Float32Array, width: number, height: number): Float32Array {
  const mask = new Uint8Array(soft.length);
  for (let i = 0; i < soft.length; i++) mask[i] = soft[i]! >= 0.5 ? 1 : 0;
  const parts = labelComponents(mask, width, height);
  const main = largestComponent(parts);
  const rest = new Uint8Array(soft.length);
  let left = width;
  let right = 0;
  let bottom = 0;
  let top = height;
  for (let i = 0; i < soft.length; i++) {
    if (main > 0 && parts.labels[i] === main) {
      const x = i % width;
      const y = (i - x) / width;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    } else {
      rest[i] = 1;
    }
  }
  const outside = labelComponents(rest, width, height);
  const sumX = new Float64Array(outside.areas.length);
  const foot = new Float64Array(outside.areas.length);
  for (let i = 0; i < soft.length; i++) {
    const label = outside.labels[i]!;
    if (label === 0) continue;
    sumX[label]! += i % width;
    foot[label] = Math.max(foot[label]!, Math.floor(i / width));
  }
  const filled = outside.areas.map((area, label) => {
    if (label === 0 || outside.touchesBorder[label]) return false;
    if (area < SMALL_HOLE * parts.areas[main]!) return true;
    const across = (sumX[label]! / area - left) / Math.max(1, right - left);
    const reachesFoot = foot[label]! > bottom - LEG_GAP_FOOT * (bottom - top);
    return Math.abs(across - 0.5) < MIDDLE && !reachesFoot;
  });
  const result = new Float32Array(soft.length);
  for (let i = 0; i < soft.length; i++) {
    if (!rest[i]) result[i] = soft[i]!;
    else if (filled[outside.labels[i]!]) result[i] = 1;
    else result[i] = mask[i] ? 0 : soft[i]!;
  }
  return result;
}

/**
 * Sharpens the network's coarse mask to the photo's own edges: in a band round the edge, each
 * pixel is decided anew by the colours of sure garment and sure background near it, smoothed along
 * image edges; twice, with a narrower band the second time.
 *
 * @param prior 0..1 by pixel, from prior-tensor.ts.
 */
export function refineMatte(image: RgbaImage, prior: Float32Array): GrayImage {
  const { width, height } = image;
  const size = width * height;
  const guide = luminance(image);
  const plain = findPlainBackground(image, prior);
  const strong = plain ? strengthenPrior(image, prior, plain) : prior;
  let soft = strong;
  for (let round = 0; round < BANDS.length; round++) {
    const band = BANDS[round]! * Math.max(width, height);
    const mask = new Uint8Array(size);
    const clear = new Uint8Array(size);
    for (let i = 0; i < size; i++) {
      if (soft[i]! >= 0.5) mask[i] = 1;
      else clear[i] = 1;
    }
    const toGarment = squaredDistanceTo(mask, width, height);
    const toClear = squaredDistanceTo(clear, width, height);
    const garment = new Uint8Array(size);
    const background = new Uint8Array(size);
    const unknown = new Uint8Array(size);
    for (let i = 0; i < size; i++) {
      const near = mask[i] ? toClear[i]! <= band * band : toGarment[i]! <= band * band;
      const unsure = round === 0 && soft[i]! < SURE_GARMENT && soft[i]! > SURE_BACKGROUND;
      if (near || unsure) unknown[i] = 1;
      else if (mask[i]) garment[i] = 1;
      else background[i] = 1;
    }
    const ratio = colourLikelihood(image, garment, background, unknown);
    const posterior = new Float32Array(size);
    const weight = PRIOR_WEIGHTS[round]!;
    for (let i = 0; i < size; i++) {
      if (!unknown[i]) {
        posterior[i] = mask[i]!;
        continue;
      }
      const clipped = Math.min(MAX_LOG_RATIO, Math.max(-MAX_LOG_RATIO, ratio[i]!));
      const score = clipped + weight * logit(soft[i]!) + (round === 0 ? PRIOR_BIAS : 0);
      posterior[i] = 1 / (1 + Math.exp(-score));
    }
    const filtered = guidedFilter(guide, posterior, width, height, FILTER_RADIUS, FILTER_EPS);
    for (let i = 0; i < size; i++) filtered[i] = Math.min(1, Math.max(0, filtered[i]!));
    soft = keepGarment(filtered, width, height);
  }
  soft = keepGarment(dropThinParts(soft, strong, width, height), width, height);
  const data = new Uint8Array(size);
  for (let i = 0; i < size; i++) data[i] = Math.floor(soft[i]! * 255 + 0.5);
  return { width, height, data };
}
