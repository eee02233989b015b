import { describe, expect, it } from 'vitest';
import { sphereMesh } from '../../test/shapes/simple-meshes.ts';
import { bakeDistanceField } from '../body/bake-distance-field.ts';
import { bodyDepths } from '../body/body-depths.ts';
import { clothAtRest } from './cloth-state.ts';
import { ROUND, ruleKeeper } from './keep-rules.ts';
import type { HoldApart, KeepSides, RestOnTops } from './rules.ts';

const ball = sphereMesh(0.1, 24, [0, 0.3, 0.04]);
const field = bakeDistanceField(
  ball.positions,
  ball.indices,
  { min: [-0.3, 0, -0.2], max: [0.3, 0.6, 0.2] },
  0.01,
);
const depths = bodyDepths(field);

describe('keep-sides', () => {
  const rule: KeepSides = {
    kind: 'keep-sides',
    vertices: Uint32Array.of(0, 1, 2),
    sides: Int8Array.of(1, -1, 1),
    depths,
  };

  it('moves front cloth before the middle and back cloth behind it, and leaves cloth above alone', () => {
    const state = clothAtRest([0.02, 0.2, 0, 0.02, 0.2, 0.09, 0, 0.5, 0, 0.02, 0.2, 0]);
    ruleKeeper().keep(rule, state, field);
    expect(state.positions[2]).toBeCloseTo(0.04, 2);
    expect(state.previous[2]).toBe(state.positions[2]);
    expect(state.positions[5]).toBeCloseTo(0.04, 2);
    expect(state.positions[8]).toBe(0);
    expect(state.positions[11]).toBe(0);
  });

  it('looks at far cloth again in time, each keeper for itself', () => {
    const far = [0, 0.3, 0.3, 0, 0.3, -0.3, 0, 0.3, 0.3];
    const state = clothAtRest(far);
    const keeper = ruleKeeper();
    keeper.keep(rule, state, field);
    state.positions[2] = -0.1;
    keeper.keep(rule, state, field);
    expect(state.positions[2]).toBe(-0.1);
    for (let call = 2; call <= ROUND; call++) keeper.keep(rule, state, field);
    expect(state.positions[2]).toBeCloseTo(0.04, 2);
    state.positions[2] = -0.1;
    ruleKeeper().keep(rule, state, field);
    expect(state.positions[2]).toBeCloseTo(0.04, 2);
  });
});

it('rest-on-tops draws down to the body, beside it nothing, and near the middle to one height', () => {
  const rule: RestOnTops = {
    kind: 'rest-on-tops',
    vertices: Uint32Array.of(0, 1, 2),
    shares: Float64Array.of(0.5, 0.5, 0.5),
    depths,
    inner: 0.03,
    innerHeight: 0.35,
    gap: 0.005,
    play: 0.01,
  };
  const state = clothAtRest([0.05, 0.5, 0, 0.25, 0.5, 0, 0.01, 0.36, 0]);
  const keeper = ruleKeeper();
  for (let call = 0; call < 60; call++) keeper.keep(rule, state, field);
  expect(state.positions[1]).toBeCloseTo(0.3 + Math.sqrt(0.1 ** 2 - 0.05 ** 2) + 0.015, 1.5);
  expect(state.positions[4]).toBe(0.5);
  expect(state.positions[7]).toBe(0.36);
});

it('hold-apart brings each edge to its own side and leaves what is there', () => {
  const rule: HoldApart = {
    kind: 'hold-apart',
    vertices: Uint32Array.of(0, 1, 2),
    sides: Int8Array.of(1, -1, 1),
    gaps: Float64Array.of(0.01, 0.02, 0.01),
    share: 0.2,
  };
  const state = clothAtRest([-0.01, 0, 0, 0, 0, 0, 0.05, 0, 0]);
  const keeper = ruleKeeper();
  for (let call = 0; call < 100; call++) keeper.keep(rule, state, field);
  expect(state.positions[0]).toBeCloseTo(0.01, 6);
  expect(state.positions[3]).toBeCloseTo(-0.02, 6);
  expect(state.positions[6]).toBe(0.05);
});
