/**
 * How TripoSR is asked for its density: points along each axis, half the length of its box (`radius` of
 * the checkpoint's configuration; take it from there where it says otherwise) and the density at the
 * surface.
 */
export const TRIPO_SR_GRID = { pointsPerAxis: 256, radius: 0.87, threshold: 25 } as const;

/**
 * Evenly spaced coordinates from -radius to radius, computed in single precision in the reference's steps:
 * a unit range counted from both its ends, then scaled. Differs from it in the last bit at most.
 */
export function densityAxis(pointsPerAxis: number, radius: number): Float32Array {
  const { fround } = Math;
  const step = fround(1 / (pointsPerAxis - 1));
  const length = fround(2 * radius);
  return Float32Array.from({ length: pointsPerAxis }, (_, i) => {
    const unit =
      i < pointsPerAxis / 2 ? fround(step * i) : fround(1 - fround(step * (pointsPerAxis - 1 - i)));
    return fround(fround(unit * length) - fround(radius));
  });
}
