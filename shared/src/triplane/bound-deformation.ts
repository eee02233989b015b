import { CORNER_COUNT } from '../isosurface/cube.ts';
import type { SurfaceCells } from '../isosurface/surface-cells.ts';

/** A grid point moves by less than a quarter of 1 / R, a network's output at infinity. */
const PARTS_OF_CELL = 4;

/**
 * Bounds a network's raw deformation in place, tanh(raw) / (4 R), at the corners of surface cells: no other
 * is read by FlexiCubes, and those are 1 to 2 % of a grid of 128 cells.
 *
 * @param raw xyz triples of all (R + 1)^3 grid points; **changed** at the corners of surface cells.
 */
export function boundDeformation(raw: Float32Array, { cells, cellsPerAxis }: SurfaceCells): void {
  const points = cellsPerAxis + 1;
  const most = 1 / (PARTS_OF_CELL * cellsPerAxis);
  const done = new Uint8Array(points ** 3);
  for (const cell of cells) {
    const k = cell % cellsPerAxis;
    const j = Math.floor(cell / cellsPerAxis) % cellsPerAxis;
    const i = Math.floor(cell / (cellsPerAxis * cellsPerAxis));
    for (let corner = 0; corner < CORNER_COUNT; corner++) {
      const row = (i + (corner & 1)) * points + j + ((corner >> 1) & 1);
      const point = row * points + k + (corner >> 2);
      if (done[point]) continue;
      done[point] = 1;
      for (let at = 3 * point; at < 3 * point + 3; at++) raw[at] = most * Math.tanh(raw[at]!);
    }
  }
}
