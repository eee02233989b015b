import { expect, it } from 'vitest';
import { gridGarment } from '../../test/shapes/grid-garment.ts';
import { buildCloth } from '../cloth/cloth.ts';
import { meshFabric } from '../cloth/fabric.ts';
import { creasedCloth } from './creased-cloth.ts';

const SPACING = 0.012;
const COLUMNS = 6;

it('keeps as they are the short edges of what was smoothed, and no others', () => {
  const sewn = gridGarment({ columns: COLUMNS, rows: 2, spacing: SPACING });
  const cloth = buildCloth(sewn, meshFabric('auto', 'top', SPACING));
  const middle = COLUMNS + 1;
  // Along the middle row: two edges of half their length, then one that is hardly short.
  const shares = [0.5, 1, 0.5, 0.97, 1, 1];
  const positions = new Float64Array(3 * sewn.vertexCount);
  for (let v = 0; v < sewn.vertexCount; v++) {
    const column = v % (COLUMNS + 1);
    const x = shares.slice(0, column).reduce((sum, share) => sum + share * SPACING, 0);
    positions.set([x, sewn.flat[2 * v + 1]!, 0], 3 * v);
  }
  const creased = creasedCloth(cloth, positions, new Set([middle + 3]));
  const lengthOf = (column: number) => {
    const e = cloth.restLengths.findIndex((_, k) => {
      const ends = [cloth.edges[2 * k]!, cloth.edges[2 * k + 1]!];
      return ends.includes(middle + column) && ends.includes(middle + column + 1);
    });
    return creased.restLengths[e]! / cloth.restLengths[e]!;
  };
  expect([0, 1, 2, 3].map(lengthOf).map((share) => share.toFixed(3))).toEqual([
    '1.000',
    '1.000',
    '0.500',
    '1.000',
  ]);
});
