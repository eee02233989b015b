import { CORNER_COUNT } from '../isosurface/cube.ts';
import type { SurfaceCells } from '../isosurface/surface-cells.ts';

/**
 * Writes the places of the grid points `first` to `first + count`, numbered (i V + j) V + k, as xyz triples.
 *
 * @param axis Coordinate of the V points along each axis.
 * @param into At least 3 `count` long; written from its beginning.
 */
export function writeGridPoints(
  axis: Float32Array,
  first: number,
  count: number,
  into: Float32Array,
): void {
  const points = axis.length;
  let k = first % points;
  let j = Math.floor(first / points) % points;
  let i = Math.floor(first / (points * points));
  for (let at = 0; at < 3 * count; at += 3) {
    into[at] = axis[i]!;
    into[at + 1] = axis[j]!;
    into[at + 2] = axis[k]!;
    if (++k < points) continue;
    k = 0;
    if (++j < points) continue;
    j = 0;
    i++;
  }
}

/**
 * Writes the eight corners of the surface cells `first` to `first + count` as xyz triples, cell by cell in the
 * order of corners (cube.ts), which is the order in which weights are made of their features. The straight grid's
 * places: a triplane is never sampled at deformed ones.
 *
 * @param into At least 24 `count` long; written from its beginning.
 */
export function writeCellCorners(
  axis: Float32Array,
  { cells, cellsPerAxis }: SurfaceCells,
  first: number,
  count: number,
  into: Float32Array,
): void {
  let at = 0;
  for (let n = first; n < first + count; n++) {
    const cell = cells[n]!;
    const k = cell % cellsPerAxis;
    const j = Math.floor(cell / cellsPerAxis) % cellsPerAxis;
    const i = Math.floor(cell / (cellsPerAxis * cellsPerAxis));
    for (let corner = 0; corner < CORNER_COUNT; corner++) {
      into[at++] = axis[i + (corner & 1)]!;
      into[at++] = axis[j + ((corner >> 1) & 1)]!;
      into[at++] = axis[k + (corner >> 2)]!;
    }
  }
}
