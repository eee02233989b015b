import type { GarmentSurface } from '../gltf/split-garment.ts';
import type { BodyIndex } from '../mesh/closest-point.ts';
import { type Vector, vectorAt } from './vectors.ts';

/**
 * Lays turned-under cloth that is inside of the skin on the cloth that it is turned under, which is clear of it, and an edge
 * that is back where it was: between two folds of what is worn beneath there is no room for a turned edge.
 *
 * @param turned Its positions are changed in place; copies of one place stay together.
 * @param flat Of its last vertices, one each, where they would lie on the cloth.
 */
export function flattenFacings(
  { positions, sewnVertices }: Pick<GarmentSurface, 'positions' | 'sewnVertices'>,
  flat: readonly Vector[],
  skin: BodyIndex,
): void {
  const first = sewnVertices.length - flat.length;
  const places = new Map<number, Vector>();
  flat.forEach((place, n) => {
    if (skin.isInside(...vectorAt(positions, first + n)))
      places.set(sewnVertices[first + n]!, place);
  });
  if (places.size === 0) return;
  sewnVertices.forEach((sewn, v) => {
    const place = places.get(sewn);
    if (place) positions.set(place, 3 * v);
  });
}
