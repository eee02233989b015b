import type { RgbaImage } from '../image/image.ts';

/** Five bits a channel: bins are eight levels wide. */
const SHIFT = 3;
const BINS = 32;
/** Levels cubed in a bin. */
const BIN_VOLUME = 8 * 8 * 8;

/** Density of colours, by level cubed, over the whole of a sample set. */
export type ColourHistogram = Float32Array;

export function histogramBin(r: number, g: number, b: number): number {
  return ((r >> SHIFT) * BINS + (g >> SHIFT)) * BINS + (b >> SHIFT);
}

/** Blurs one axis of the cube with weights 1 2 1. */
function blurAxis(source: Float32Array, stride: number): Float32Array {
  const result = new Float32Array(source.length);
  for (let i = 0; i < source.length; i++) {
    const place = Math.floor(i / stride) % BINS;
    const before = place > 0 ? source[i - stride]! : source[i]!;
    const after = place < BINS - 1 ? source[i + stride]! : source[i]!;
    result[i] = (before + 2 * source[i]! + after) / 4;
  }
  return result;
}

/**
 * Counts the colours of a sample set, smoothed over neighbouring bins.
 *
 * @param samples Non-zero where a pixel counts.
 */
export function colourHistogram(image: RgbaImage, samples: Uint8Array): ColourHistogram {
  const counts = new Float32Array(BINS * BINS * BINS);
  let total = 0;
  const { data } = image;
  for (let i = 0; i < samples.length; i++) {
    if (!samples[i]) continue;
    counts[histogramBin(data[i * 4]!, data[i * 4 + 1]!, data[i * 4 + 2]!)]!++;
    total++;
  }
  const smooth = blurAxis(blurAxis(blurAxis(counts, 1), BINS), BINS * BINS);
  const scale = 1 / (Math.max(1, total) * BIN_VOLUME);
  for (let i = 0; i < smooth.length; i++) smooth[i]! *= scale;
  return smooth;
}
