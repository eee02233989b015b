import { describe, expect, test } from 'vitest';
import { seemsBack } from './back-view.ts';
import { drawGarment } from './drawn-garments.ts';
import { readFromMatte } from './read-from-matte.ts';
import { workingImageOf } from './working-image.ts';

type Rgb = readonly [number, number, number];
/** Where the drawn tee's neck lies: its middle, the line of its neck points and half its width, pixels. */
const NECK = { x: 256, y: 80, half: 44 };

interface Neck {
  readonly cloth: Rgb;
  /** An inside down to this depth in half neck widths, round below. */
  readonly inside?: { readonly colour: Rgb; readonly depth: number };
}

/** A drawn tee of one colour; `inside` paints what shows within its neck, or a neckband where it is shallow. */
function paintTee({ cloth, inside }: Neck) {
  const image = drawGarment('tee');
  const { width, height, data } = image;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const across = (x + 0.5 - NECK.x) / NECK.half;
      const down = (y + 0.5 - NECK.y) / NECK.half;
      const within =
        inside && Math.abs(across) < 1 && down < inside.depth * Math.sqrt(1 - across ** 2);
      // A little grain, the same on every run.
      const grain = ((x * 7 + y * 13) % 5) - 2;
      const colour = within ? inside.colour : cloth;
      for (let c = 0; c < 3; c++) data[4 * (y * width + x) + c] = colour[c]! + grain;
    }
  }
  return image;
}

function isBackSaid(neck: Neck): boolean {
  const image = workingImageOf(paintTee(neck));
  const { width, height, data } = image;
  const matte = new Uint8Array(width * height);
  for (let i = 0; i < matte.length; i++) matte[i] = data[4 * i + 3]!;
  const { notices } = readFromMatte(image, { width, height, data: matte }, { category: 'top' });
  return notices.some(({ code }) => code === 'back-seen');
}

const PINK: Rgb = [200, 150, 160];
const SHADE: Rgb = [165, 120, 130];
const RIB: Rgb = [191, 142, 152];

test('a tee without an inside within its neck may be its back', () => {
  expect(isBackSaid({ cloth: PINK })).toBe(true);
});

test('a tee whose inside shows is its front', () => {
  expect(isBackSaid({ cloth: PINK, inside: { colour: SHADE, depth: 0.9 } })).toBe(false);
});

test('a neckband is no inside', () => {
  expect(isBackSaid({ cloth: PINK, inside: { colour: RIB, depth: 0.45 } })).toBe(true);
});

test('of dark cloth nothing is said', () => {
  expect(isBackSaid({ cloth: [30, 28, 34] })).toBe(false);
});

describe('what hides the inside of a neck on a front too', () => {
  const plain = { evidence: 0.1, sink: 0.2, lightness: 180, width: 80 };
  const tee = { upper: 'sleeves', standUp: false, closes: false, torso: 110 } as const;
  test('a plain neck hides nothing', () => {
    expect(seemsBack(plain, tee)).toBe(true);
  });
  test.each([
    ['white that is blown out', { ...plain, lightness: 254 }, tee],
    ['a turtleneck', plain, { ...tee, standUp: true }],
    ['straps', plain, { ...tee, upper: 'straps' }],
    ['a boat neck', { ...plain, width: 170 }, tee],
    ['a scooped edge', { ...plain, sink: 0.9 }, tee],
    ['a front that closes', plain, { ...tee, closes: true }],
  ] as const)('%s', (_, view, shape) => {
    expect(seemsBack(view, shape)).toBe(false);
  });
});
