import type { GrayImage } from '../image/image.ts';

export interface SymmetryAxis {
  /** A point on the axis, working-image pixels. */
  readonly x: number;
  readonly y: number;
  /** Radians, 0 upright, positive clockwise. */
  readonly tilt: number;
  /** IoU of the garment with its mirror image. */
  readonly score: number;
}

/** The mask is looked at on a grid about this wide: enough for a tenth of a degree. */
const GRID = 110;
/** Garments lie within this of upright, or of a quarter turn. */
const MAX_TILT = (21 * Math.PI) / 180;

interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly cell: number;
  readonly set: Uint8Array;
  readonly xs: Float64Array;
  readonly ys: Float64Array;
}

function gridOf(matte: GrayImage): Grid {
  const cell = Math.max(1, Math.floor(Math.max(matte.width, matte.height) / GRID));
  const columns = Math.floor(matte.width / cell);
  const rows = Math.floor(matte.height / cell);
  const set = new Uint8Array(columns * rows);
  const xs: number[] = [];
  const ys: number[] = [];
  const half = Math.floor(cell / 2);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (matte.data[(row * cell + half) * matte.width + column * cell + half]! < 128) continue;
      set[row * columns + column] = 1;
      xs.push(column + 0.5);
      ys.push(row + 0.5);
    }
  }
  return { columns, rows, cell, set, xs: Float64Array.from(xs), ys: Float64Array.from(ys) };
}

/** IoU with the mirror image in the line through (cx, cy) turned by `tilt`. */
function mirrorScore(grid: Grid, cx: number, cy: number, tilt: number): number {
  const both = mirroredOnto(grid, cx, cy, Math.cos(tilt), Math.sin(tilt));
  return both / (2 * grid.xs.length - both);
}

/** How many set cells have set ones as mirror images. A loop alone: see mesh/triangle-tree.ts. */
function mirroredOnto(
  { columns, rows, set, xs, ys }: Grid,
  cx: number,
  cy: number,
  rx: number,
  ry: number,
): number {
  const count = xs.length;
  let both = 0;
  for (let i = 0; i < count; i++) {
    const x = xs[i]!;
    const y = ys[i]!;
    const u = (x - cx) * rx + (y - cy) * ry;
    const column = Math.floor(x - 2 * u * rx);
    const row = Math.floor(y - 2 * u * ry);
    if (column < 0 || row < 0 || column >= columns || row >= rows) continue;
    both += set[row * columns + column]!;
  }
  return both;
}

/**
 * The line that best mirrors the garment onto itself, within 21 degrees of upright or of a turn.
 *
 * @param turn Radians: 0 looks round upright, a quarter turn round lying.
 */
export function findSymmetryAxis(matte: GrayImage, turn = 0): SymmetryAxis {
  const grid = gridOf(matte);
  const n = grid.xs.length;
  if (n === 0) return { x: matte.width / 2, y: matte.height / 2, tilt: turn, score: 0 };
  let cx = 0;
  let cy = 0;
  for (let i = 0; i < n; i++) {
    cx += grid.xs[i]! / n;
    cy += grid.ys[i]! / n;
  }
  let best = { offset: 0, tilt: turn, score: -1 };
  const spread = (turn === 0 ? grid.columns : grid.rows) * 0.08;
  let offsetStep = spread / 5;
  let tiltStep = MAX_TILT / 9;
  let offsets = 5;
  let tilts = 9;
  for (let round = 0; round < 4; round++) {
    const middle = best;
    for (let i = -offsets; i <= offsets; i++) {
      for (let j = -tilts; j <= tilts; j++) {
        const offset = middle.offset + i * offsetStep;
        const tilt = middle.tilt + j * tiltStep;
        if (Math.abs(tilt - turn) > MAX_TILT + 1e-9) continue;
        const score = mirrorScore(
          grid,
          cx + offset * Math.cos(tilt),
          cy + offset * Math.sin(tilt),
          tilt,
        );
        if (score > best.score) best = { offset, tilt, score };
      }
    }
    offsetStep /= 3;
    tiltStep /= 3;
    offsets = 3;
    tilts = 3;
  }
  return {
    x: (cx + best.offset * Math.cos(best.tilt)) * grid.cell,
    y: (cy + best.offset * Math.sin(best.tilt)) * grid.cell,
    tilt: best.tilt,
    score: best.score,
  };
}
