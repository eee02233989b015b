import { expect, it } from 'vitest';
import { mapFigures } from './evidence-figures.ts';
import { MAP_SCALES } from './map-scales.ts';

/** The value up to which 95 % of the area lies, by sorting all of it. */
function sorted95(values: Float32Array, areas: Float32Array): number {
  const order = [...values.keys()]
    .filter((v) => !Number.isNaN(values[v]!) && areas[v]! > 0)
    .sort((a, b) => values[a]! - values[b]!);
  const total = order.reduce((sum, v) => sum + areas[v]!, 0);
  let below = 0;
  for (const v of order) {
    below += areas[v]!;
    if (below >= 0.95 * total) return values[v]!;
  }
  return values[order.at(-1)!]!;
}

it('finds the value under which 95 % of the area lies, as sorting would', () => {
  for (const spread of [0.01, 1, 40]) {
    const count = 3000;
    const values = Float32Array.from({ length: count }, (_, v) =>
      v % 97 === 0 ? Number.NaN : 100 + spread * (Math.sin(12.9898 * v) + Math.tan(0.7 * v) / 50),
    );
    // A few vertices carry most of the area; facings carry none.
    const areas = Float32Array.from({ length: count }, (_, v) =>
      v % 11 === 0 ? 0 : 1 / (1 + (v % 53)),
    );
    const figures = mapFigures(values, areas, MAP_SCALES.strain);
    expect(figures.p95).toBe(sorted95(values, areas));
    expect(figures.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
  }
});

it('knows the figures of cloth that is stretched evenly, and of none', () => {
  const even = mapFigures(
    new Float32Array(5).fill(101),
    new Float32Array(5).fill(2),
    MAP_SCALES.strain,
  );
  expect(even).toMatchObject({ mean: 101, p95: 101, max: 101 });
  const none = mapFigures(new Float32Array(5), new Float32Array(5), MAP_SCALES.strain);
  expect(none).toMatchObject({ mean: 0, p95: 0, max: 0 });
});
