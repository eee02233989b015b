import { expect, test } from 'vitest';
import { seededRandom } from '../math/seeded-random.ts';
import { findInsideAlong } from './inside-along.ts';

const SIZE = 500;
/** Half the waist's width and the level of its corners, pixels. */
const HALF = 130;
const LEVEL = 120;
const HEIGHT = 700;
const CLOTH = [96, 122, 160] as const;
const INSIDE = [60, 80, 110] as const;
const LABEL = [240, 240, 240] as const;

interface Waist {
  /** How far the back's edge rises above the corners, and the front's sinks below the back's, pixels. */
  readonly rise: number;
  readonly gape: number;
  /** The part of the width over which it gapes, 1 for all. */
  readonly part: number;
  readonly label?: boolean;
  /** A waistband of another colour, this high, and no inside. */
  readonly band?: number;
}

/** Draws the upper part of trousers and looks for the front's edge; its distance below the back's by x from -1 to 1. */
function lookAt({ rise, gape, part, label, band }: Waist) {
  const random = seededRandom(7);
  const data = new Uint8Array(SIZE * SIZE * 4);
  const matte = new Uint8Array(SIZE * SIZE);
  const back = (u: number): number => LEVEL - rise * (1 - u * u);
  const gapeAt = (u: number): number => (Math.abs(u) < part ? gape * (1 - (u / part) ** 2) : 0);
  for (let y = 0; y < SIZE; y++) {
    for (let x = SIZE / 2 - HALF; x < SIZE / 2 + HALF; x++) {
      const u = (x + 0.5 - SIZE / 2) / HALF;
      const down = y + 0.5 - back(u);
      if (down < 0) continue;
      const at = y * SIZE + x;
      matte[at] = 255;
      let colour: readonly number[] = down < (band ?? gapeAt(u)) ? INSIDE : CLOTH;
      const onLabel = Math.abs(u) < 0.12 && down > 3 && down < gapeAt(u) - 3;
      if (label && onLabel) colour = LABEL;
      const grain = (random() - 0.5) * 8;
      for (let c = 0; c < 3; c++) data[at * 4 + c] = colour[c]! + grain;
      data[at * 4 + 3] = 255;
    }
  }
  const run: number[] = [];
  for (let x = -HALF; x <= HALF; x += 4) run.push(SIZE / 2 + x, back(x / HALF));
  const found = findInsideAlong(
    { width: SIZE, height: SIZE, data },
    { width: SIZE, height: SIZE, data: matte },
    Float64Array.from(run),
    HEIGHT,
  );
  if (!found) return null;
  let off = 0;
  let deepest = 0;
  for (let i = 0; i < found.length; i += 2) {
    const u = (found[i]! - SIZE / 2) / HALF;
    const down = found[i + 1]! - back(u);
    off = Math.max(off, Math.abs(down - gapeAt(u)));
    deepest = Math.max(deepest, down);
  }
  return { off, deepest };
}

test.each([
  ['all along', { rise: 10, gape: 30, part: 1 }],
  ['with a label in it', { rise: 10, gape: 30, part: 1, label: true }],
  ['in the middle only', { rise: 4, gape: 20, part: 0.6 }],
  ['in the middle only, below a level edge', { rise: 0, gape: 20, part: 0.75 }],
  ['in the middle, with a label in it', { rise: 4, gape: 20, part: 0.7, label: true }],
] as const)('a waist that gapes %s is cut along the front’s edge', (_, waist) => {
  const found = lookAt(waist)!;
  // Parts begin and end at a tenth of the width, where the line is a little below the edge.
  expect(found.off).toBeLessThan(8);
  expect(found.deepest).toBeGreaterThan(0.8 * waist.gape);
});

test('a waistband, plain or of another colour, is the front’s own', () => {
  expect(lookAt({ rise: 8, gape: 0, part: 1 })).toBeNull();
  expect(lookAt({ rise: 0, gape: 0, part: 1, band: 24 })).toBeNull();
  expect(lookAt({ rise: 10, gape: 0, part: 1, band: 24 })).toBeNull();
});
