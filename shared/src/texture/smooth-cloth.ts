import { diffuseFill } from './diffuse-fill.ts';

/** Pixels a side of a cell of the smooth picture. */
const CELL = 4;

/** The cloth's colour without its grain, in cells; holes are bridged. */
export interface SmoothCloth {
  /** Writes the three colours at a pixel, interpolated between cells. */
  at(x: number, y: number, rgb: Float32Array): void;
}

/**
 * Smooths a picture of cloth: means of cells over what is known, the rest continued smoothly
 * (Laplace's equation), so that what fills a hole meets the colours round it.
 *
 * @param data rgba bytes. @param known non-zero where a pixel counts.
 */
export function smoothCloth(
  data: Uint8Array | Uint8ClampedArray,
  known: Uint8Array,
  width: number,
  height: number,
): SmoothCloth {
  const columns = Math.ceil(width / CELL);
  const rows = Math.ceil(height / CELL);
  const cells = new Float32Array(3 * columns * rows);
  const counts = new Uint8Array(columns * rows);
  for (let y = 0; y < height; y += 1) {
    const row = columns * Math.floor(y / CELL);
    for (let x = 0; x < width; x += 1) {
      const i = y * width + x;
      if (!known[i]) continue;
      const cell = row + Math.floor(x / CELL);
      counts[cell]! += 1;
      for (let k = 0; k < 3; k += 1) cells[3 * cell + k]! += data[4 * i + k]!;
    }
  }
  for (let cell = 0; cell < counts.length; cell += 1) {
    if (!counts[cell]) continue;
    for (let k = 0; k < 3; k += 1) cells[3 * cell + k]! /= counts[cell]!;
  }
  diffuseFill(cells, counts, columns, rows);
  const blurred = blurCells(cells, columns, rows);
  return {
    at(x, y, rgb) {
      const u = Math.max(0, Math.min(columns - 1, (x + 0.5) / CELL - 0.5));
      const v = Math.max(0, Math.min(rows - 1, (y + 0.5) / CELL - 0.5));
      const column = Math.min(columns - 1, Math.floor(u));
      const row = Math.min(rows - 1, Math.floor(v));
      const right = column + 1 < columns ? 3 : 0;
      const below = row + 1 < rows ? 3 * columns : 0;
      const fx = u - column;
      const fy = v - row;
      const o = 3 * (row * columns + column);
      for (let k = 0; k < 3; k += 1) {
        const top = blurred[o + k]! * (1 - fx) + blurred[o + right + k]! * fx;
        const bottom = blurred[o + below + k]! * (1 - fx) + blurred[o + below + right + k]! * fx;
        rgb[k] = top * (1 - fy) + bottom * fy;
      }
    },
  };
}

/** One pass of a 1-2-1 kernel each way: cells of few pixels are noisy. */
function blurCells(cells: Float32Array, columns: number, rows: number): Float32Array {
  const across = new Float32Array(cells.length);
  for (let y = 0; y < rows; y += 1) {
    for (let x = 0; x < columns; x += 1) {
      const o = 3 * (y * columns + x);
      const left = x > 0 ? o - 3 : o;
      const right = x + 1 < columns ? o + 3 : o;
      for (let k = 0; k < 3; k += 1) {
        across[o + k] = (cells[left + k]! + 2 * cells[o + k]! + cells[right + k]!) / 4;
      }
    }
  }
  const out = new Float32Array(cells.length);
  for (let y = 0; y < rows; y += 1) {
    for (let x = 0; x < columns; x += 1) {
      const o = 3 * (y * columns + x);
      const above = y > 0 ? o - 3 * columns : o;
      const below = y + 1 < rows ? o + 3 * columns : o;
      for (let k = 0; k < 3; k += 1) {
        out[o + k] = (across[above + k]! + 2 * across[o + k]! + across[below + k]!) / 4;
      }
    }
  }
  return out;
}
