/** Points are kept this loosely (in squared pixels of bending), so that a bad pair folds nothing. */
const STIFFNESS = 1e-3;

/** Moves a point of one plane to another; writes x and y into `to`. */
export type Warp = (x: number, y: number, to: Float64Array) => void;

/**
 * The smoothest map of a plane that takes one set of points near another: a thin-plate spline per
 * coordinate. Source: Bookstein 1989, "Principal Warps: Thin-Plate Splines and the Decomposition of
 * Deformations".
 *
 * @param from xy pairs, at least three not on a line. @param to as many.
 * @returns null when the points do not fix a map.
 */
export function plateWarp(from: readonly number[], to: readonly number[]): Warp | null {
  const count = from.length / 2;
  const size = count + 3;
  // Unit scale, so that one stiffness suits pictures of any size.
  let reach = 0;
  for (let i = 0; i < from.length; i += 1) reach = Math.max(reach, Math.abs(from[i]!));
  const scale = 1 / Math.max(1, reach);
  const matrix = new Float64Array(size * (size + 2));
  const row = size + 2;
  for (let i = 0; i < count; i += 1) {
    const [x, y] = [from[2 * i]! * scale, from[2 * i + 1]! * scale];
    for (let j = 0; j < count; j += 1) {
      const bend = plate(x - from[2 * j]! * scale, y - from[2 * j + 1]! * scale);
      matrix[i * row + j] = i === j ? STIFFNESS : bend;
    }
    for (const [k, value] of [1, x, y].entries()) {
      matrix[i * row + count + k] = value;
      matrix[(count + k) * row + i] = value;
    }
    matrix[i * row + size] = to[2 * i]!;
    matrix[i * row + size + 1] = to[2 * i + 1]!;
  }
  if (!solve(matrix, size)) return null;
  return (x, y, out) => {
    const [u, v] = [x * scale, y * scale];
    for (let k = 0; k < 2; k += 1) {
      const weight = (i: number) => matrix[i * row + size + k]!;
      let sum = weight(count) + weight(count + 1) * u + weight(count + 2) * v;
      for (let i = 0; i < count; i += 1) {
        sum += weight(i) * plate(u - from[2 * i]! * scale, v - from[2 * i + 1]! * scale);
      }
      out[k] = sum;
    }
  };
}

/** r² log r², the bending of a plate held at a point. */
function plate(dx: number, dy: number): number {
  const squared = dx * dx + dy * dy;
  return squared > 0 ? squared * Math.log(squared) : 0;
}

/** Gaussian elimination with pivots; two right-hand sides end up in the last columns. */
function solve(matrix: Float64Array, size: number): boolean {
  const row = size + 2;
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let i = column + 1; i < size; i += 1) {
      if (Math.abs(matrix[i * row + column]!) > Math.abs(matrix[pivot * row + column]!)) pivot = i;
    }
    if (Math.abs(matrix[pivot * row + column]!) < 1e-12) return false;
    if (pivot !== column) {
      for (let k = 0; k < row; k += 1) {
        const kept = matrix[column * row + k]!;
        matrix[column * row + k] = matrix[pivot * row + k]!;
        matrix[pivot * row + k] = kept;
      }
    }
    const inverse = 1 / matrix[column * row + column]!;
    for (let k = column; k < row; k += 1) matrix[column * row + k]! *= inverse;
    for (let i = 0; i < size; i += 1) {
      const factor = matrix[i * row + column]!;
      if (i === column || factor === 0) continue;
      for (let k = column; k < row; k += 1) {
        matrix[i * row + k]! -= factor * matrix[column * row + k]!;
      }
    }
  }
  return true;
}
