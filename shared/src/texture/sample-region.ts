/** A part of an image, pixels; edges may lie between pixels. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Taps {
  readonly count: number;
  readonly places: Int32Array;
  readonly weights: Float32Array;
}

/**
 * The cubic of Catmull and Rom, as wide as an output pixel asks: means over the pixel's area are a
 * third softer at the finest scale.
 */
function cubic(distance: number): number {
  const t = Math.abs(distance);
  if (t < 1) return 1.5 * t ** 3 - 2.5 * t ** 2 + 1;
  return t < 2 ? -0.5 * t ** 3 + 2.5 * t ** 2 - 4 * t + 2 : 0;
}

/** Area or cubic weights when shrinking, linear ones when enlarging; samples outside repeat the border. */
function tapsFor(start: number, length: number, size: number, to: number, sharp: boolean): Taps {
  const scale = length / to;
  const shrinks = scale > 1;
  const reach = sharp ? 2 : 0.5;
  const count = shrinks ? Math.ceil(2 * reach * scale) + 1 : 2;
  const places = new Int32Array(to * count);
  const weights = new Float32Array(to * count);
  for (let o = 0; o < to; o += 1) {
    const from = start + o * scale;
    const middle = from + scale / 2;
    const first = Math.floor(shrinks ? middle - reach * scale - (sharp ? 0.5 : 0) : middle - 0.5);
    let sum = 0;
    for (let k = 0; k < count; k += 1) {
      const i = first + k;
      const weight = shrinks
        ? sharp
          ? cubic((i + 0.5 - middle) / scale)
          : Math.max(0, Math.min(i + 1, middle + scale / 2) - Math.max(i, middle - scale / 2))
        : Math.max(0, 1 - Math.abs(i + 0.5 - middle));
      places[o * count + k] = Math.min(size - 1, Math.max(0, i));
      weights[o * count + k] = weight;
      sum += weight;
    }
    for (let k = 0; k < count; k += 1) weights[o * count + k] = weights[o * count + k]! / sum;
  }
  return { count, places, weights };
}

function sampleRow4(
  data: Uint8Array | Uint8ClampedArray,
  rowStart: number,
  { count, places, weights }: Taps,
  row: Float32Array,
): void {
  for (let x = 0, t = 0; 4 * x < row.length; x += 1) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (const end = t + count; t < end; t += 1) {
      const weight = weights[t]!;
      if (weight === 0) continue;
      const from = 4 * (rowStart + places[t]!);
      a += weight * data[from]!;
      b += weight * data[from + 1]!;
      c += weight * data[from + 2]!;
      d += weight * data[from + 3]!;
    }
    row[4 * x] = a;
    row[4 * x + 1] = b;
    row[4 * x + 2] = c;
    row[4 * x + 3] = d;
  }
}

function sampleRow1(
  data: Uint8Array | Uint8ClampedArray,
  rowStart: number,
  { count, places, weights }: Taps,
  row: Float32Array,
): void {
  for (let x = 0, t = 0; x < row.length; x += 1) {
    let sum = 0;
    for (const end = t + count; t < end; t += 1) sum += weights[t]! * data[rowStart + places[t]!]!;
    row[x] = sum;
  }
}

function addRow(sum: Float32Array, row: Float32Array, weight: number): void {
  for (let i = 0; i < sum.length; i += 1) sum[i]! += weight * row[i]!;
}

/**
 * A region of an image at another size, sampled once: means of the area each pixel covers where it
 * shrinks (or sharper than that), between neighbours where it is enlarged.
 *
 * @param data `channels` bytes a pixel, row-major.
 * @returns `toWidth * toHeight * channels` bytes.
 */
export function sampleRegion(
  data: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
  channels: 1 | 4,
  region: Region,
  toWidth: number,
  toHeight: number,
  sharp = false,
): Uint8Array {
  const across = tapsFor(region.x, region.width, width, toWidth, sharp);
  const down = tapsFor(region.y, region.height, height, toHeight, sharp);
  const rowLength = channels * toWidth;
  const out = new Uint8Array(toHeight * rowLength);
  const clamped = new Uint8ClampedArray(out.buffer);
  const sum = new Float32Array(rowLength);
  // Rows of the photo at the new width; neighbours share them, so the last few are kept.
  const kept = new Map<number, Float32Array>();
  let spare: Float32Array | null = null;
  const rowAt = (y: number): Float32Array => {
    const known = kept.get(y);
    if (known) return known;
    const row = spare ?? new Float32Array(rowLength);
    spare = null;
    if (channels === 4) sampleRow4(data, y * width, across, row);
    else sampleRow1(data, y * width, across, row);
    kept.set(y, row);
    if (kept.size > down.count + 1) {
      const [oldest, buffer] = kept.entries().next().value!;
      kept.delete(oldest);
      spare = buffer;
    }
    return row;
  };
  for (let y = 0; y < toHeight; y += 1) {
    sum.fill(0);
    for (let t = y * down.count; t < (y + 1) * down.count; t += 1) {
      const weight = down.weights[t]!;
      if (weight !== 0) addRow(sum, rowAt(down.places[t]!), weight);
    }
    clamped.set(sum, y * rowLength);
  }
  return out;
}
