import { describe, expect, it } from 'vitest';
import { collarParts, turtleneckParts } from './collar-seams.ts';
import { runLength } from './run-points.ts';
import { resampleRun } from './smooth-run.ts';

/** Metres: neck points 20 cm apart, a collar 6 cm high and 16 cm wide on them. */
const UPPER_EDGE = resampleRun([-0.1, 0, -0.08, 0.06, 0.08, 0.06, 0.1, 0], 0.005);

describe('collarParts', () => {
  it('parts the upper edge at the corners up to which the front neckline follows it', () => {
    const neckline = resampleRun([-0.1, 0, -0.08, 0.06, 0, 0.02, 0.08, 0.06, 0.1, 0], 0.007);
    const parts = collarParts(UPPER_EDGE, neckline)!;
    for (const side of [parts.right, parts.left]) {
      // The front is together with the edge a little past the corner: 4 mm count as together.
      expect(Math.abs(runLength(side) - Math.hypot(0.02, 0.06))).toBeLessThan(0.012);
    }
    expect([...parts.right.slice(0, 2), ...parts.left.slice(-2)]).toEqual([-0.1, 0, 0.1, 0]);
    // All three meet at the corners, the front's part between them being the lower one.
    expect(parts.frontNeck.slice(0, 2)).toEqual(parts.right.slice(-2));
    expect(parts.backNeck.slice(-2)).toEqual(parts.left.slice(0, 2));
    expect(Math.min(...parts.frontNeck.filter((_, i) => i % 2 === 1))).toBeLessThan(0.03);
  });

  it('finds no collar where the front neckline leaves at the neck points', () => {
    const neckline = resampleRun([-0.1, 0, -0.05, -0.06, 0.05, -0.06, 0.1, 0], 0.007);
    expect(collarParts(UPPER_EDGE, neckline)).toBeNull();
  });

  it('takes the inner edges of straps, which go down, for no collar', () => {
    const edge = resampleRun([-0.1, 0, -0.08, -0.15, 0.08, -0.15, 0.1, 0], 0.005);
    const neckline = resampleRun([-0.1, 0, -0.08, -0.15, 0, -0.2, 0.08, -0.15, 0.1, 0], 0.007);
    expect(collarParts(edge, neckline)).toBeNull();
  });

  it.each([
    ['everywhere', 0.06],
    ['but for a few millimetres in its middle', 0.055],
  ])(
    'parts a turtleneck at its corners where the front neckline follows the edge %s',
    (_, middle) => {
      const neckline = resampleRun([-0.1, 0, -0.08, 0.06, 0, middle, 0.08, 0.06, 0.1, 0], 0.004);
      const parts = collarParts(UPPER_EDGE, neckline)!;
      for (const side of [parts.right, parts.left]) {
        expect(Math.abs(runLength(side) - Math.hypot(0.02, 0.06))).toBeLessThan(0.012);
      }
      expect(parts.frontNeck.slice(0, 2)).toEqual(parts.right.slice(-2));
      expect(runLength(parts.frontNeck)).toBeCloseTo(0.16, 1);
    },
  );

  it('takes a seam that only starts along the edge for no collar', () => {
    const neckline = resampleRun([-0.1, 0, -0.097, 0.01, 0, -0.05, 0.097, 0.01, 0.1, 0], 0.003);
    expect(collarParts(UPPER_EDGE, neckline)).toBeNull();
  });
});

describe('turtleneckParts', () => {
  it('parts the edge at its upper corners, the front as high as the back', () => {
    const parts = turtleneckParts(UPPER_EDGE)!;
    expect(parts.right.at(-1)).toBeCloseTo(0.06, 2);
    expect(parts.left[1]).toBeCloseTo(0.06, 2);
    expect(parts.frontNeck).toEqual(parts.backNeck);
  });

  it('finds none on an edge that sinks between the neck points', () => {
    expect(turtleneckParts(resampleRun([-0.1, 0, 0, -0.04, 0.1, 0], 0.005))).toBeNull();
  });
});
