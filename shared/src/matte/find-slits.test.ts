import { expect, test } from 'vitest';
import { learnColours } from './colour-likelihood.ts';
import { findSlits, type SlitEvidence } from './find-slits.ts';

const WIDTH = 200;
const HEIGHT = 240;
const TOP = 60;
const BOTTOM = 200;
/** A body with a sleeve at either side; the slit lies between the body and the right one. */
const isGarment = (x: number, y: number): boolean => x >= 20 && x < 180 && y >= 20 && y < BOTTOM;
const isSlit = (x: number, y: number): boolean => x >= 140 && x < 146 && y >= TOP && y < BOTTOM;
/** A lining of the slit's very colour shows at the neck. */
const isLining = (x: number, y: number): boolean => x >= 90 && x < 110 && y >= 20 && y < 40;

type Colour = readonly [number, number, number];
const TILES: Colour = [210, 204, 192];
const SHADE: Colour = [120, 108, 92];
const CLOTH: Colour = [28, 30, 38];

/** @param belief What the network thinks of the slit, 0..1. */
function evidence(slit: Colour, belief: number): SlitEvidence {
  const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  const prior = new Float32Array(WIDTH * HEIGHT);
  const sure = new Uint8Array(prior.length);
  const ground = new Uint8Array(prior.length);
  for (let i = 0; i < prior.length; i++) {
    const x = i % WIDTH;
    const y = (i - x) / WIDTH;
    const inside = isGarment(x, y);
    const colour = isSlit(x, y) ? slit : isLining(x, y) ? SHADE : inside ? CLOTH : TILES;
    data.set([...colour, 255], i * 4);
    prior[i] = isSlit(x, y) ? belief : inside ? 1 : 0;
    sure[i] = inside && !isSlit(x, y) ? 1 : 0;
    ground[i] = inside ? 0 : 1;
  }
  const image = { width: WIDTH, height: HEIGHT, data };
  const models = learnColours(image, sure, ground);
  return { image, models, prior, held: prior, sure, rough: null, smooth: null };
}

test('a slit that lies in shadow is found, though the lining has its colour', () => {
  const found = findSlits(evidence(SHADE, 0.7))!;
  for (let i = 0; i < found.length; i++) {
    const x = i % WIDTH;
    expect(found[i]).toBe(isSlit(x, (i - x) / WIDTH) ? 1 : 0);
  }
});

test('a stripe that the network is sure of stays, and so does one of another hue', () => {
  expect(findSlits(evidence(SHADE, 0.97))).toBeNull();
  expect(findSlits(evidence([150, 60, 60], 0.7))).toBeNull();
});

test('cloth that texture tells is no slit', () => {
  const known = evidence(SHADE, 0.7);
  const rough = Uint8Array.from(known.sure, (_, i) => (known.prior[i]! > 0 ? 1 : 0));
  expect(findSlits({ ...known, rough })).toBeNull();
});
