import { expect, test } from 'vitest';
import type { Avatar } from '../body/avatar.ts';
import type { Pattern } from '../pattern/pattern.ts';
import { hoodDown } from './hood-down.ts';

const AVATAR = {
  record: { id: 'test', landmarks: { head_top: [0, 1.7, 0.02], neck_back: [0, 1.45, -0.05] } },
} as unknown as Avatar;

function patternWith(hood: object | null): Pattern {
  return { panels: [{ name: 'back', facing: 'back', hood }] } as unknown as Pattern;
}

test('a hood bends over the head and is drawn back from there', () => {
  const hood = hoodDown(patternWith({ from: 0, rows: [] }), AVATAR, 1.44)!;
  const place: [number, number, number] = [0.05, hood.from + 1.44, -0.09];
  const start = place.slice();
  hood.bend(place, 0, 0.03, 'back');
  for (let k = 0; k < 3; k++) expect(place[k]!).toBeCloseTo(start[k]!, 9);
  const heights: number[] = [];
  for (const beyond of [0.05, 0.1, 0.15, 0.2]) {
    const at: [number, number, number] = [0, hood.from + 1.44, -0.09];
    hood.bend(at, beyond, 0.03, 'back');
    // Never before the top of the head: it would fall over the face.
    expect(at[2]).toBeLessThan(0.03);
    heights.push(at[1]);
  }
  expect(Math.max(...heights)).toBeGreaterThan(1.66);
});

test('what has no drafted hood has nothing to bend', () => {
  expect(hoodDown(patternWith(null), AVATAR, 1.44)).toBeNull();
});
