import { expect, test } from 'vitest';
import type { RgbaImage } from '../image/image.ts';
import { seededRandom } from '../math/seeded-random.ts';
import { findHoodFace } from './hood-face.ts';

const WIDTH = 400;
const HEIGHT = 500;
const MIDDLE = WIDTH / 2;
/** The hood: an ellipse above its foot, whose neck points lie at x = MIDDLE -+ HALF, y = FOOT. */
const HALF = 80;
const FOOT = 260;
const CROWN = 60;
/** Its face opening: the inside shows above this line, at x from -1 to 1 of FACE_HALF. */
const FACE_HALF = 52;
const THROAT = 240;

/** The hood's half width at a level, pixels. */
function hoodHalf(y: number): number {
  const t = Math.min(1, Math.max(0, (FOOT - y) / (FOOT - CROWN)));
  return HALF * Math.sqrt(1 - t * t) * (1 + 0.25 * t);
}

function drawHood(inside: number, fabric: number) {
  const random = seededRandom(5);
  const data = new Uint8Array(WIDTH * HEIGHT * 4);
  const matte = new Uint8Array(WIDTH * HEIGHT);
  for (let y = CROWN; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const u = x + 0.5 - MIDDLE;
      const body = y >= FOOT && Math.abs(u) < HALF + (y - FOOT);
      if (!body && Math.abs(u) >= hoodHalf(y)) continue;
      const face =
        Math.abs(u) < FACE_HALF &&
        y < CROWN + 30 + (THROAT - CROWN - 30) * Math.sqrt(1 - (u / FACE_HALF) ** 2);
      const value = (face ? inside : fabric) + (random() - 0.5) * 8;
      const at = y * WIDTH + x;
      matte[at] = 255;
      data.set([value, value, value + 20, 255], at * 4);
    }
  }
  const right: number[] = [];
  const left: number[] = [];
  for (let y = FOOT; y > CROWN; y -= 3) {
    right.push(MIDDLE - hoodHalf(y), y);
    left.unshift(y);
    left.unshift(MIDDLE + hoodHalf(y));
  }
  const image: RgbaImage = { width: WIDTH, height: HEIGHT, data };
  const run = Float64Array.from([...right, MIDDLE, CROWN, ...left]);
  return { image, matte: { width: WIDTH, height: HEIGHT, data: matte }, run };
}

test('a hood’s face edge climbs its sides and dips to the throat', () => {
  const { image, matte, run } = drawHood(60, 130);
  const face = findHoodFace(image, matte, run)!;
  expect(face.confidence).toBeGreaterThan(0.5);
  expect(Math.abs(face.lowest[0] - MIDDLE)).toBeLessThan(12);
  expect(Math.abs(face.lowest[1] - THROAT)).toBeLessThan(14);
  expect(face.points.slice(0, 4)).toEqual(run.slice(0, 4));
  expect(face.points.slice(-4)).toEqual(run.slice(-4));
});

test('where no face edge shows, a plain one is drawn and not trusted', () => {
  const { image, matte, run } = drawHood(130, 130);
  const face = findHoodFace(image, matte, run)!;
  expect(face.confidence).toBeLessThan(0.5);
  expect(face.lowest[1]).toBeLessThan(FOOT + 10);
  expect(face.lowest[1]).toBeGreaterThan(FOOT - 60);
});
