import { resampleBytes } from './resample-bytes.ts';
import type { ResampleFilter } from './resample-taps.ts';
import type { RgbImage } from './rgb-image.ts';

/** How a picture is brought to a network's input (HF `CLIPImageProcessor`). */
export interface ConditionInput {
  readonly filter: ResampleFilter;
  /** By channel, of values in 0..1. */
  readonly mean: readonly [number, number, number];
  readonly deviation: readonly [number, number, number];
}

/** Of Zero123++'s `vae` feature extractor: ±0.625 instead of ±1. */
export const VAE_INPUT: ConditionInput = {
  filter: 'bilinear',
  mean: [0.5, 0.5, 0.5],
  deviation: [0.8, 0.8, 0.8],
};

/** Of OpenCLIP ViT-H/14. */
export const CLIP_INPUT: ConditionInput = {
  filter: 'bicubic',
  mean: [0.48145466, 0.4578275, 0.40821073],
  deviation: [0.26862954, 0.26130258, 0.27577711],
};

/** The middle square of a picture whose shorter edge was brought to `side`; what is odd goes to the far edge. */
export function squareOf(image: RgbImage, side: number, filter: ResampleFilter): RgbImage {
  const { width, height } = image;
  const shorter = Math.min(width, height);
  const toWidth = width === shorter ? side : Math.trunc((side * width) / shorter);
  const toHeight = height === shorter ? side : Math.trunc((side * height) / shorter);
  const resized = resampleBytes(image, toWidth, toHeight, filter);
  if (toWidth === side && toHeight === side) return resized;
  const left = Math.floor((toWidth - side) / 2);
  const top = Math.floor((toHeight - side) / 2);
  const data = new Uint8Array(side * side * 3);
  for (let y = 0; y < side; y++) {
    const from = ((top + y) * toWidth + left) * 3;
    data.set(resized.data.subarray(from, from + side * 3), y * side * 3);
  }
  return { width: side, height: side, data };
}

/** @returns shape [1, 3, side, side], planar RGB. */
export function conditionInput(image: RgbImage, side: number, input: ConditionInput): Float32Array {
  const { data } = squareOf(image, side, input.filter);
  const plane = side * side;
  const values = new Float32Array(3 * plane);
  for (let c = 0; c < 3; c++) {
    // 256 values a channel are all there can be.
    const table = Float32Array.from(
      { length: 256 },
      (_, byte) => (byte / 255 - input.mean[c]!) / input.deviation[c]!,
    );
    for (let i = 0; i < plane; i++) values[c * plane + i] = table[data[i * 3 + c]!]!;
  }
  return values;
}
