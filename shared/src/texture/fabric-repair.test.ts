import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/seeded-random.ts';
import { cloneFabric } from './clone-fabric.ts';
import { diffuseFill } from './diffuse-fill.ts';
import { findPrint } from './find-print.ts';
import { nearestKnown } from './nearest-known.ts';

const SEED = 7;

function painted(
  width: number,
  height: number,
  colorAt: (x: number, y: number) => readonly [number, number, number],
): Uint8Array {
  const data = new Uint8Array(4 * width * height);
  for (let i = 0; i < width * height; i += 1) {
    data.set([...colorAt(i % width, (i / width) | 0), 255], 4 * i);
  }
  return data;
}

describe('nearestKnown', () => {
  it(`finds what brute force finds, to half a pixel (seed ${SEED})`, () => {
    const [width, height] = [37, 29];
    const random = seededRandom(SEED);
    const known = Uint8Array.from({ length: width * height }, () => (random() < 0.02 ? 1 : 0));
    const nearest = nearestKnown(known, width, height);
    const away = (i: number, j: number) =>
      Math.hypot((i % width) - (j % width), ((i / width) | 0) - ((j / width) | 0));
    for (let i = 0; i < known.length; i += 1) {
      let best = Number.POSITIVE_INFINITY;
      for (let j = 0; j < known.length; j += 1) if (known[j]) best = Math.min(best, away(i, j));
      expect(known[nearest[i]!]).toBe(1);
      expect(away(i, nearest[i]!)).toBeLessThanOrEqual(best + 0.5);
    }
  });

  it('answers -1 when nothing is known', () => {
    expect([...nearestKnown(new Uint8Array(6), 3, 2)]).toEqual([-1, -1, -1, -1, -1, -1]);
  });
});

describe('diffuseFill', () => {
  it('continues a slope through a hole', () => {
    const [width, height] = [40, 30];
    const values = new Float32Array(3 * width * height);
    const known = new Uint8Array(width * height).fill(1);
    const slope = (x: number, y: number) => 2 * x + y;
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const hole = x > 8 && x < 30 && y > 6 && y < 24;
        known[y * width + x] = hole ? 0 : 1;
        values.fill(hole ? -999 : slope(x, y), 3 * (y * width + x), 3 * (y * width + x) + 3);
      }
    }
    diffuseFill(values, known, width, height);
    for (const [x, y] of [
      [9, 7],
      [19, 15],
      [28, 22],
    ] as const) {
      expect(Math.abs(values[3 * (y * width + x)]! - slope(x, y))).toBeLessThan(2);
    }
  });
});

describe('cloneFabric', () => {
  const [width, height] = [80, 80];
  const hole = new Uint8Array(width * height);
  for (let y = 30; y < 46; y += 1) for (let x = 30; x < 50; x += 1) hole[y * width + x] = 1;
  const known = new Uint8Array(width * height).fill(1);

  it('repairs stripes with stripes, in step', () => {
    const stripes = painted(width, height, (_, y) =>
      (y >> 2) & 1 ? [200, 40, 40] : [240, 240, 240],
    );
    const damaged = stripes.slice();
    for (let i = 0; i < hole.length; i += 1) if (hole[i]) damaged.fill(0, 4 * i, 4 * i + 3);
    cloneFabric(damaged, known, hole, width, height);
    let worst = 0;
    for (let i = 0; i < damaged.length; i += 1) {
      worst = Math.max(worst, Math.abs(damaged[i]! - stripes[i]!));
    }
    expect(worst).toBeLessThanOrEqual(2);
  });

  it('follows the light of the place it repairs', () => {
    const shaded = painted(width, height, (x) => [100 + x, 100 + x, 60 + x]);
    const damaged = shaded.slice();
    for (let i = 0; i < hole.length; i += 1) if (hole[i]) damaged.fill(255, 4 * i, 4 * i + 3);
    cloneFabric(damaged, known, hole, width, height);
    let worst = 0;
    for (let i = 0; i < damaged.length; i += 1) {
      worst = Math.max(worst, Math.abs(damaged[i]! - shaded[i]!));
    }
    expect(worst).toBeLessThanOrEqual(4);
  });

  it('fills a hole that no fabric is large enough for', () => {
    const plain = painted(width, height, () => [50, 90, 130]);
    const most = new Uint8Array(width * height);
    for (let y = 6; y < 74; y += 1) for (let x = 6; x < 74; x += 1) most[y * width + x] = 1;
    for (let i = 0; i < most.length; i += 1) if (most[i]) plain.fill(0, 4 * i, 4 * i + 3);
    cloneFabric(plain, known, most, width, height);
    expect([...plain.subarray(4 * (40 * width + 40), 4 * (40 * width + 40) + 3)]).toEqual([
      50, 90, 130,
    ]);
  });
});

describe('findPrint', () => {
  const [width, height] = [120, 160];
  const known = new Uint8Array(width * height).fill(1);
  const share = (mask: Uint8Array) => mask.reduce((sum, value) => sum + value, 0) / mask.length;
  const FABRIC = [180, 180, 186] as const;
  const INK = [20, 20, 30] as const;

  it('finds a word of separate letters as one print', () => {
    const word = painted(width, height, (x, y) =>
      y > 60 && y < 80 && x > 30 && x < 90 && x % 8 < 5 ? INK : FABRIC,
    );
    const print = findPrint(word, known, known, width, height);
    expect(print[70 * width + 60]).toBe(1);
    expect(print[70 * width + 6]).toBe(0);
    expect(share(print)).toBeLessThan(0.15);
  });

  it('takes a frame with all that is in it, on a mottled fabric', () => {
    const random = seededRandom(SEED);
    const frame = painted(width, height, (x, y) => {
      const onFrame = x > 25 && x < 95 && y > 50 && y < 110;
      const inFrame = x > 29 && x < 91 && y > 54 && y < 106;
      if (onFrame && !inFrame) return INK;
      return random() < 0.01 ? INK : FABRIC;
    });
    const print = findPrint(frame, known, known, width, height);
    expect(print[52 * width + 60]).toBe(1);
    expect(print[80 * width + 60]).toBe(1);
    expect(share(print)).toBeCloseTo((76 * 66) / (width * height), 1);
  });

  it('finds a print that the front neckline cuts into', () => {
    const front = known.slice();
    for (let i = 0; i < 50 * width; i += 1) if (i % width > 40 && i % width < 80) front[i] = 0;
    const drawing = painted(width, height, (x, y) =>
      y > 40 && y < 90 && x > 35 && x < 85 ? INK : FABRIC,
    );
    const print = findPrint(drawing, front, known, width, height);
    expect(print[70 * width + 60]).toBe(1);
  });

  it.each([
    ['a fabric of its own shades', (x: number) => [180 - x / 3, 180 - x / 3, 186 - x / 3] as const],
    ['stripes', (_: number, y: number) => ((y >> 3) & 1 ? INK : FABRIC)],
    ['a dark collar', (_: number, y: number) => (y < 20 ? INK : FABRIC)],
    ['dots all over', (x: number, y: number) => (x % 24 < 6 && y % 24 < 6 ? INK : FABRIC)],
    ['two halves', (x: number) => (x < 60 ? INK : FABRIC)],
  ])('takes %s for no print', (_, colorAt) => {
    expect(share(findPrint(painted(width, height, colorAt), known, known, width, height))).toBe(0);
  });
});
