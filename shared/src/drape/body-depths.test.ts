import { describe, expect, it } from 'vitest';
import { gridGarment } from '../../test/shapes/grid-garment.ts';
import { sphereMesh } from '../../test/shapes/simple-meshes.ts';
import { bakeDistanceField } from '../body/bake-distance-field.ts';
import { clothAtRest } from '../cloth/cloth-state.ts';
import { bodyDepths, depthAt, topAt } from './body-depths.ts';
import { keepSidesOf } from './keep-sides.ts';

const ball = sphereMesh(0.1, 24, [0, 0.3, 0.04]);
const depths = bodyDepths(
  bakeDistanceField(
    ball.positions,
    ball.indices,
    { min: [-0.3, 0, -0.2], max: [0.3, 0.6, 0.2] },
    0.01,
  ),
);

describe('bodyDepths', () => {
  it('knows the middle of the body, and carries it on beside it', () => {
    expect(depthAt(depths, depths.middles, 0, 0.3)).toBeCloseTo(0.04, 2);
    expect(depthAt(depths, depths.middles, 0.25, 0.1)).toBeCloseTo(0.04, 2);
  });

  it('is as thick as the body within half a cell and nothing far beside it', () => {
    expect(depthAt(depths, depths.halves, 0, 0.3)).toBeGreaterThan(0.1 - 0.006);
    expect(depthAt(depths, depths.halves, 0.25, 0.3)).toBe(0);
  });

  it('knows the top of the body', () => {
    expect(topAt(depths, 0)).toBeCloseTo(0.4, 1);
    expect(topAt(depths, 0.25)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('keepSidesOf', () => {
  it('moves front cloth before the middle and back cloth behind it, and leaves cloth above alone', () => {
    const sewn = gridGarment({ columns: 1, rows: 1, spacing: 0.1 });
    sewn.facings.set([1, 2, 1, 3]);
    const state = clothAtRest([0.02, 0.2, 0, 0.02, 0.2, 0.09, 0, 0.5, 0, 0.02, 0.2, 0]);
    keepSidesOf(sewn, depths)(state);
    expect(state.positions[2]).toBeCloseTo(0.04, 2);
    expect(state.previous[2]).toBe(state.positions[2]);
    expect(state.positions[5]).toBeCloseTo(0.04, 2);
    expect(state.positions[8]).toBe(0);
    expect(state.positions[11]).toBe(0);
  });
});
