import { describe, expect, it } from 'vitest';
import { cutSpurs } from './cut-spurs.ts';
import { resampleRun } from './smooth-run.ts';

/** A left side seam from the armpit down, cloth on its right (smaller x); points every 2 mm. */
const seam = (...corners: number[]) => resampleRun(corners, 0.002);
const farthest = (points: Float64Array) => Math.max(...points.filter((_, i) => i % 2 === 0));
const nearest = (points: Float64Array) => Math.min(...points.filter((_, i) => i % 2 === 0));

describe('cutSpurs', () => {
  it('cuts a spur of 5 mm by 60 mm off at its foot and leaves the seam beside it', () => {
    const run = seam(0.2, 0, 0.2, -0.1, 0.26, -0.1, 0.26, -0.105, 0.2, -0.105, 0.2, -0.3);
    const cut = cutSpurs(run);
    expect(farthest(cut)).toBeLessThan(0.206);
    expect([...cut.subarray(0, 2), ...cut.subarray(-2)]).toEqual([0.2, 0, 0.2, -0.3]);
  });

  it('cuts a spur that lies along the seam, and the slit between them with it', () => {
    const run = seam(0.2, 0, 0.2, -0.1, 0.209, -0.1, 0.209, -0.04, 0.213, -0.04, 0.213, -0.3);
    const cut = cutSpurs(run);
    const above = cut.filter((y, i) => i % 2 === 1 && y > -0.09 && cut[i - 1]! > 0.204);
    expect([...above]).toEqual([]);
  });

  it('leaves a slit, whose sides are cloth', () => {
    const run = seam(0.2, 0, 0.2, -0.1, 0.14, -0.1, 0.14, -0.105, 0.2, -0.105, 0.2, -0.3);
    expect(cutSpurs(run)).toBe(run);
    expect(nearest(cutSpurs(run))).toBeCloseTo(0.14, 3);
  });

  it('leaves a flap of 20 mm, a notch and a plain seam', () => {
    for (const run of [
      seam(0.2, 0, 0.2, -0.1, 0.26, -0.1, 0.26, -0.12, 0.2, -0.12, 0.2, -0.3),
      seam(0.2, 0, 0.2, -0.1, 0.208, -0.104, 0.2, -0.108, 0.2, -0.3),
      seam(0.2, 0, 0.21, -0.2, 0.2, -0.4),
    ]) {
      expect(cutSpurs(run)).toBe(run);
    }
  });
});
