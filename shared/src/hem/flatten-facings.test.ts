import { expect, test } from 'vitest';
import { sphereMesh } from '../../test/shapes/simple-meshes.ts';
import { indexBody } from '../mesh/closest-point.ts';
import { flattenFacings } from './flatten-facings.ts';
import { type Vector, vectorAt } from './vectors.ts';

/** A ball of 1 cm at the origin. */
const { positions, indices } = sphereMesh(0.01, 24, [0, 0, 0]);
const ball = indexBody(positions, indices);
const EDGE: Vector = [-0.02, 0, 0];

/** Where a facing's only point ends, in its two copies, that lies `at` and would lie flat at `place`. */
function flattened(at: Vector, place: Vector): Vector[] {
  const turned = {
    positions: Float32Array.from([...EDGE, ...at, ...at]),
    sewnVertices: Uint32Array.from([0, 1, 1]),
  };
  const flat = { place, edge: EDGE };
  flattenFacings(turned, [flat, flat], ball);
  return [vectorAt(turned.positions, 1), vectorAt(turned.positions, 2)];
}

test('what is turned under into the skin lies flat on the cloth', () => {
  const place: Vector = [-0.015, 0.01, 0];
  const [first, copy] = flattened([-0.005, 0, 0], place);
  expect(first).toEqual([...Float32Array.from(place)]);
  expect(copy, 'copies of one place stay together').toEqual(first);
  const almost = flattened([-0.0105, 0, 0], place);
  expect(almost[0], 'as does what is all but in it').toEqual(first);
});

test('where the cloth itself passes through, less is turned', () => {
  const [x, y, z] = flattened([-0.005, 0, 0], [0, 0, 0])[0]!;
  expect(ball.isInside(x, y, z)).toBe(false);
  expect(x, 'between its edge and there').toBeGreaterThan(-0.0199);
});

test('what is clear of the skin is left', () => {
  const at: Vector = [-0.012, 0, 0.004];
  expect(flattened(at, [0, 0, 0])[0]).toEqual([...Float32Array.from(at)]);
});
