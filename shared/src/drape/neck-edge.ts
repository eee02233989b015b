import type { Pattern } from '../pattern/pattern.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import { openingPoints } from './pattern-points.ts';

/** Metres above the hem from which a point of an open front's loop is one of the neck. */
const NOT_HEM = 0.05;

/** Vertices of the neck's edge; an open front's loop also passes the hem's corners, and those are left out. */
export function neckEdge(pattern: Pattern, sewn: SewnGarment): number[] {
  const hem = openingPoints(pattern, 'hem').map(([, y]) => y);
  const lowest = Math.max(...hem, Number.NEGATIVE_INFINITY) + NOT_HEM;
  return sewn.openings.flatMap(({ kind, vertices }) =>
    kind === 'neck' || kind === 'front'
      ? [...vertices].filter((v) => sewn.flat[2 * v + 1]! > lowest)
      : [],
  );
}
