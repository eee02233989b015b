import { describe, expect, it } from 'vitest';
import { exampleBody } from '../../test/shapes/example-body.ts';
import { exampleReading } from '../../test/shapes/example-reading.ts';
import type { GarmentReading } from '../reading/garment-reading.ts';
import { draftPattern } from './draft-pattern.ts';
import { rolledX, unrolledX } from './unroll.ts';
import { legMap } from './unroll-legs.ts';

/** Trousers as a mannequin shows them: narrower than they are flat. */
function wornTrousers(): GarmentReading {
  const flat = exampleReading('trousers');
  const outline = flat.outline.map((value, i) => (i % 2 ? value : 384 + (value - 384) / 1.35));
  return { ...flat, outline, presentation: { value: 'worn', confidence: 1 } };
}

describe('unrolled legs', () => {
  const reading = wornTrousers();
  const options = { ease: 'regular', knownWidthCm: null } as const;
  const pattern = draftPattern(reading, exampleBody(), options);
  const unroll = pattern.panels[0]!.unroll!;
  const { metresPerPixelX, metresPerPixelY } = pattern.scale;

  it('keep prints in shape in the middle of each leg and of the seat', () => {
    const leg = pattern.landmarks['leg-left']!;
    const places = [
      [0, -0.1],
      [leg[0], leg[1] + 0.15],
      [-leg[0], leg[1] + 0.15],
    ] as const;
    for (const [x, y] of places) {
      const seen = rolledX(unroll, x, y);
      const across = (unrolledX(unroll, seen + 0.01, y) - unrolledX(unroll, seen - 0.01, y)) / 0.02;
      expect(metresPerPixelY / metresPerPixelX / across).toBeGreaterThan(0.93);
      expect(metresPerPixelY / metresPerPixelX / across).toBeLessThan(1.04);
    }
  });

  it('are undone by rolling up, also where one tube becomes two', () => {
    for (let x = -0.3; x < 0.3; x += 0.017) {
      for (let y = -0.05; y > -0.95; y -= 0.043) {
        expect(rolledX(unroll, unrolledX(unroll, x, y), y)).toBeCloseTo(x, 6);
      }
    }
  });

  it('leave the edges of seat and legs where they are', () => {
    const { outline } = pattern.panels[0]!;
    for (let i = 0; i < outline.length; i += 2) {
      const [x, y] = [outline[i]!, outline[i + 1]!];
      // Corners are rounded and the waist is one line with the seat.
      if (y > -0.05) continue;
      expect(Math.abs(rolledX(unroll, x, y) - x)).toBeLessThan(0.02);
    }
  });

  it('go on as wide as the seat was made for the body, and less and less down the leg', () => {
    const rows = [
      [-0.3, -0.25, -0.01, 0.01, 0.25],
      [-0.9, -0.25, -0.01, 0.01, 0.25],
    ] as const;
    const legs = { from: -0.2, to: -0.3, aspect: 1, reach: 1.1, rows };
    const outer = (y: number) => legMap(legs, y, (x) => x)(0.25);
    expect(outer(-0.3)).toBeCloseTo(0.01 + 1.1 * 0.24, 6);
    expect(outer(-0.45)).toBeLessThan(outer(-0.3));
    expect(outer(-0.65)).toBeCloseTo(0.25, 6);
    // Inner edges stay: the legs would else cross.
    expect(legMap(legs, -0.3, (x) => x)(0.01)).toBeCloseTo(0.01, 6);
  });
});
