import { CUBE_FACES } from './cube.ts';
import { DUAL_CASES } from './dual-cases.ts';
import type { SurfaceCells } from './surface-cells.ts';

/**
 * The case by which each surface cell is built: its own, or the complement where two ambiguous cells
 * meet at the face that makes both ambiguous (see ambiguousFaceOf). Without it that face's cells would
 * share an edge of four triangles. Which cells turn is decided by the cases as they were found.
 *
 * @returns A case for each surface cell; `surface` is only read.
 */
export function separateSheets({
  cellsPerAxis,
  cells,
  cases,
  surfaceOf,
}: SurfaceCells): Uint8Array {
  const { ambiguousFace } = DUAL_CASES;
  const built = cases.slice();
  const strides = [cellsPerAxis * cellsPerAxis, cellsPerAxis, 1] as const;
  for (let n = 0; n < cases.length; n++) {
    const f = ambiguousFace[cases[n]!]!;
    if (f < 0) continue;
    const { axis, side } = CUBE_FACES[f]!;
    const stride = strides[axis];
    const place = Math.floor(cells[n]! / stride) % cellsPerAxis;
    if (place + side < 0 || place + side >= cellsPerAxis) continue;
    const neighbour = surfaceOf[cells[n]! + side * stride]!;
    // The neighbour has the same four corners at the shared face, so it is a surface cell, and if it
    // is ambiguous at all it is so at this face.
    if (ambiguousFace[cases[neighbour]!]! >= 0) built[n] = 255 - cases[n]!;
  }
  return built;
}
