/** Named as in Pillow. Bicubic is Keys' kernel with a = -0.5 (Keys 1981, doi:10.1109/TASSP.1981.1163711). */
export type ResampleFilter = 'bilinear' | 'bicubic';

/** Half the width of each kernel, in source samples when nothing shrinks. */
const RADIUS: Readonly<Record<ResampleFilter, number>> = { bilinear: 1, bicubic: 2 };
const KEYS_A = -0.5;

function kernel(filter: ResampleFilter, distance: number): number {
  const x = Math.abs(distance);
  if (filter === 'bilinear') return Math.max(0, 1 - x);
  if (x < 1) return ((KEYS_A + 2) * x - (KEYS_A + 3)) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * KEYS_A;
  return 0;
}

/** What each sample of a result reads of its row or column. */
export interface ResampleTaps {
  /** Most samples that one result reads; the stride of `weights`. */
  readonly stride: number;
  readonly first: Int32Array;
  readonly count: Int32Array;
  /** They sum to one for each result. */
  readonly weights: Float64Array;
}

/** The kernel grows with the factor that a picture shrinks by, so that nothing is skipped (antialiased). */
export function resampleTaps(from: number, to: number, filter: ResampleFilter): ResampleTaps {
  const scale = from / to;
  const spread = Math.max(scale, 1);
  const reach = RADIUS[filter] * spread;
  const narrowing = 1 / spread;
  const stride = Math.ceil(reach) * 2 + 1;
  const first = new Int32Array(to);
  const count = new Int32Array(to);
  const weights = new Float64Array(to * stride);
  for (let o = 0; o < to; o++) {
    const centre = (o + 0.5) * scale;
    const start = Math.max(0, Math.trunc(centre - reach + 0.5));
    const taps = Math.min(from, Math.trunc(centre + reach + 0.5)) - start;
    const row = weights.subarray(o * stride, o * stride + taps);
    let sum = 0;
    for (let k = 0; k < taps; k++) {
      row[k] = kernel(filter, (start + k - centre + 0.5) * narrowing);
      sum += row[k]!;
    }
    for (let k = 0; k < taps; k++) row[k] = row[k]! / sum;
    first[o] = start;
    count[o] = taps;
  }
  return { stride, first, count, weights };
}
