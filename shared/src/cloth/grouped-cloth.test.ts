import { expect, it } from 'vitest';
import { gridGarment } from '../../test/shapes/grid-garment.ts';
import { sphereMesh } from '../../test/shapes/simple-meshes.ts';
import { bakeDistanceField } from '../body/bake-distance-field.ts';
import { buildCloth } from './cloth.ts';
import { clothAtRest } from './cloth-state.ts';
import { DEFAULT_FABRIC } from './fabric.ts';
import { groupedCloth, refittedGroups } from './grouped-cloth.ts';
import type { Phase } from './phase.ts';
import { simulate } from './simulate.ts';

const ball = sphereMesh(0.1, 16, [0, 0, 0]);
const field = bakeDistanceField(
  ball.positions,
  ball.indices,
  { min: [-0.2, -0.3, -0.2], max: [0.2, 0.2, 0.2] },
  0.01,
);
const garment = gridGarment({ columns: 10, rows: 10, spacing: 0.03 });
const cloth = buildCloth(garment, DEFAULT_FABRIC);
const start = Float64Array.from({ length: 3 * garment.vertexCount }, (_, i) => {
  const v = Math.floor(i / 3);
  return [garment.flat[2 * v]! - 0.15, 0.12, garment.flat[2 * v + 1]! + 0.15][i % 3]!;
});
const PHASE: Phase = {
  substeps: 120,
  dt: 1 / 900,
  gravity: 1,
  keep: 0.99,
  largestSpeed: 1.5,
  yielding: 0.3,
  friction: 1,
  thickness: 0.004,
  faceContacts: 3,
  selfGap: 0,
};
const settled = (of: typeof cloth) => {
  const state = clothAtRest(start);
  const surroundings = { field, anchors: [], rules: [] };
  simulate(of, state, surroundings, PHASE);
  // Backwards and forwards in turn.
  simulate(of, state, surroundings, { ...PHASE, keep: 0, substeps: 21 });
  return state.positions;
};

it('a cloth whose edges and triangles are grouped falls to the same bits', () => {
  const grouped = groupedCloth(cloth);
  const { hinges, hingeWeights, hingeCompliances } = cloth;
  const bent = { ...grouped.cloth, hinges, hingeWeights, hingeCompliances };
  expect(settled({ ...bent, indices: grouped.triangles })).toEqual(settled(cloth));
});

it('and with its hinges grouped too, within a tenth of a millimetre in the mean', () => {
  const grouped = groupedCloth(cloth);
  const there = settled({ ...grouped.cloth, indices: grouped.triangles });
  const apart = settled(cloth).map((value, i) => Math.abs(value - there[i]!));
  const mean = apart.reduce((sum, value) => sum + value, 0) / apart.length;
  expect(mean).toBeGreaterThan(0);
  expect(mean).toBeLessThan(1e-4);
  expect(Math.max(...apart)).toBeLessThan(1e-3);
});

it('takes the lengths of a fitting in its own order', () => {
  const longer = { ...cloth, restLengths: cloth.restLengths.map((rest, e) => rest + e) };
  const refitted = refittedGroups(groupedCloth(cloth), longer);
  expect(refitted).toEqual(groupedCloth(longer));
});

it('a grouped cloth is grouped to itself', () => {
  const once = groupedCloth(cloth);
  const twice = groupedCloth({ ...once.cloth, indices: once.triangles });
  expect(twice.cloth).toEqual({ ...once.cloth, indices: once.triangles });
  expect(twice.triangles).toEqual(once.triangles);
  expect(twice.hingeStarts).toEqual(once.hingeStarts);
});
