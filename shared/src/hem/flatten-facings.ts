import type { GarmentSurface } from '../gltf/split-garment.ts';
import type { BodyIndex } from '../mesh/closest-point.ts';
import { mixed, type Vector, vectorAt } from './vectors.ts';

/**
 * Metres within which turned-under cloth counts as inside. Written and read again, the air that cloth beneath holds ends
 * elsewhere by as much; off bare skin it is kept three times as far.
 */
const NEARLY = 0.001;

/** Shares of the way from an edge to where its turned-under cloth would lie, in turn; where none is clear the last one is taken. */
const WAYS = [1, 0.5, 0.25, 0.1] as const;

/** Where turned-under cloth would lie flat on the cloth, and the place of the edge that it belongs to. */
export interface FlatPlace {
  readonly place: Vector;
  readonly edge: Vector;
}

/**
 * Lays turned-under cloth that is inside of the skin, or nearly, on the cloth that it is turned under, which is clear of it, and an edge
 * that is back where it was: between two folds of what is worn beneath there is no room for a turned edge.
 *
 * @param turned Its positions are changed in place; copies of one place stay together.
 * @param flat Of its last vertices, one each. Of the cloth corners are clear, but not what lies between three of them: the
 *   nearer to its edge cloth is turned, the less of it is.
 */
export function flattenFacings(
  { positions, sewnVertices }: Pick<GarmentSurface, 'positions' | 'sewnVertices'>,
  flat: readonly FlatPlace[],
  skin: BodyIndex,
): void {
  const first = sewnVertices.length - flat.length;
  const places = new Map<number, Vector>();
  flat.forEach(({ place, edge }, n) => {
    if (!isNearlyInside(skin, vectorAt(positions, first + n))) return;
    const ways = WAYS.map((share) => mixed(edge, place, share));
    places.set(
      sewnVertices[first + n]!,
      ways.find((way) => !isNearlyInside(skin, way)) ?? ways.at(-1)!,
    );
  });
  if (places.size === 0) return;
  sewnVertices.forEach((sewn, v) => {
    const place = places.get(sewn);
    if (place) positions.set(place, 3 * v);
  });
}

function isNearlyInside(skin: BodyIndex, [x, y, z]: Vector): boolean {
  if (skin.isInside(x, y, z)) return true;
  for (const aside of [NEARLY, -NEARLY]) {
    if (skin.isInside(x + aside, y, z)) return true;
    if (skin.isInside(x, y + aside, z)) return true;
    if (skin.isInside(x, y, z + aside)) return true;
  }
  return false;
}
