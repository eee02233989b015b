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
  const settled: string[] = [];
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
    settle: async (_, how) => {
      settled.push(how);
    },
  });
  const ease = garment.easeAcross.reduce((sum, one) => sum + one, 0) / sewn.vertexCount;
  return { looks, settled, ease, state };
}

const FITTED = ['fitting', 'fitting', 'fitting', 'fitting', 'resting'];

describe('fitting on the body', () => {
  it('looks at clean cloth once before and once after, and settles after each fitting and at last until it rests', async () => {
    const { looks, settled, state } = await fitted(0);
    expect(looks).toBe(2);
    expect(settled).toEqual(FITTED);
    expect(state).toEqual(crowded());
  });

  it('goes on while the cloth goes through itself, and no longer', async () => {
    const { settled } = await fitted(9, 8, 7, 6, 5, 4, 0);
    expect(settled).toEqual([...Array(6).fill('mending'), 'resting']);
  });

  it('leaves mended cloth where it was, where a fold that comes back while it comes to rest cannot be pressed', async () => {
    const { settled, looks, state } = await fitted(9, 8, 7, 6, 0, 2);
    expect(settled).toEqual(['mending', 'mending', 'mending', 'mending', 'resting']);
    expect(looks).toBeGreaterThan(6);
    // Moved by the first four ironings, not by those after it came back.
    expect(state.positions[2]).toBeCloseTo(0.004, 6);
  });

  it('presses a fold that comes back while it comes to rest, and takes it in', async () => {
    const { state, looks, ease } = await fitted(9, 8, 7, 6, 0, 2, 2, 0);
    expect(looks).toBe(8);
    expect(state.positions[2]).toBeCloseTo(0.006, 6);
    expect(ease).toBeLessThan((await fitted(9, 8, 7, 6, 0, 0)).ease);
  });

  it('goes on from where the fewest edges went through it', async () => {
    const { state } = await fitted(40, 40, 40, 40, 40, 20, ...Array(9).fill(60), 20, 0);
    // Ironed five times before, once when there were 20, and once from there.
    expect(state.positions[2]).toBeCloseTo(0.007, 6);
  });

  it('fits strained cloth some more, until it is not or nothing helps', async () => {
    const eased = await fittedWhile((settlings) => (settlings < 6 ? 0.02 : 0.005), 0);
    expect(eased.settled).toEqual([...FITTED, 'mending', 'resting']);
    const tight = await fittedWhile(() => 0.02, 0);
    expect(tight.settled).toEqual([...FITTED, 'mending', 'mending', 'mending', 'resting']);
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
    expect(settled.slice(-4)).toEqual(['mending', 'mending', 'mending', 'mending']);
    expect(settled.length).toBeGreaterThan(8);
  });
});
