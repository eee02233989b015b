/**
 * Writes a density as a field that is negative inside: threshold - density, in single precision.
 *
 * @param densities Of some grid points in a row.
 * @param threshold Density at the surface; TripoSR's is 25.
 * @param field Where they go, from point `first` on.
 */
export function writeDensityField(
  densities: Float32Array,
  threshold: number,
  field: Float32Array,
  first: number,
): void {
  for (let n = 0; n < densities.length; n++) field[first + n] = threshold - densities[n]!;
}
