import type { RgbaImage } from '../image/image.ts';

/** The rim that shows background alone, as a share of the long side. */
const RIM = 0.03;
/** A rim this even (95th percentile of the residual, levels) is a plain background. */
const PLAIN_RESIDUAL = 9;

/** Background colours of a plainly lit photo: linear in x and y, levels by channel. */
export interface PlainBackground {
  /** `[at origin, per pixel right, per pixel down]` of each channel. */
  readonly planes: readonly (readonly [number, number, number])[];
  /** 95th percentile of the rim's largest channel difference, levels. */
  readonly noise: number;
}

/** Largest channel difference of a pixel to a plain background, levels. */
export function differenceAt(
  image: RgbaImage,
  plain: PlainBackground,
  x: number,
  y: number,
): number {
  let most = 0;
  const i = (y * image.width + x) * 4;
  for (let c = 0; c < 3; c++) {
    const difference = Math.abs(image.data[i + c]! - levelAt(plain.planes[c]!, x, y));
    if (difference > most) most = difference;
  }
  return most;
}

/** Of a channel of the background at a pixel. */
export function levelAt(plane: PlainBackground['planes'][number], x: number, y: number): number {
  return plane[0] + plane[1] * x + plane[2] * y;
}

/** A shadow keeps the background's hue: so far off at most, levels, and no darker than this share. */
const SHADOW_RESIDUAL = 16;
const SHADOW_DARKEST = 0.5;

/** Whether a pixel looks like the background under a shadow. */
export function isShadow(image: RgbaImage, plain: PlainBackground, x: number, y: number): boolean {
  const i = (y * image.width + x) * 4;
  let dot = 0;
  let norm = 0;
  for (let c = 0; c < 3; c++) {
    const level = levelAt(plain.planes[c]!, x, y);
    dot += level * image.data[i + c]!;
    norm += level * level;
  }
  const share = dot / Math.max(1, norm);
  if (share > 1 || share < SHADOW_DARKEST) return false;
  let residual = 0;
  for (let c = 0; c < 3; c++) {
    const level = levelAt(plain.planes[c]!, x, y);
    residual = Math.max(residual, Math.abs(image.data[i + c]! - share * level));
  }
  return residual <= SHADOW_RESIDUAL;
}

/** Solves the symmetric 3 x 3 system of a plane fit; null when the points do not span a plane. */
function fitPlane(
  xs: readonly number[],
  ys: readonly number[],
  values: readonly number[],
): readonly [number, number, number] | null {
  let n = 0;
  let sx = 0;
  let sy = 0;
  let sv = 0;
  for (let i = 0; i < xs.length; i++) {
    n++;
    sx += xs[i]!;
    sy += ys[i]!;
    sv += values[i]!;
  }
  if (n < 16) return null;
  const mx = sx / n;
  const my = sy / n;
  const mv = sv / n;
  let xx = 0;
  let xy = 0;
  let yy = 0;
  let xv = 0;
  let yv = 0;
  for (let i = 0; i < xs.length; i++) {
    const dx = xs[i]! - mx;
    const dy = ys[i]! - my;
    const dv = values[i]! - mv;
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
    xv += dx * dv;
    yv += dy * dv;
  }
  const det = xx * yy - xy * xy;
  if (det < 1e-6) return null;
  const right = (xv * yy - yv * xy) / det;
  const down = (yv * xx - xv * xy) / det;
  return [mv - right * mx - down * my, right, down];
}

/**
 * Models the background by its rim when that is plain, as in studio photos.
 *
 * @param prior 0..1 by pixel; rim pixels that the prior takes for garment do not count.
 * @returns Null when the rim is not plain.
 */
export function findPlainBackground(image: RgbaImage, prior: Float32Array): PlainBackground | null {
  const { width, height, data } = image;
  const rim = Math.max(2, Math.round(RIM * Math.max(width, height)));
  const xs: number[] = [];
  const ys: number[] = [];
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      if (x >= rim && y >= rim && x < width - rim && y < height - rim) continue;
      if (prior[y * width + x]! > 0.2) continue;
      xs.push(x);
      ys.push(y);
    }
  }
  let noise = Infinity;
  let planes: (readonly [number, number, number])[] = [];
  // The second fit leaves out what the first found far off: a tag, a hanger, a cut-off hem.
  for (let round = 0; round < 2; round++) {
    planes = [];
    for (let c = 0; c < 3; c++) {
      const values = xs.map((x, i) => data[(ys[i]! * width + x) * 4 + c]!);
      const plane = fitPlane(xs, ys, values);
      if (!plane) return null;
      planes.push(plane);
    }
    const model = { planes, noise: 0 };
    const residuals = xs.map((x, i) => differenceAt(image, model, x, ys[i]!));
    const sorted = Float64Array.from(residuals).sort();
    noise = sorted[Math.floor(sorted.length * 0.95)]!;
    if (round === 1) break;
    const limit = Math.max(6, 2 * sorted[Math.floor(sorted.length * 0.8)]!);
    const kept = xs.map((_, i) => i).filter((i) => residuals[i]! <= limit);
    const keptXs = kept.map((i) => xs[i]!);
    const keptYs = kept.map((i) => ys[i]!);
    xs.length = 0;
    ys.length = 0;
    xs.push(...keptXs);
    ys.push(...keptYs);
  }
  return noise <= PLAIN_RESIDUAL ? { planes, noise } : null;
}
