import type { RgbaImage } from '../image/image.ts';
import { resampleChannels, resampleColours } from '../image/resize.ts';
import type { NetworkInput, PriorNetwork } from './matte-prior.ts';

/**
 * Lays a photo out for a network: squeezed to a square, divided, normalised by
 * channel. Transparent pixels count with the colour they have.
 *
 * @returns Float32, shape [1, 3, size, size], planar RGB.
 */
export function priorInput(image: RgbaImage, network: NetworkInput): Float32Array {
  const { size, mean, deviation } = network;
  const values = resampleColours(image, size, size);
  const plane = size * size;
  const divisor = network.divisor === 'largest' ? largestValue(values) : network.divisor;
  const input = new Float32Array(3 * plane);
  for (let c = 0; c < 3; c++) {
    normalise(values, c, divisor, mean[c]!, deviation[c]!, input.subarray(c * plane));
  }
  return input;
}

/** One channel of three. */
function normalise(
  values: ArrayLike<number>,
  channel: number,
  divisor: number,
  mean: number,
  deviation: number,
  plane: Float32Array,
): void {
  for (let i = 0; i * 3 + channel < values.length; i++) {
    plane[i] = (values[i * 3 + channel]! / divisor - mean) / deviation;
  }
}

/** At least 1, so that a black picture stays black. */
function largestValue(values: Float32Array): number {
  let largest = 1;
  for (let i = 0; i < values.length; i++) if (values[i]! > largest) largest = values[i]!;
  return largest;
}

/**
 * What a network says of each of its pixels, 0 background to 1 garment, before any stretching.
 *
 * @param output Shape [1, 1, size, size]; returned itself where it is in 0..1 already.
 */
export function priorBelief(output: Float32Array, network: PriorNetwork): Float32Array {
  return network.output === 'logit' ? output.map((value) => 1 / (1 + Math.exp(-value))) : output;
}

/**
 * Brings a network's belief to the photo's size; saliency is stretched to 0..1.
 *
 * @param belief See {@link priorBelief}.
 * @returns `width * height` values; all 0 when a saliency is flat.
 */
export function priorMap(
  belief: Float32Array,
  network: PriorNetwork,
  width: number,
  height: number,
): Float32Array {
  const values = network.output === 'saliency' ? stretched(belief) : belief;
  return resampleChannels(values, network.size, network.size, 1, width, height);
}

function stretched(belief: Float32Array): Float32Array {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < belief.length; i++) {
    const value = belief[i]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const range = high - low;
  const result = new Float32Array(belief.length);
  if (range > 1e-6) {
    for (let i = 0; i < belief.length; i++) result[i] = (belief[i]! - low) / range;
  }
  return result;
}
