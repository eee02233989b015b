import { describe, expect, it } from 'vitest';
import { gridGarment } from '../../test/shapes/grid-garment.ts';
import { type ClothState, clothAtRest } from '../cloth/cloth-state.ts';
import { fitOnBody } from './fit-on-body.ts';

const sewn = gridGarment({ columns: 8, rows: 8, spacing: 0.012 });
const layers = new Float32Array(sewn.vertexCount).fill(1);

/** Cloth two fifths as long as cut along x: more than four fittings take in. */
function crowded() {
  return clothAtRest(
    Array.from({ length: sewn.vertexCount }, (_, v) => [
      0.4 * sewn.flat[2 * v]!,
      sewn.flat[2 * v + 1]!,
      0,
    ]).flat(),
  );
}

/**
 * Fits cloth that goes through itself at the first looks.
 *
 * @param counts of edges that go through it, look by look; the last counts for ever.
 */
async function fitted(...counts: number[]) {
  return fittedWhile(() => 0, ...counts);
}

/** @param strain after so many settlings, its mean. */
async function fittedWhile(strain: (settlings: number) => number, ...counts: number[]) {
  let looks = 0;
  const settled: boolean[] = [];
  const state = crowded();
  const session = {
    read: async () => state,
    write({ positions }: ClothState) {
      state.positions.set(positions);
    },
  };
  const garment = await fitOnBody(sewn, session, {
    times: 4,
    layers,
    halfChest: null,
    iron: ({ positions }) => {
      const count = counts[Math.min(looks++, counts.length - 1)]!;
      if (count > 0) positions[2]! += 0.001;
      return count;
    },
    strainOf: () => ({ mean: strain(settled.length), p95: 0, largest: 0 }),
    settle: async (_, isExtra) => {
      settled.push(isExtra);
    },
  });
  const ease = garment.easeAcross.reduce((sum, one) => sum + one, 0) / sewn.vertexCount;
  return { looks, settled, ease, state };
}

describe('fitting on the body', () => {
  it('looks at clean cloth once before and once after, and settles after each fitting', async () => {
    const { looks, settled, state } = await fitted(0);
    expect(looks).toBe(2);
    expect(settled).toEqual([false, false, false, false]);
    expect(state).toEqual(crowded());
  });

  it('goes on while the cloth goes through itself, and no longer', async () => {
    const { settled } = await fitted(9, 8, 7, 6, 5, 4, 0);
    expect(settled).toEqual([false, false, false, false, true, true]);
  });

  it('fits strained cloth some more, until it is not or nothing helps', async () => {
    const eased = await fittedWhile((settlings) => (settlings < 5 ? 0.02 : 0.005), 0);
    expect(eased.settled).toEqual([false, false, false, false, true]);
    const tight = await fittedWhile(() => 0.02, 0);
    expect(tight.settled).toEqual([false, false, false, false, true, true, true]);
  });

  it('ends ironed and taken in where a fold comes back to the last', async () => {
    const { settled, ease, looks } = await fitted(9, 2);
    const last = settled.length;
    expect(last).toBeGreaterThan(6);
    expect(last).toBeLessThan(20);
    // The last time it is ironed, and ironed again, without a settling in between.
    expect(looks).toBeGreaterThan(last + 1);
    expect(ease).toBeLessThan((await fitted(0)).ease);
  });

  it('undoes ironing that does not help', async () => {
    const { settled, ease, state } = await fitted(190);
    expect(state.positions).toEqual(crowded().positions);
    expect(ease).toBe((await fitted(0)).ease);
    // What came before, and the four fittings again.
    expect(settled.slice(-4)).toEqual([true, true, true, true]);
    expect(settled.length).toBeGreaterThan(8);
  });
});
