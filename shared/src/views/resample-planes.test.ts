import { describe, expect, it } from 'vitest';
import { resamplePlanes } from './resample-planes.ts';

describe('resamplePlanes', () => {
  it('leaves planes of the wanted size as they are', () => {
    const planes = Float32Array.of(1, 2, 3, 4, 5, 6);
    expect(resamplePlanes(planes, [3, 2], [3, 2], 'bicubic')).toBe(planes);
  });

  it('looks at everything that it shrinks over, in each plane for itself', () => {
    // The triangle twice as wide: 1/8, 3/8, 3/8, 1/8 around each result, cut off at the edge.
    const ramp = Float32Array.of(0, 1, 2, 3, 4, 5, 6, 7, 70, 60, 50, 40, 30, 20, 10, 0);
    const across = resamplePlanes(ramp, [8, 1], [4, 1], 'bilinear');
    const expected = [5 / 7, 2.5, 4.5, 44 / 7, 440 / 7, 45, 25, 50 / 7];
    expected.forEach((value, n) => {
      expect(across[n]).toBeCloseTo(value, 5);
    });
    // A column is resampled as a row is.
    expect([...resamplePlanes(ramp, [1, 8], [1, 4], 'bilinear')]).toEqual([...across]);
  });

  it('keeps what no byte can hold', () => {
    const step = Float32Array.of(0, 0, 0, 1, 1, 1);
    const enlarged = resamplePlanes(step, [6, 1], [12, 1], 'bicubic');
    expect(Math.max(...enlarged)).toBeGreaterThan(1.01);
    expect(Math.min(...enlarged)).toBeLessThan(-0.01);
  });
});
