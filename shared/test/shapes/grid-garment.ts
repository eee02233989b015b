import { looseSheet } from '../../src/pattern/loose-sheet.ts';
import type { SewnGarment } from '../../src/pattern/sewn-garment.ts';

export interface GridGarmentOptions {
  readonly columns: number;
  readonly rows: number;
  /** Metres between neighbours. */
  readonly spacing: number;
  /** Sews the last column to the first. */
  readonly tube?: boolean;
}

/**
 * A rectangle (or tube) of cloth on a square grid, vertex `column + row * across`, row 0 at flat
 * y = 0 and the others below it; diagonals alternate.
 */
export function gridGarment({
  columns,
  rows,
  spacing,
  tube = false,
}: GridGarmentOptions): SewnGarment {
  const across = tube ? columns : columns + 1;
  const vertexCount = across * (rows + 1);
  const flat = new Float32Array(2 * vertexCount);
  for (let v = 0; v < vertexCount; v++) {
    flat[2 * v] = (v % across) * spacing;
    flat[2 * v + 1] = -Math.floor(v / across) * spacing;
  }
  const indices: number[] = [];
  const corners: number[] = [];
  const push = (column: number, row: number): void => {
    indices.push((column % across) + row * across);
    corners.push(column * spacing, -row * spacing);
  };
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const places =
        (row + column) % 2 === 0
          ? [
              [0, 0],
              [0, 1],
              [1, 1],
              [0, 0],
              [1, 1],
              [1, 0],
            ]
          : [
              [0, 0],
              [0, 1],
              [1, 0],
              [1, 0],
              [0, 1],
              [1, 1],
            ];
      for (const [c, r] of places as [number, number][]) push(column + c, row + r);
    }
  }
  return looseSheet(flat, indices, corners);
}
