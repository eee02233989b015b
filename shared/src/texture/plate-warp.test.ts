import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/seeded-random.ts';
import { plateWarp } from './plate-warp.ts';

const SEED = 5;

describe('plateWarp', () => {
  it(`is the affine map where the points follow one (seed ${SEED})`, () => {
    const random = seededRandom(SEED);
    const from = Array.from({ length: 40 }, () => 800 * random());
    const affine = (x: number, y: number) =>
      [0.7 * x - 0.1 * y + 30, 0.2 * x + 0.9 * y - 12] as const;
    const to = from.flatMap((x, i) => (i % 2 === 0 ? affine(x, from[i + 1]!) : []));
    const warp = plateWarp(from, to)!;
    const out = new Float64Array(2);
    for (const [x, y] of [
      [10, 20],
      [400, 300],
      [900, 900],
    ] as const) {
      warp(x, y, out);
      expect(out[0]).toBeCloseTo(affine(x, y)[0], 3);
      expect(out[1]).toBeCloseTo(affine(x, y)[1], 3);
    }
  });

  it('takes each point near its partner', () => {
    const from = [0, 0, 400, 0, 400, 600, 0, 600, 200, 300];
    const to = [10, 0, 390, 20, 420, 640, -10, 590, 230, 330];
    const warp = plateWarp(from, to)!;
    const out = new Float64Array(2);
    for (let i = 0; i < from.length; i += 2) {
      warp(from[i]!, from[i + 1]!, out);
      expect(Math.hypot(out[0]! - to[i]!, out[1]! - to[i + 1]!)).toBeLessThan(1);
    }
  });

  it('is nothing for points on a line', () => {
    expect(plateWarp([0, 0, 1, 1, 2, 2], [0, 0, 1, 0, 2, 0])).toBeNull();
  });
});
