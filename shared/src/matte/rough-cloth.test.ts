import { expect, test } from 'vitest';
import { seededRandom } from '../math/seeded-random.ts';
import { findRoughCloth, type RoughPlaces } from './rough-cloth.ts';

const SIDE = 160;
/** Dark cloth, and below it a pale cuff of the ground's mean light. */
const isSleeve = (x: number, y: number): boolean => x >= 50 && x < 110 && y < 80;
const isCuff = (x: number, y: number): boolean => x >= 50 && x < 110 && y >= 80 && y < 102;
const isJoint = (x: number, y: number): boolean => Math.abs(x - y) < 2 || x === 130;

/** A photo whose cuff varies by so many levels, the ground by others, with joints between its tiles. */
function photo(cuff: number, ground: number): RoughPlaces {
  const random = seededRandom(5);
  const light = new Float32Array(SIDE * SIDE);
  const background = new Uint8Array(light.length);
  const unknown = new Uint8Array(light.length);
  const prior = new Float32Array(light.length);
  for (let i = 0; i < light.length; i++) {
    const x = i % SIDE;
    const y = (i - x) / SIDE;
    const grain = 2 * random() - 1;
    if (isSleeve(x, y)) light[i] = (30 + grain) / 255;
    else if (isCuff(x, y)) light[i] = (200 + cuff * grain) / 255;
    // A soft shadow falls off to the right.
    else light[i] = ((isJoint(x, y) ? 60 : 200 - Math.max(0, 130 - x)) + ground * grain) / 255;
    prior[i] = isSleeve(x, y) ? 1 : 0.1;
    const near = x >= 36 && x < 124 && y < 116;
    background[i] = near ? 0 : 1;
    unknown[i] = near && !isSleeve(x, y) ? 1 : 0;
  }
  return { light, width: SIDE, height: SIDE, background, unknown, prior };
}

function shareFound(rough: Uint8Array, where: (x: number, y: number) => boolean): number {
  let all = 0;
  let found = 0;
  for (let i = 0; i < rough.length; i++) {
    const x = i % SIDE;
    if (!where(x, (i - x) / SIDE)) continue;
    all++;
    found += rough[i]!;
  }
  return found / all;
}

test('a creased cuff of the ground’s light is found, but not joints, edges and shadow', () => {
  const rough = findRoughCloth(photo(16, 1))!;
  expect(shareFound(rough, (x, y) => x > 56 && x < 104 && y > 84 && y < 98)).toBeGreaterThan(0.95);
  expect(shareFound(rough, (x, y) => !isSleeve(x, y) && (x < 47 || x > 113 || y > 105))).toBe(0);
});

test('a smooth cuff of the ground’s light is not', () => {
  expect(findRoughCloth(photo(1, 1))).toBeNull();
});

test('on a rough ground nothing is said', () => {
  expect(findRoughCloth(photo(16, 12))).toBeNull();
});
