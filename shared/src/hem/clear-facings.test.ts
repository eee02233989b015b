import { expect, it } from 'vitest';
import { sphereMesh } from '../../test/shapes/simple-meshes.ts';
import { indexBody } from '../mesh/closest-point.ts';
import { centroidsInside } from '../report/centroids-inside.ts';
import { clearFacings } from './clear-facings.ts';

/** A ball of 1 cm under the plane z = 0, its top at `height`: as skin under a long edge. */
function bump(height: number) {
  const { positions, indices } = sphereMesh(0.01, 12, [0, 0, height - 0.01]);
  return indexBody(positions, indices);
}

/** A triangle 6 cm wide over the tip, in copies: vertices 3 to 5 are those of a facing, 0 to 2 of the cloth. */
const corners = [0.03, 0, 0, -0.02, 0.03, 0, -0.01, -0.03, 0];
const indices = Uint32Array.from([0, 1, 2, 3, 5, 4]);
const sewn = Uint32Array.from([7, 8, 9, 7, 8, 9]);

it('brings a triangle out that the skin stands through between its corners', () => {
  const positions = Float32Array.from([...corners, ...corners]);
  const skin = bump(0.001);
  expect(centroidsInside(positions, indices, skin)).toBe(2);
  clearFacings(positions, indices, 3, sewn, skin);
  expect(centroidsInside(positions, indices, skin)).toBe(0);
  // Copies of one place stay together, or the edge would open.
  expect(positions.slice(0, 9)).toEqual(positions.slice(9));
  // It moves by a little more than it lacks.
  expect(
    Math.max(...positions.map((at, i) => Math.abs(at - [...corners, ...corners][i]!))),
  ).toBeLessThan(0.003);
});

it('leaves cloth alone that is outside, and what is no facing', () => {
  const positions = Float32Array.from([...corners, ...corners]);
  clearFacings(positions, indices, 3, sewn, bump(-0.001));
  expect(positions).toEqual(Float32Array.from([...corners, ...corners]));
  clearFacings(positions, indices, 6, sewn, bump(0.001));
  expect(positions).toEqual(Float32Array.from([...corners, ...corners]));
});
