import { expect, it } from 'vitest';
import { frontProfile } from '../fitting/front-profile.ts';
import { lowerEdge } from './lower-edge.ts';

/** A flat shape between its upper edge at 0.5 m and a lower edge over x, from -0.3 to 0.3 m. */
function hanging(lower: (x: number) => number) {
  const positions: number[] = [];
  const indices: number[] = [];
  for (let i = 0; i <= 240; i++) {
    const x = -0.3 + (0.6 * i) / 240;
    positions.push(x, 0.5, 0, x, lower(x), 0);
    if (i > 0) indices.push(2 * i - 2, 2 * i - 1, 2 * i, 2 * i, 2 * i - 1, 2 * i + 1);
  }
  return frontProfile(Float32Array.from(positions), Uint32Array.from(indices));
}

const all = () => true;

it('says nothing of a straight hem', () => {
  expect(
    lowerEdge(
      hanging((x) => 0.02 * x),
      all,
    ),
  ).toBe(null);
});

it('follows the hem of a skirt that was laid out as a circle', () => {
  const hem = (x: number) => 1.6 * x * x;
  const edge = lowerEdge(hanging(hem), all)!;
  for (const x of [-0.2, -0.1, 0.1, 0.2]) expect(Math.abs(edge(x) - hem(x))).toBeLessThan(0.015);
});

it('follows the slanted hem of a leg, and only the part of it that belongs', () => {
  const edge = lowerEdge(
    hanging((x) => 0.4 * Math.abs(x)),
    (x) => x > 0,
  )!;
  expect(edge(0.25)).toBeCloseTo(0.1, 2);
  expect(edge(0.1)).toBeCloseTo(0.04, 2);
});

it('takes the side of a leg that leans for no hem', () => {
  const leaning = (x: number) => Math.max(0, 3 * (x - 0.1));
  expect(lowerEdge(hanging(leaning), all)).toBe(null);
});

it('passes a ribbon that hangs from the hem, and does not climb the sides', () => {
  const ribboned = (x: number) => (Math.abs(x - 0.1) < 0.03 ? 0 : Math.abs(x) > 0.27 ? 0.45 : 0.2);
  const edge = lowerEdge(hanging(ribboned), all)!;
  expect(edge(0.1)).toBeCloseTo(0.2, 2);
  expect(edge(-0.15)).toBeCloseTo(0.2, 2);
  expect(edge(0.29)).toBeLessThan(0.26);
});
