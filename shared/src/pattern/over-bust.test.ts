import { describe, expect, it } from 'vitest';
import { exampleBody } from '../../test/shapes/example-body.ts';
import { exampleReading } from '../../test/shapes/example-reading.ts';
import { bodyMeasures } from './body-measures.ts';
import { draftPattern } from './draft-pattern.ts';
import { laidOverBust, overBust, seenOverBust } from './over-bust.ts';

describe('overBust', () => {
  const bust = overBust(bodyMeasures(exampleBody()), 0.24, false, -2);

  it('lengthens the middle over the bust, neither the shoulders nor the sides', () => {
    expect(laidOverBust(bust, 0, -0.04)).toBe(-0.04);
    expect(laidOverBust(bust, 0.23, -0.4)).toBe(-0.4);
    const longer = -0.4 - laidOverBust(bust, 0, -0.4);
    expect(longer).toBeGreaterThan(0.015);
    expect(longer).toBeLessThan(0.06);
  });

  it('gives the length back towards the hem, a little at a time', () => {
    const hem = -0.62;
    const top = overBust(bodyMeasures(exampleBody()), 0.24, false, hem);
    const longer = (y: number) => y - laidOverBust(top, 0, y);
    expect(longer(hem)).toBeLessThan(0.6 * longer(-0.27));
    expect(longer(hem)).toBeGreaterThan(-0.001);
    for (let y = -0.3; y > hem; y -= 0.01) {
      expect(laidOverBust(top, 0, y) - laidOverBust(top, 0, y - 0.01)).toBeGreaterThan(0.0094);
    }
  });

  it('is undone on the way back to the photo', () => {
    for (let x = -0.25; x <= 0.25; x += 0.03) {
      for (let y = 0.02; y > -0.7; y -= 0.017) {
        expect(seenOverBust(bust, x, laidOverBust(bust, x, y))).toBeCloseTo(y, 7);
      }
    }
  });

  it('leaves a body with a level chest alone', () => {
    const { bust_point_left, ...others } = exampleBody().landmarks;
    const level = { ...others, bust_point_left: [0.094, 1.249, 0.075] as const };
    const flat = overBust(bodyMeasures({ ...exampleBody(), landmarks: level }), 0.24, false, -2);
    expect(-0.4 - laidOverBust(flat, 0, -0.4)).toBeLessThan(0.006);
  });

  it('makes the front of a pattern longer than its back, and of a bodysuit not', () => {
    const middles = (garment: 'tee' | 'bodysuit') => {
      const pattern = draftPattern(exampleReading(garment), exampleBody(), {
        ease: 'regular',
        knownWidthCm: null,
      });
      return pattern.panels.map(({ outline }) => Math.min(...outline.filter((_, i) => i % 2)));
    };
    const [front, back] = middles('tee');
    expect(front).toBeLessThan(back! - 0.003);
    const [suitFront, suitBack] = middles('bodysuit');
    expect(suitFront).toBeCloseTo(suitBack!, 6);
  });
});
