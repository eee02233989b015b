import { describe, expect, it } from 'vitest';
import type { Pattern } from '../pattern/pattern.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import { keepLegsApartOf } from './keep-legs-apart.ts';

const trousers = {
  legAngles: { left: 0, right: 0 },
  landmarks: { crotch: [0.01, -0.3] },
} as unknown as Pattern;

/** Flat places: the left leg's, the right leg's, the crotch's point and the seat above it. */
const FLAT = [0.05, -0.5, -0.05, -0.5, 0.011, -0.31, 0.05, -0.1];
const sewn = { vertexCount: 4, flat: Float32Array.from(FLAT) } as unknown as SewnGarment;

describe('keeping legs apart', () => {
  it('names the cloth of either leg with its side, not the crotch nor the seat', () => {
    const { vertices, sides, gaps, share } = keepLegsApartOf(trousers, sewn);
    expect([...vertices]).toEqual([0, 1]);
    expect([...sides]).toEqual([1, -1]);
    // Brought back at once, and hardly off the middle: thighs may touch.
    expect(share).toBe(1);
    for (const gap of gaps) expect(gap).toBeLessThan(0.002);
  });

  it('names nothing of a garment without legs', () => {
    const skirt = { ...trousers, legAngles: null } as Pattern;
    expect(keepLegsApartOf(skirt, sewn).vertices).toHaveLength(0);
  });
});
