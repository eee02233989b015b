import type { DistanceField } from './distance-field.ts';

/**
 * Where the body is, seen from the front: its middle and half thickness along z on the field's own
 * (x, y) grid, metres. Beside the body the middle is carried on from the nearest part of it.
 */
export interface BodyDepths {
  readonly origin: readonly [number, number];
  readonly cell: number;
  readonly size: readonly [number, number];
  readonly middles: Float32Array;
  /** 0 beside the body; widened and smoothed, at most half a cell below the true half thickness. */
  readonly halves: Float32Array;
  /** Highest point of the body in each column of cells, metres; infinite where there is no body. */
  readonly tops: Float32Array;
}

/** Cells over which the thickness is widened, then both maps are smoothed. */
const WIDEN = 2;
const SMOOTH = 2;

export function bodyDepths({ origin, cell, size, distances }: DistanceField): BodyDepths {
  const [nx, ny, nz] = size;
  const middles = new Float32Array(nx * ny);
  const halves = new Float32Array(nx * ny);
  const known = new Uint8Array(nx * ny);
  const slab = nx * ny;
  const lows = new Int32Array(slab).fill(-1);
  const highs = new Int32Array(slab);
  for (let k = 0; k < nz; k++) {
    const from = slab * k;
    for (let at = 0; at < slab; at++) {
      if (distances[from + at]! >= 0) continue;
      if (lows[at]! < 0) lows[at] = k;
      highs[at] = k;
    }
  }
  for (let at = 0; at < slab; at++) {
    const low = lows[at]!;
    if (low < 0) continue;
    const high = highs[at]!;
    known[at] = 1;
    middles[at] = origin[2] + (cell * (low + high)) / 2;
    halves[at] = (cell * (high - low + 1)) / 2;
  }
  const tops = new Float32Array(nx).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < nx; i++) {
    for (let j = ny - 1; j >= 0; j--) {
      if (known[i + nx * j] === 0) continue;
      tops[i] = origin[1] + cell * j;
      break;
    }
  }
  carryOutwards(middles, known, nx, ny);
  return {
    origin: [origin[0], origin[1]],
    cell,
    size: [nx, ny],
    middles: boxBlur(middles, nx, ny, SMOOTH),
    halves: boxBlur(widened(halves, nx, ny), nx, ny, WIDEN),
    tops,
  };
}

/** Bilinear value of one of the maps, clamped at the borders. */
export function depthAt(depths: BodyDepths, map: Float32Array, x: number, y: number): number {
  // Not taken apart as tuples: cloth asks a thousand times a substep, and V8's middle compiler goes through iterators.
  const nx = depths.size[0];
  const ny = depths.size[1];
  const gx = Math.min(nx - 1.001, Math.max(0, (x - depths.origin[0]) / depths.cell));
  const gy = Math.min(ny - 1.001, Math.max(0, (y - depths.origin[1]) / depths.cell));
  const i = gx | 0;
  const j = gy | 0;
  const at = i + nx * j;
  const near = map[at]! + (gx - i) * (map[at + 1]! - map[at]!);
  const far = map[at + nx]! + (gx - i) * (map[at + nx + 1]! - map[at + nx]!);
  return near + (gy - j) * (far - near);
}

/**
 * Highest point of the body above or below a place, metres; infinite beside the body. Between two columns it goes
 * evenly from one to the other: cloth that lies on a slope would be let go and caught again at each of them.
 */
export function topAt({ origin, cell, size, tops }: BodyDepths, x: number): number {
  const at = Math.min(size[0] - 1, Math.max(0, (x - origin[0]) / cell));
  const low = Math.floor(at);
  const a = tops[low]!;
  const b = tops[Math.min(size[0] - 1, low + 1)]!;
  // At the body's edge the nearest column says whether there is any.
  if (a === Number.POSITIVE_INFINITY || b === Number.POSITIVE_INFINITY)
    return at - low < 0.5 ? a : b;
  return a + (at - low) * (b - a);
}

/** Gives every unknown cell the value of a nearest known one (two chamfer passes). */
function carryOutwards(values: Float32Array, known: Uint8Array, nx: number, ny: number): void {
  const steps = Float32Array.from(known, (is) => (is === 1 ? 0 : Number.POSITIVE_INFINITY));
  const relax = (at: number, from: number, cost: number): void => {
    if (steps[from]! + cost < steps[at]!) {
      steps[at] = steps[from]! + cost;
      values[at] = values[from]!;
    }
  };
  for (const sign of [1, -1]) {
    for (let jj = 0; jj < ny; jj++) {
      const j = sign > 0 ? jj : ny - 1 - jj;
      for (let ii = 0; ii < nx; ii++) {
        const i = sign > 0 ? ii : nx - 1 - ii;
        const at = i + nx * j;
        const before = i - sign >= 0 && i - sign < nx;
        const after = i + sign >= 0 && i + sign < nx;
        if (before) relax(at, at - sign, 1);
        if (j - sign < 0 || j - sign >= ny) continue;
        const row = at - sign * nx;
        relax(at, row, 1);
        if (before) relax(at, row - sign, Math.SQRT2);
        if (after) relax(at, row + sign, Math.SQRT2);
      }
    }
  }
}

/** Largest value within WIDEN cells. */
function widened(values: Float32Array, nx: number, ny: number): Float32Array {
  const out = new Float32Array(values.length);
  for (let j = 0; j < ny; j++) widenRow(values, nx, ny, j, out);
  return out;
}

// Each loop along a row is a function of its own, so that it is compiled once and not in the midst of a map.

function widenRow(
  values: Float32Array,
  nx: number,
  ny: number,
  j: number,
  out: Float32Array,
): void {
  const low = Math.max(0, j - WIDEN);
  const high = Math.min(ny - 1, j + WIDEN);
  for (let i = 0; i < nx; i++) {
    const left = Math.max(0, i - WIDEN);
    const right = Math.min(nx - 1, i + WIDEN);
    let largest = 0;
    for (let b = low; b <= high; b++) {
      for (let at = left + nx * b; at <= right + nx * b; at++) {
        const value = values[at]!;
        if (value > largest) largest = value;
      }
    }
    out[i + nx * j] = largest;
  }
}

function boxBlur(values: Float32Array, nx: number, ny: number, radius: number): Float32Array {
  const out = new Float32Array(values.length);
  for (let j = 0; j < ny; j++) blurRow(values, nx, ny, radius, j, out);
  return out;
}

function blurRow(
  values: Float32Array,
  nx: number,
  ny: number,
  radius: number,
  j: number,
  out: Float32Array,
): void {
  const low = Math.max(0, j - radius);
  const high = Math.min(ny - 1, j + radius);
  for (let i = 0; i < nx; i++) {
    const left = Math.max(0, i - radius);
    const right = Math.min(nx - 1, i + radius);
    let sum = 0;
    for (let b = low; b <= high; b++) {
      for (let at = left + nx * b; at <= right + nx * b; at++) sum += values[at]!;
    }
    out[i + nx * j] = sum / ((high - low + 1) * (right - left + 1));
  }
}
