import { expect, it } from 'vitest';
import { type ClothState, clothAtRest } from '../cloth/cloth-state.ts';
import { comeToRest } from './come-to-rest.ts';

/** @param metres that the cloth falls from the first look to the second and so on. @param part Points of 100 that do. */
function falling(metres: (look: number) => number, part = 100) {
  const state = clothAtRest(new Float64Array(300));
  let looks = 0;
  return {
    looks: () => looks,
    height: () => state.positions[1]!,
    session: {
      read: async () => state,
      write({ positions, previous }: ClothState) {
        state.positions.set(positions);
        state.previous.set(previous);
      },
    },
    settle: async () => {
      const by = metres(looks++);
      for (let i = 1; i < 3 * part; i += 3) state.positions[i]! -= by;
    },
  };
}

it('goes on until the cloth lies still', async () => {
  const cloth = falling((look) => [0.01, 0.02, 0.0001][look] ?? 0.01);
  await comeToRest(cloth.session, cloth.settle);
  expect(cloth.looks()).toBe(3);
});

it('leaves cloth that soon will lie still, and not cloth that creeps as slowly', async () => {
  const soon = falling((look) => 0.006 * 0.6 ** look);
  await comeToRest(soon.session, soon.settle);
  expect(soon.looks()).toBe(5);
  const creeping = falling((look) => 0.002 * 0.95 ** look);
  await comeToRest(creeping.session, creeping.settle);
  expect(creeping.looks()).toBeGreaterThan(20);
  // What it would still go: 20 times its last way, were it never looked at again.
  expect(0.002 * 0.95 ** creeping.looks() * 20).toBeLessThan(0.01);
});

it('leaves cloth sooner that may have more left to go', async () => {
  const looksOf = async (slack: number) => {
    const cloth = falling((look) => 0.004 * 0.85 ** look);
    await comeToRest(cloth.session, cloth.settle, { slack });
    return cloth.looks();
  };
  // 0.85 / 0.15 times its last way, twice as much some looks before.
  expect((await looksOf(1)) - (await looksOf(2))).toBe(4);
});

it('goes on while a few points of a hundred move, and not for one', async () => {
  const few = falling(() => 0.002, 3);
  await comeToRest(few.session, few.settle);
  expect(few.looks()).toBeGreaterThan(20);
  const one = falling(() => 0.002, 1);
  await comeToRest(one.session, one.settle);
  expect(one.looks()).toBe(1);
});

it('gives up on cloth that never lies still', async () => {
  const cloth = falling(() => 0.01);
  await comeToRest(cloth.session, cloth.settle);
  expect(cloth.looks()).toBeGreaterThan(20);
  expect(cloth.looks()).toBeLessThan(100);
});

it('presses after each look, and leaves the cloth as it was before a fold that cannot be pressed', async () => {
  const cloth = falling(() => 0.01);
  let presses = 0;
  await comeToRest(cloth.session, cloth.settle, { press: async () => ++presses < 3 });
  expect(presses).toBe(3);
  expect(cloth.height()).toBeCloseTo(-0.02, 9);
});
