import { expect, test } from 'vitest';
import { drawGarment } from './drawn-garments.ts';
import { isFolded, legLadder } from './leg-axis.ts';
import { readFromMatte } from './read-from-matte.ts';
import { workingImageOf } from './working-image.ts';

test('a straight leg has a straight axis of its own length, whatever its flare', () => {
  const ladder = legLadder([0, 0, -2, 40, -14, 100], [20, 0, 24, 100]);
  expect(isFolded(ladder)).toBe(false);
  expect(ladder.length).toBeGreaterThan(95);
  expect(ladder.length).toBeLessThan(110);
  expect(ladder.rungs[0]).toEqual([0, 0, 20, 0, 0]);
  expect(ladder.rungs.at(-1)!.slice(0, 4)).toEqual([-14, 100, 24, 100]);
});

test('a leg folded over at the knee is told by the turn of its axis', () => {
  const ladder = legLadder([0, 0, 0, 40, 40, 70, 10, 120], [20, 0, 24, 34, 70, 66, 34, 128]);
  expect(isFolded(ladder)).toBe(true);
  expect(ladder.length).toBeGreaterThan(125);
});

test.each([
  ['trousers', false],
  ['bentTrousers', true],
] as const)('of drawn %s the folded legs are said: %s', (kind, folded) => {
  const { width, height, data } = workingImageOf(drawGarment(kind));
  const matte = new Uint8Array(width * height);
  for (let i = 0; i < matte.length; i++) matte[i] = data[i * 4 + 3]!;
  const { notices } = readFromMatte(
    { width, height, data },
    { width, height, data: matte },
    { category: 'trousers' },
  );
  const said = notices.find(({ code }) => code === 'folded-leg');
  expect(said?.values ?? []).toEqual(folded ? ['left', 'right'] : []);
});
