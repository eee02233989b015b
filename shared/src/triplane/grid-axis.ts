/** Cells of InstantMesh's grid along each axis, and the length of its box in the generator's unit. */
export const INSTANT_MESH_GRID = { cellsPerAxis: 128, scale: 2.1 } as const;

/** FlexiCubes' grid points are rounded to this many parts of the unit box before they are centred. */
const ROUNDING = 1e5;

/**
 * Coordinates of the R + 1 points along each axis of the grid that InstantMesh was trained on:
 * round(i / R x 1e5) / 1e5 - 0.5, then times `scale`, each step in single precision and rounded half to
 * even as the reference computes it. Rounding moves points by up to 5e-6 of the box, so that planes are
 * sampled at the very places that the networks saw.
 */
export function gridAxis(cellsPerAxis: number, scale: number): Float32Array {
  const { fround } = Math;
  const factor = fround(scale);
  return Float32Array.from({ length: cellsPerAxis + 1 }, (_, i) => {
    const rounded = roundHalfEven(fround(fround(i / cellsPerAxis) * ROUNDING));
    return fround(fround(fround(rounded / ROUNDING) - 0.5) * factor);
  });
}

function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}
