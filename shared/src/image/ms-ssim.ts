import type { GrayImage, RgbaImage } from './image.ts';

/** Of Wang, Simoncelli and Bovik 2003, from the finest scale to the coarsest. */
const WEIGHTS = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333] as const;
const WINDOW_RADIUS = 5;
const SIGMA = 1.5;
const C1 = (0.01 * 255) ** 2;
const C2 = (0.03 * 255) ** 2;

interface Plane {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/**
 * Multi-scale structural similarity of two pictures' luma, 1 for equal ones, over a mask: windows
 * weigh only masked pixels, and the mean is over them. Source: Wang, Simoncelli and Bovik 2003,
 * "Multi-scale structural similarity for image quality assessment".
 *
 * @param a of the same size as `b`. @param mask of that size; 128 and more counts.
 * @returns null when the mask is empty.
 */
export function msSsim(a: RgbaImage, b: RgbaImage, mask: GrayImage): number | null {
  let x = luma(a);
  let y = luma(b);
  let m: Plane = {
    width: mask.width,
    height: mask.height,
    data: Float32Array.from(mask.data, (value) => (value >= 128 ? 1 : 0)),
  };
  let product = 1;
  let used = 0;
  for (const [scale, weight] of WEIGHTS.entries()) {
    const similarity = compare(x, y, m);
    if (similarity === null) break;
    const last = scale === WEIGHTS.length - 1;
    product *= Math.max(0, last ? similarity.whole : similarity.structure) ** weight;
    used += weight;
    if (!last) [x, y, m] = halved(x, y, m);
  }
  // A small mask may be gone at the coarsest scales; the others then carry all the weight.
  return used > 0 ? product ** (1 / used) : null;
}

function luma({ width, height, data }: RgbaImage): Plane {
  const out = new Float32Array(width * height);
  for (let i = 0; i < out.length; i += 1) {
    out[i] = 0.299 * data[4 * i]! + 0.587 * data[4 * i + 1]! + 0.114 * data[4 * i + 2]!;
  }
  return { width, height, data: out };
}

function compare(x: Plane, y: Plane, m: Plane): { structure: number; whole: number } | null {
  const { width, height } = m;
  const weighted = (value: (i: number) => number): Float32Array =>
    blurred(
      m.data.map((inside, i) => (inside ? value(i) : 0)),
      width,
      height,
    );
  const weight = blurred(m.data, width, height);
  const sx = weighted((i) => x.data[i]!);
  const sy = weighted((i) => y.data[i]!);
  const sxx = weighted((i) => x.data[i]! ** 2);
  const syy = weighted((i) => y.data[i]! ** 2);
  const sxy = weighted((i) => x.data[i]! * y.data[i]!);
  let [structure, whole, count] = [0, 0, 0];
  for (let i = 0; i < weight.length; i += 1) {
    if (!m.data[i]) continue;
    const w = weight[i]!;
    const mx = sx[i]! / w;
    const my = sy[i]! / w;
    const vx = Math.max(0, sxx[i]! / w - mx * mx);
    const vy = Math.max(0, syy[i]! / w - my * my);
    const cs = (2 * (sxy[i]! / w - mx * my) + C2) / (vx + vy + C2);
    structure += cs;
    whole += (cs * (2 * mx * my + C1)) / (mx * mx + my * my + C1);
    count += 1;
  }
  return count > 0 ? { structure: structure / count, whole: whole / count } : null;
}

function blurred(data: Float32Array, width: number, height: number): Float32Array {
  const kernel = Array.from({ length: 2 * WINDOW_RADIUS + 1 }, (_, i) =>
    Math.exp(-((i - WINDOW_RADIUS) ** 2) / (2 * SIGMA ** 2)),
  );
  const across = new Float32Array(data.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      const first = Math.max(-WINDOW_RADIUS, -x);
      const last = Math.min(WINDOW_RADIUS, width - 1 - x);
      for (let k = first; k <= last; k += 1) {
        sum += kernel[k + WINDOW_RADIUS]! * data[y * width + x + k]!;
      }
      across[y * width + x] = sum;
    }
  }
  const out = new Float32Array(data.length);
  for (let y = 0; y < height; y += 1) {
    const first = Math.max(-WINDOW_RADIUS, -y);
    const last = Math.min(WINDOW_RADIUS, height - 1 - y);
    for (let k = first; k <= last; k += 1) {
      const weight = kernel[k + WINDOW_RADIUS]!;
      const from = (y + k) * width;
      for (let x = 0; x < width; x += 1) out[y * width + x]! += weight * across[from + x]!;
    }
  }
  return out;
}

/** Half-size pictures: means of the masked ones of four pixels; masked where at least two were. */
function halved(x: Plane, y: Plane, m: Plane): [Plane, Plane, Plane] {
  const width = Math.max(1, m.width >> 1);
  const height = Math.max(1, m.height >> 1);
  const planes = [0, 1, 2].map(() => new Float32Array(width * height));
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      let [sx, sy, count] = [0, 0, 0];
      for (let k = 0; k < 4; k += 1) {
        const fromX = Math.min(m.width - 1, 2 * column + (k & 1));
        const fromY = Math.min(m.height - 1, 2 * row + (k >> 1));
        const i = fromY * m.width + fromX;
        if (!m.data[i]) continue;
        sx += x.data[i]!;
        sy += y.data[i]!;
        count += 1;
      }
      const o = row * width + column;
      if (count < 2) continue;
      planes[0]![o] = sx / count;
      planes[1]![o] = sy / count;
      planes[2]![o] = 1;
    }
  }
  return planes.map((data) => ({ width, height, data })) as [Plane, Plane, Plane];
}
