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
/** Metres that cloth goes in a substep at most. */
const MOVE = 0.001;

describe('keep-sides', () => {
  const rule: KeepSides = {
    kind: 'keep-sides',
    vertices: Uint32Array.of(0, 1, 2),
    sides: Int8Array.of(1, -1, 1),
    depths,
  };

  it('moves front cloth before the middle and back cloth behind it, and leaves cloth above alone', () => {
    const state = clothAtRest([0.02, 0.2, 0, 0.02, 0.2, 0.09, 0, 0.5, 0, 0.02, 0.2, 0]);
    ruleKeeper().keep(rule, state, field, 0, MOVE);
    expect(state.positions[2]).toBeCloseTo(0.04, 2);
    expect(state.previous[2]).toBe(state.positions[2]);
    expect(state.positions[5]).toBeCloseTo(0.04, 2);
    expect(state.positions[8]).toBe(0);
    expect(state.positions[11]).toBe(0);
  });

  it('lets cloth past the middle by and by towards the top of the body, not all at once', () => {
    const tops = depths.tops.map(() => 0.4);
    const past = (y: number) => {
      const state = clothAtRest([0, y, -0.03, 0, 0.2, 0.04, 0, 0.2, 0.04]);
      ruleKeeper().keep({ ...rule, depths: { ...depths, tops } }, state, field, 0, MOVE);
      return state.positions[2]!;
    };
    expect(past(0.38)).toBeCloseTo(0.04, 2);
    expect(past(0.4)).toBe(-0.03);
    let before = past(0.38);
    for (let y = 0.38; y < 0.401; y += 0.0001) {
      expect(Math.abs(past(y) - before)).toBeLessThan(0.005);
      before = past(y);
    }
  });

  it('pushes like a wall where the middle is steep, so that nothing is gained on the way round', () => {
    // A middle that rises by two for one along x: its wall is reached by a push of 1 / sqrt(5) along its normal.
    const { origin, cell, size } = depths;
    const middles = depths.middles.map((_, at) => 2 * (origin[0] + cell * (at % size[0])));
    const steep = { ...rule, depths: { ...depths, middles } };
    const state = clothAtRest([0, 0.2, -0.01, 0, 0.2, -1, 0, 0.2, 1]);
    state.previous[2] = -0.009;
    ruleKeeper().keep(steep, state, field, 0, MOVE);
    const [x, y, z] = state.positions;
    expect(z! - 2 * x!).toBeCloseTo(0, 4);
    expect(Math.hypot(x!, z! + 0.01)).toBeCloseTo(0.01 / Math.sqrt(5), 4);
    expect(y).toBe(0.2);
    // Its speed across the wall is gone, its speed along the wall is left.
    const [vx, vz] = [x! - state.previous[0]!, z! - state.previous[2]!];
    expect(vz - 2 * vx).toBeCloseTo(0, 6);
    expect(vx + 2 * vz).toBeCloseTo(-0.002, 4);
  });

  it('looks at far cloth again in time, each keeper for itself', () => {
    const far = [0, 0.3, 0.3, 0, 0.3, -0.3, 0, 0.3, 0.3];
    const state = clothAtRest(far);
    const keeper = ruleKeeper();
    keeper.keep(rule, state, field, 0, MOVE);
    state.positions[2] = -0.1;
    keeper.keep(rule, state, field, 0, MOVE);
    expect(state.positions[2]).toBe(-0.1);
    for (let call = 2; call <= ROUND; call++) keeper.keep(rule, state, field, 0, MOVE);
    expect(state.positions[2]).toBeCloseTo(0.04, 2);
    state.positions[2] = -0.1;
    ruleKeeper().keep(rule, state, field, 0, MOVE);
    expect(state.positions[2]).toBeCloseTo(0.04, 2);
  });

  it('looks at all cloth again where it goes faster from then on', () => {
    const state = clothAtRest([0, 0.3, 0.3, 0, 0.3, -0.3, 0, 0.3, 0.3]);
    const keeper = ruleKeeper();
    keeper.keep(rule, state, field, 0, MOVE);
    state.positions[2] = -0.1;
    keeper.keep(rule, state, field, 0, 2 * MOVE);
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
  for (let call = 0; call < 60; call++) keeper.keep(rule, state, field, 0, MOVE);
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
    touches: false,
  };
  const state = clothAtRest([-0.01, 0, 0, 0, 0, 0, 0.05, 0, 0]);
  const keeper = ruleKeeper();
  for (let call = 0; call < 100; call++) keeper.keep(rule, state, field, 0, MOVE);
  expect(state.positions[0]).toBeCloseTo(0.01, 6);
  expect(state.positions[3]).toBeCloseTo(-0.02, 6);
  expect(state.positions[6]).toBe(0.05);
});

it('hold-apart rubs and stops what other cloth holds, and no more than its friction does', () => {
  const rule: HoldApart = {
    kind: 'hold-apart',
    vertices: Uint32Array.of(0, 1),
    sides: Int8Array.of(1, 1),
    gaps: Float64Array.of(0, 0),
    share: 1,
    touches: true,
  };
  // Both are 2 mm over and came from there; along it one moved by 1 mm, the other by 4.
  const state = clothAtRest([-0.002, 0.001, 0, -0.002, 0, 0.004]);
  state.previous.fill(0);
  ruleKeeper().keep(rule, state, field, 0.6, MOVE);
  const moveOf = (v: number) =>
    [0, 1, 2].map((k) => 1000 * (state.positions[3 * v + k]! - state.previous[3 * v + k]!));
  expect(state.positions[0]).toBe(0);
  expect(state.positions[1]).toBeCloseTo(0, 9);
  expect(moveOf(0)).toEqual([0, 0, 0]);
  // 0.6 times 2 mm are held.
  expect(state.positions[5]).toBeCloseTo(0.0028, 9);
  expect(moveOf(1)[2]).toBeCloseTo(2.8, 6);
});
