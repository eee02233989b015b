import { expect, test } from 'vitest';
import type { Avatar } from '../body/avatar.ts';
import type { DistanceField } from '../body/distance-field.ts';
import { clothAtRest } from '../cloth/cloth-state.ts';
import { ruleKeeper } from '../cloth/keep-rules.ts';
import type { Pattern } from '../pattern/pattern.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import { hoodOnHead, restHoodOf } from './hood-on-head.ts';

const AVATAR = {
  record: { id: 'test', landmarks: { head_top: [0, 1.7, 0.02], neck_back: [0, 1.45, -0.05] } },
} as unknown as Avatar;

function patternWith(hood: object | null): Pattern {
  return { panels: [{ name: 'back', facing: 'back', hood }] } as unknown as Pattern;
}

test('a hood bends over the head', () => {
  const hood = hoodOnHead(patternWith({ from: 0, rows: [] }), AVATAR, 1.44)!;
  const place: [number, number, number] = [0.05, hood.from + 1.44, -0.09];
  const start = place.slice();
  hood.bend(place, 0, 0.03, 'back');
  for (let k = 0; k < 3; k++) expect(place[k]!).toBeCloseTo(start[k]!, 9);
  const along = [0.05, 0.1, 0.15, 0.2].map((beyond) => {
    const at: [number, number, number] = [0, hood.from + 1.44, -0.09];
    hood.bend(at, beyond, 0.03, 'back');
    return at;
  });
  // Up the back of the head, over its top at 1.7 m and down to the forehead.
  const heights = along.map(([, y]) => y);
  expect(Math.max(...heights)).toBeGreaterThan(1.7);
  expect(heights[3]!).toBeLessThan(heights[2]!);
  expect(along.every(([, , z], k) => k === 0 || z > along[k - 1]![2])).toBe(true);
  expect(along[3]![2]).toBeGreaterThan(0.03);
  const side: [number, number, number] = [0.06, hood.from + 1.44, 0.1];
  hood.bend(side, 0.3, 0.03, 'sides');
  // The sides end on the top, before the middle.
  expect(side[2]).toBeGreaterThan(0.03);
  expect(side[0]).toBeLessThan(0.06);
});

test('a hood that stands off the head is drawn to it, the rest of the cloth is not', () => {
  const hood = hoodOnHead(patternWith({ from: 0, rows: [] }), AVATAR, 1.44)!;
  // A field that grows upwards from 0 at the height 1.7, one metre a metre.
  const field: DistanceField = {
    origin: [-1, 1, -1],
    cell: 1,
    size: [3, 3, 3],
    distances: Float32Array.from({ length: 27 }, (_, at) => (Math.floor(at / 3) % 3) - 0.7),
  };
  const sewn = {
    vertexCount: 2,
    flat: Float32Array.from([0, hood.from + 0.1, 0, hood.from - 0.1]),
  } as unknown as SewnGarment;
  const state = clothAtRest([0, 1.8, 0, 0, 1.8, 0]);
  const rest = restHoodOf(hood, sewn);
  const keeper = ruleKeeper();
  for (let k = 0; k < 400; k++) keeper.keep(rest, state, field, 0, 0.001);
  expect(state.positions[1]!).toBeCloseTo(1.714, 3);
  expect(state.positions[4]!).toBe(1.8);
});

test('what has no drafted hood has nothing to bend', () => {
  expect(hoodOnHead(patternWith(null), AVATAR, 1.44)).toBeNull();
});
