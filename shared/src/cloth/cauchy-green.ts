/**
 * The right Cauchy-Green tensor C = F'F of a worn triangle (Bonet and Wood, Nonlinear Continuum
 * Mechanics for Finite Element Analysis, 2008, section 3.5), F being the map from its flat state to where it is.
 *
 * @param flat x and y of the flat triangle's second and third corner from its first: four numbers, metres.
 * @param positions xyz triples, metres. @param a First corner's vertex. @param b Second. @param c Third.
 * @param tensor Receives xx, xy and yy: squared stretch along the flat x and y on the diagonal.
 * @returns Twice the flat area, square metres; where that is below `LEAST_AREA` the tensor is left as it was.
 */
export function cauchyGreen(
  flat: Float64Array,
  positions: ArrayLike<number>,
  a: number,
  b: number,
  c: number,
  tensor: Float64Array,
): number {
  const ux = flat[0]!;
  const uy = flat[1]!;
  const vx = flat[2]!;
  const vy = flat[3]!;
  const area = ux * vy - uy * vx;
  if (Math.abs(area) < LEAST_AREA) return Math.abs(area);
  tensor.fill(0);
  for (let axis = 0; axis < 3; axis++) {
    const p = positions[3 * b + axis]! - positions[3 * a + axis]!;
    const q = positions[3 * c + axis]! - positions[3 * a + axis]!;
    const fx = (p * vy - q * uy) / area;
    const fy = (q * ux - p * vx) / area;
    tensor[0]! += fx * fx;
    tensor[1]! += fx * fy;
    tensor[2]! += fy * fy;
  }
  return Math.abs(area);
}

/** A flat triangle of less area than this has no direction to stretch in, square metres. */
export const LEAST_AREA = 1e-9;
