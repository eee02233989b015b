/** A mesh seen from the front: for each cell of an upright grid, how near and far it reaches. */
export interface FrontProfile {
  readonly left: number;
  readonly bottom: number;
  /** Metres between neighbouring columns, and between neighbouring rows. */
  readonly cellX: number;
  readonly cellY: number;
  readonly columns: number;
  readonly rows: number;
  /** Largest z in each cell, `-Infinity` where nothing is; cell (column, row) is `column + columns row`. */
  readonly near: Float64Array;
  /** Smallest z in each cell, `Infinity` where nothing is. */
  readonly far: Float64Array;
}

/** A stretch of a row without a gap: columns `from` to `to`, both included. */
export interface Run {
  readonly from: number;
  readonly to: number;
}

/** Cells along each axis: 1.3 cm on a body, fine enough to place a garment before the snap. */
const CELLS = 128;

/**
 * Draws a mesh onto an upright grid, each triangle along the middle lines of its rows.
 *
 * @param positions xyz triples. @param indices Vertex triples; winding does not matter.
 */
export function frontProfile(positions: Float32Array, indices: Uint32Array): FrontProfile {
  let left = Infinity;
  let right = -Infinity;
  let bottom = Infinity;
  let top = -Infinity;
  for (let i = 0; i < positions.length; i += 3) {
    left = Math.min(left, positions[i]!);
    right = Math.max(right, positions[i]!);
    bottom = Math.min(bottom, positions[i + 1]!);
    top = Math.max(top, positions[i + 1]!);
  }
  const profile: FrontProfile = {
    left,
    bottom,
    cellX: (right - left) / CELLS || 1,
    cellY: (top - bottom) / CELLS || 1,
    columns: CELLS,
    rows: CELLS,
    near: new Float64Array(CELLS * CELLS).fill(-Infinity),
    far: new Float64Array(CELLS * CELLS).fill(Infinity),
  };
  const corners = new Float64Array(9);
  for (let t = 0; t < indices.length; t += 3) {
    for (let corner = 0; corner < 3; corner++) {
      const v = 3 * indices[t + corner]!;
      corners[3 * corner] = positions[v]!;
      corners[3 * corner + 1] = positions[v + 1]!;
      corners[3 * corner + 2] = positions[v + 2]!;
    }
    drawTriangle(profile, corners);
  }
  return profile;
}

/** @param corners Nine numbers: the corners' xyz. */
function drawTriangle(
  { left, bottom, cellX, cellY, columns, rows, near, far }: FrontProfile,
  corners: Float64Array,
): void {
  const low = Math.min(corners[1]!, corners[4]!, corners[7]!);
  const high = Math.max(corners[1]!, corners[4]!, corners[7]!);
  const lastRow = Math.min(rows - 1, Math.floor((high - bottom) / cellY - 0.5));
  for (let row = Math.max(0, Math.ceil((low - bottom) / cellY - 0.5)); row <= lastRow; row++) {
    const y = bottom + (row + 0.5) * cellY;
    let x0 = Infinity;
    let x1 = -Infinity;
    let z0 = Infinity;
    let z1 = -Infinity;
    for (let side = 0; side < 3; side++) {
      const p = 3 * side;
      const q = side === 2 ? 0 : p + 3;
      const py = corners[p + 1]!;
      const qy = corners[q + 1]!;
      if (py <= y === qy <= y) continue;
      const s = (y - py) / (qy - py);
      const x = corners[p]! + s * (corners[q]! - corners[p]!);
      const z = corners[p + 2]! + s * (corners[q + 2]! - corners[p + 2]!);
      x0 = Math.min(x0, x);
      x1 = Math.max(x1, x);
      z0 = Math.min(z0, z);
      z1 = Math.max(z1, z);
    }
    const lastColumn = Math.min(columns - 1, Math.floor((x1 - left) / cellX));
    for (
      let column = Math.max(0, Math.floor((x0 - left) / cellX));
      column <= lastColumn;
      column++
    ) {
      const cell = column + columns * row;
      near[cell] = Math.max(near[cell]!, z1);
      far[cell] = Math.min(far[cell]!, z0);
    }
  }
}

/** The row's runs, from left to right. */
export function runsOfRow({ columns, near }: FrontProfile, row: number): Run[] {
  const runs: Run[] = [];
  let from = -1;
  for (let column = 0; column <= columns; column++) {
    const filled = column < columns && near[column + columns * row]! > -Infinity;
    if (filled && from < 0) from = column;
    if (!filled && from >= 0) {
      runs.push({ from, to: column - 1 });
      from = -1;
    }
  }
  return runs;
}

/** The row of a height, kept within the grid. */
export function rowOf({ bottom, cellY, rows }: FrontProfile, y: number): number {
  return Math.min(rows - 1, Math.max(0, Math.floor((y - bottom) / cellY)));
}

/** Height of a row's middle line. */
export function heightOf({ bottom, cellY }: FrontProfile, row: number): number {
  return bottom + (row + 0.5) * cellY;
}

/** Left and right end of a run, in the mesh's unit. */
export function spanOf({ left, cellX }: FrontProfile, run: Run): { left: number; right: number } {
  return { left: left + run.from * cellX, right: left + (run.to + 1) * cellX };
}

/** Height of the highest filled cell of the column at x, at or below `ceiling`; null when empty. */
export function topAt(profile: FrontProfile, x: number, ceiling: number): number | null {
  const { left, cellX, columns, near } = profile;
  const column = Math.floor((x - left) / cellX);
  if (column < 0 || column >= columns) return null;
  for (let row = rowOf(profile, ceiling); row >= 0; row--) {
    if (near[column + columns * row]! > -Infinity) return heightOf(profile, row);
  }
  return null;
}

/** Depth range of a row between two x; null when nothing is there. */
export function depthAt(
  profile: FrontProfile,
  row: number,
  x0: number,
  x1: number,
): { far: number; near: number } | null {
  const { left, cellX, columns } = profile;
  let far = Infinity;
  let near = -Infinity;
  const last = Math.min(columns - 1, Math.floor((x1 - left) / cellX));
  for (let column = Math.max(0, Math.floor((x0 - left) / cellX)); column <= last; column++) {
    far = Math.min(far, profile.far[column + columns * row]!);
    near = Math.max(near, profile.near[column + columns * row]!);
  }
  return near > -Infinity ? { far, near } : null;
}
