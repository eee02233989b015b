import { type DistanceField, sampleDistance } from '../body/distance-field.ts';

const GRADIENT = new Float64Array(3);

/**
 * Pushes a vertex out of the body, to its surface, in place.
 *
 * @param x xyz triples, metres. @param thickness Metres between cloth and skin.
 */
export function pushOffBody(
  x: Float64Array,
  vertex: number,
  field: DistanceField,
  thickness: number,
): void {
  const i = 3 * vertex;
  const distance = sampleDistance(field, x[i]!, x[i + 1]!, x[i + 2]!, GRADIENT);
  if (distance >= thickness) return;
  const slope = Math.sqrt(GRADIENT[0]! ** 2 + GRADIENT[1]! ** 2 + GRADIENT[2]! ** 2);
  if (slope < 1e-6) return;
  const push = (thickness - distance) / slope;
  for (let axis = 0; axis < 3; axis++) x[i + axis]! += push * GRADIENT[axis]!;
}
