import { describe, expect, it } from 'vitest';
import { sphereMesh } from '../../test/shapes/simple-meshes.ts';
import { bakeDistanceField } from './bake-distance-field.ts';
import { bodyDepths, depthAt, topAt } from './body-depths.ts';

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

  it('has a top that goes evenly from column to column, so that cloth on a slope is not let go at each', () => {
    let before = topAt(depths, 0);
    for (let x = 0; x < 0.06; x += 0.001) {
      // The ball falls by 0.75 at most there.
      expect(Math.abs(topAt(depths, x) - before)).toBeLessThan(0.0015);
      before = topAt(depths, x);
    }
    const [left, right] = [0.1, 0.12].map((x) =>
      topAt({ ...depths, tops: depths.tops.map((_, i) => i) }, x),
    );
    expect(right! - left!).toBeCloseTo(2, 6);
  });
});
