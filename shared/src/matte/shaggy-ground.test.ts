import { expect, test } from 'vitest';
import { seededRandom } from '../math/seeded-random.ts';
import { smoothnessEvidence } from './shaggy-ground.ts';

const SIDE = 120;
const isCloth = (x: number): boolean => x >= 40 && x < 90;
/** Cloth of the ground's own colour, a stripe of the garment. */
const isPale = (x: number): boolean => x >= 60 && x < 75;

/** Dark cloth with a pale stripe on a pale ground, whose light varies by so many levels. */
function photo(shag: number): { light: Float32Array; garment: Uint8Array; background: Uint8Array } {
  const random = seededRandom(3);
  const light = new Float32Array(SIDE * SIDE);
  const garment = new Uint8Array(SIDE * SIDE);
  const background = new Uint8Array(SIDE * SIDE);
  for (let i = 0; i < garment.length; i++) {
    const x = i % SIDE;
    const grain = isCloth(x) ? 2 * random() : shag * (2 * random() - 1);
    light[i] = ((isCloth(x) && !isPale(x) ? 30 : 220) + grain) / 255;
    garment[i] = isCloth(x) && !isPale(x) ? 1 : 0;
    background[i] = isCloth(x) ? 0 : 1;
  }
  return { light, garment, background };
}

test('on a carpet, smooth cloth of its colour is told from it, up to the stripe’s edge', () => {
  const { light, garment, background } = photo(16);
  const evidence = smoothnessEvidence(light, SIDE, SIDE, garment, background)!;
  for (let x = 61; x < 74; x++) expect(evidence[60 * SIDE + x]).toBeGreaterThan(3);
  let ground = 0;
  for (let x = 10; x < 35; x++) ground += evidence[60 * SIDE + x]! / 25;
  expect(ground).toBeLessThan(1.5);
});

test('on a smooth ground nothing is said', () => {
  const { light, garment, background } = photo(1.5);
  expect(smoothnessEvidence(light, SIDE, SIDE, garment, background)).toBeNull();
});
