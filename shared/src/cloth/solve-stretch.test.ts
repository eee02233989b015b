import { describe, expect, it } from 'vitest';
import { gridGarment } from '../../test/shapes/grid-garment.ts';
import { buildCloth } from './cloth.ts';
import { DEFAULT_FABRIC } from './fabric.ts';
import { solveStretch, stretchFactors } from './solve-stretch.ts';

/** Sum over the edges of how far they are from their flat length, after one pass over a scaled cloth. */
function lackAfter(scale: number, yielding: number): number {
  const sewn = gridGarment({ columns: 6, rows: 6, spacing: 0.02 });
  const cloth = buildCloth(sewn, DEFAULT_FABRIC);
  const x = Float64Array.from({ length: 3 * sewn.vertexCount }, (_, i) =>
    i % 3 === 2 ? 0 : scale * sewn.flat[2 * Math.floor(i / 3) + (i % 3)]!,
  );
  solveStretch(cloth, stretchFactors(cloth, 1), x, yielding, true);
  let lack = 0;
  cloth.restLengths.forEach((rest, e) => {
    const a = 3 * cloth.edges[2 * e]!;
    const b = 3 * cloth.edges[2 * e + 1]!;
    lack += Math.abs(Math.hypot(x[a]! - x[b]!, x[a + 1]! - x[b + 1]!) - rest);
  });
  return lack;
}

describe('solveStretch', () => {
  it('leaves cloth that yields more shortened than cloth that does not', () => {
    expect(lackAfter(0.8, 0.1)).toBeGreaterThan(1.2 * lackAfter(0.8, 1));
  });

  it('takes out pull in full however much the cloth yields to pressure', () => {
    // One edge alone, so that no neighbour is shortened by its correction.
    const sewn = gridGarment({ columns: 2, rows: 2, spacing: 0.02 });
    const cloth = buildCloth(sewn, DEFAULT_FABRIC);
    const wide = Float64Array.from({ length: 3 * sewn.vertexCount }, (_, i) =>
      i % 3 === 2 ? 0 : 1.5 * sewn.flat[2 * Math.floor(i / 3) + (i % 3)]!,
    );
    const first = wide.slice();
    const second = wide.slice();
    const one = {
      ...cloth,
      edges: cloth.edges.slice(0, 2),
      restLengths: cloth.restLengths.slice(0, 1),
    };
    const factors = stretchFactors(cloth, 1);
    solveStretch(one, factors, first, 0.05, true);
    solveStretch(one, factors, second, 1, true);
    expect(first).toEqual(second);
  });
});
