import { describe, expect, test } from 'vitest';
import type { RgbaImage } from '../image/image.ts';
import { seededRandom } from '../math/seeded-random.ts';
import { findFrontNeckline } from './front-neckline.ts';

const WIDTH = 400;
const HEIGHT = 500;
/** Neck points at (130, 100) and (270, 100): half the neck is 70 pixels. */
const HALF = 70;
const TOP = 100;
const MIDDLE = WIDTH / 2;

type Rgb = readonly [number, number, number];
interface Drawing {
  /** Depth of the back's edge below the line between the neck points, pixels, at x from -1 to 1. */
  readonly back: (x: number) => number;
  readonly front: (x: number) => number;
  readonly fabric: Rgb;
  readonly inside: Rgb;
  /** Height of a band that follows the back's edge on the inside, and its colour. */
  readonly band?: { readonly height: number; readonly colour: Rgb };
  readonly label?: boolean;
}

/** A garment's upper part: cloth from the shoulders down, the inside back above the front's neckline. */
function draw({ back, front, fabric, inside, band, label }: Drawing) {
  const random = seededRandom(3);
  const data = new Uint8Array(WIDTH * HEIGHT * 4);
  const matte = new Uint8Array(WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const across = (x + 0.5 - MIDDLE) / HALF;
      const at = y * WIDTH + x;
      const beside = Math.abs(across) > 1;
      const top = beside ? TOP + (Math.abs(across) - 1) * 25 : TOP + back(across);
      if (y < top) continue;
      matte[at] = 255;
      let colour = fabric;
      if (!beside && y < TOP + front(across)) {
        colour = inside;
        if (band && y < top + band.height) colour = band.colour;
        if (label && Math.abs(across) < 0.3 && y > top + 8 && y < top + 34)
          colour = [250, 250, 250];
      }
      const grain = (random() - 0.5) * 6;
      for (let c = 0; c < 3; c++) data[at * 4 + c] = Math.max(0, Math.min(255, colour[c]! + grain));
      data[at * 4 + 3] = 255;
    }
  }
  const run: number[] = [];
  for (let x = -1; x <= 1.0001; x += 0.04) run.push(MIDDLE + x * HALF, TOP + back(x));
  const image: RgbaImage = { width: WIDTH, height: HEIGHT, data };
  return {
    image,
    matte: { width: WIDTH, height: HEIGHT, data: matte },
    run: Float64Array.from(run),
  };
}

const shallow = (x: number): number => 14 * (1 - x * x);
const round = (x: number): number => 66 * Math.sqrt(Math.max(0, 1 - x * x));
const vee = (x: number): number => 120 * (1 - Math.abs(x));
const wrap = (x: number): number => (x < 0.2 ? (130 * (x + 1)) / 1.2 : (130 * (1 - x)) / 0.8);

/** Mean distance in y of a neckline from a drawn one, pixels, away from its ends. */
function meanError(points: Float64Array, front: (x: number) => number): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < points.length; i += 2) {
    const x = (points[i]! - MIDDLE) / HALF;
    if (Math.abs(x) > 0.85) continue;
    sum += Math.abs(points[i + 1]! - (TOP + front(x)));
    count++;
  }
  return sum / count;
}

const PLAIN = { back: shallow, fabric: [150, 60, 70], inside: [118, 44, 52] } as const;

describe.each([
  ['round', round],
  ['pointed', vee],
  ['wrapped, its point beside the middle', wrap],
] as const)('a %s neckline', (_, front) => {
  test.each([
    ['plain', PLAIN],
    ['with a label in the back', { ...PLAIN, label: true }],
    [
      'with a band along the back',
      { ...PLAIN, band: { height: 14, colour: [140, 56, 66] as Rgb } },
    ],
    [
      'white on white',
      { ...PLAIN, fabric: [238, 238, 236] as Rgb, inside: [226, 226, 226] as Rgb },
    ],
  ])('%s, is found where it was drawn', (_, drawing) => {
    const { image, matte, run } = draw({ ...drawing, front });
    const found = findFrontNeckline(image, matte, run, 'plain')!;
    // A sample of the neck is about two pixels wide, and slopes of the V double it in y.
    expect(meanError(found.points, front)).toBeLessThan(5);
    expect(found.confidence).toBeGreaterThan(0.5);
  });
});

test('a print on the chest is no neckline', () => {
  const { image, matte, run } = draw({ ...PLAIN, front: round });
  for (let y = 190; y < 300; y++) {
    for (let x = 150; x < 250; x++) {
      if (((x >> 4) + (y >> 4)) % 2) image.data.set([20, 200, 240], (y * WIDTH + x) * 4);
    }
  }
  expect(meanError(findFrontNeckline(image, matte, run, 'plain')!.points, round)).toBeLessThan(5);
});

test('where nothing is seen a plain one is drawn and not trusted', () => {
  const { image, matte, run } = draw({ ...PLAIN, front: shallow });
  const found = findFrontNeckline(image, matte, run, 'plain')!;
  expect(found.confidence).toBeLessThan(0.5);
  expect(found.points.slice(0, 2)).toEqual(run.slice(0, 2));
  expect(found.points.slice(-2)).toEqual(run.slice(-2));
});

test('an edge that sinks by itself is the front’s own', () => {
  const scoop = (x: number): number => 80 * Math.sqrt(Math.max(0, 1 - x * x));
  const { image, matte, run } = draw({ ...PLAIN, back: scoop, front: scoop });
  expect(findFrontNeckline(image, matte, run, 'plain')).toBeNull();
});

test('a lowest point given by hand is taken as it stands', () => {
  const { image, matte, run } = draw({ ...PLAIN, front: round });
  const given = [MIDDLE + 6, TOP + 100] as const;
  const found = findFrontNeckline(image, matte, run, 'plain', given)!;
  expect(found.lowest).toEqual(given);
  expect(found.confidence).toBe(1);
  const depths = found.points.filter((_, i) => i % 2 === 1);
  // The line's own points are some pixels apart.
  expect(Math.abs(Math.max(...depths) - TOP - 100)).toBeLessThan(2);
});
