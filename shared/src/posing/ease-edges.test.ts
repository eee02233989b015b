import { describe, expect, it } from 'vitest';
import { gridGarment } from '../../test/shapes/grid-garment.ts';
import { edgeEaser } from './ease-edges.ts';

const COLUMNS = 10;
const ROWS = 8;
const SPACING = 0.02;

/** A sheet and its mirror image, which has the same mesh mirrored. */
function sheets() {
  const sewn = gridGarment({ columns: COLUMNS, rows: ROWS, spacing: SPACING });
  const flat = Float32Array.from({ length: 3 * sewn.vertexCount }, (_, i) =>
    i % 3 === 2 ? 0 : sewn.flat[2 * Math.floor(i / 3) + (i % 3)]!,
  );
  return { sewn, flat };
}

const longestOf = (positions: Float32Array, { indices }: ReturnType<typeof sheets>['sewn']) => {
  let longest = 0;
  for (let i = 0; i < indices.length; i += 3) {
    const [a, b] = [3 * indices[i]!, 3 * indices[i + 1]!];
    longest = Math.max(
      longest,
      Math.hypot(
        positions[a]! - positions[b]!,
        positions[a + 1]! - positions[b + 1]!,
        positions[a + 2]! - positions[b + 2]!,
      ),
    );
  }
  return longest;
};

describe('edgeEaser', () => {
  it('shares a torn row out over the cloth', () => {
    const { sewn, flat } = sheets();
    const torn = flat.map((value, i) =>
      i % 3 === 1 && Math.floor(i / 3 / (COLUMNS + 1)) >= 4 ? value - 0.03 : value,
    );
    expect(longestOf(torn, sewn)).toBeGreaterThan(0.049);
    edgeEaser(flat, sewn).ease(torn);
    expect(longestOf(torn, sewn)).toBeLessThan(1.3 * Math.SQRT2 * SPACING);
  });

  it('leaves alone what is no longer than cloth gives', () => {
    const { sewn, flat } = sheets();
    const wide = flat.map((value, i) => (i % 3 === 0 ? 1.05 * value : value));
    const before = wide.slice();
    edgeEaser(flat, sewn).ease(wide);
    expect(wide).toEqual(before);
  });

  it('eases mirrored cloth to the mirror', () => {
    const { sewn, flat } = sheets();
    const mirror = (values: Float32Array) => values.map((v, i) => (i % 3 === 0 ? -v : v));
    const pulled = flat.slice();
    for (let k = 0; k < 3; k++) pulled[k]! += 0.05;
    const other = mirror(pulled);
    edgeEaser(flat, sewn).ease(pulled);
    edgeEaser(mirror(flat), sewn).ease(other);
    const expected = mirror(pulled);
    expect(Math.max(...other.map((value, i) => Math.abs(value - expected[i]!)))).toBe(0);
  });
});
