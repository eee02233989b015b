import type { RgbaImage } from '../image/image.ts';
import { resampleChannels } from '../image/resize.ts';
import { PRIOR_SIZE } from './matte-prior.ts';

/** ImageNet channel statistics, as the network was trained (Qin et al. 2020, U2-Net; rembg). */
const MEAN = [0.485, 0.456, 0.406] as const;
const DEVIATION = [0.229, 0.224, 0.225] as const;

/**
 * Lays a photo out for the salient-object network: squeezed to a square, divided by its largest
 * value, normalised by channel. Transparent pixels count with the colour they have.
 *
 * @returns Float32, shape [1, 3, 320, 320], planar RGB.
 */
export function priorInput(image: RgbaImage): Float32Array {
  const values = resampleChannels(image.data, image.width, image.height, 4, PRIOR_SIZE, PRIOR_SIZE);
  const plane = PRIOR_SIZE * PRIOR_SIZE;
  let largest = 1;
  for (let i = 0; i < plane; i++) {
    for (let c = 0; c < 3; c++) largest = Math.max(largest, values[i * 4 + c]!);
  }
  const input = new Float32Array(3 * plane);
  for (let c = 0; c < 3; c++) {
    for (let i = 0; i < plane; i++) {
      input[c * plane + i] = (values[i * 4 + c]! / largest - MEAN[c]!) / DEVIATION[c]!;
    }
  }
  return input;
}

/**
 * Stretches the network's output to 0..1 and brings it to the photo's size.
 *
 * @param output Shape [1, 1, 320, 320].
 * @returns `width * height` values; all 0 when the output is flat.
 */
export function priorMap(output: Float32Array, width: number, height: number): Float32Array {
  let low = Infinity;
  let high = -Infinity;
  for (const value of output) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const range = high - low;
  const stretched = new Float32Array(output.length);
  if (range > 1e-6) {
    for (let i = 0; i < output.length; i++) stretched[i] = (output[i]! - low) / range;
  }
  return resampleChannels(stretched, PRIOR_SIZE, PRIOR_SIZE, 1, width, height);
}
