import { labelComponents, largestComponent } from '../image/components.ts';
import { squaredDistanceTo } from '../image/distance-transform.ts';
import { guidedFilter } from '../image/guided-filter.ts';
import type { GrayImage, RgbaImage } from '../image/image.ts';
import { colourLikelihood } from './colour-likelihood.ts';

/** The prior is sure above and below these: u2netp's output is nearly two-valued. */
const SURE_GARMENT = 0.9;
const SURE_BACKGROUND = 0.06;
/** No single pixel's colour outweighs its neighbours by more than e to this power. */
const MAX_LOG_RATIO = 5;
/** Widths of the band round the edge that is decided anew, as shares of the long side. */
const BANDS = [0.028, 0.012] as const;
/** How much the prior's own opinion counts beside colour, by round. */
const PRIOR_WEIGHTS = [1.2, 0.5] as const;
const FILTER_RADIUS = 4;
const FILTER_EPS = 4e-4;

function logit(p: number): number {
  const clipped = Math.min(0.98, Math.max(0.02, p));
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

/** Keeps the largest part of a soft matte, and fills holes too small to be gaps of the garment. */
export function keepGarment(soft: Float32Array, width: number, height: number): Float32Array {
  const mask = new Uint8Array(soft.length);
  for (let i = 0; i < soft.length; i++) mask[i] = soft[i]! >= 0.5 ? 1 : 0;
  const parts = labelComponents(mask, width, height);
  const main = largestComponent(parts);
  const rest = new Uint8Array(soft.length);
  for (let i = 0; i < soft.length; i++) rest[i] = parts.labels[i] === main && main > 0 ? 0 : 1;
  const outside = labelComponents(rest, width, height);
  const result = new Float32Array(soft.length);
  const holeLimit = parts.areas[main]! * 0.004;
  for (let i = 0; i < soft.length; i++) {
    if (!rest[i]) result[i] = soft[i]!;
    else {
      const label = outside.labels[i]!;
      if (!outside.touchesBorder[label] && outside.areas[label]! < holeLimit) result[i] = 1;
      else if (mask[i]) result[i] = 0;
      else result[i] = soft[i]!;
    }
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
  let soft = prior;
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
      const score = clipped + weight * logit(soft[i]!);
      posterior[i] = 1 / (1 + Math.exp(-score));
    }
    const filtered = guidedFilter(guide, posterior, width, height, FILTER_RADIUS, FILTER_EPS);
    for (let i = 0; i < size; i++) filtered[i] = Math.min(1, Math.max(0, filtered[i]!));
    soft = keepGarment(filtered, width, height);
  }
  const data = new Uint8Array(size);
  for (let i = 0; i < size; i++) data[i] = Math.floor(soft[i]! * 255 + 0.5);
  return { width, height, data };
}
