import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/seeded-random.ts';
import { cloneFabric } from './clone-fabric.ts';
import { diffuseFill } from './diffuse-fill.ts';
import { fillWithFabric } from './fill-with-fabric.ts';
import { findPrint } from './find-print.ts';
import { groupsThatGoRound } from './goes-round.ts';
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
    cloneFabric(damaged, known, hole, width, height, 30);
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
    cloneFabric(damaged, known, hole, width, height, 30);
    let worst = 0;
    for (let i = 0; i < damaged.length; i += 1) {
      worst = Math.max(worst, Math.abs(damaged[i]! - shaded[i]!));
    }
    expect(worst).toBeLessThanOrEqual(4);
  });

  it('leaves a hole that no fabric is large enough for, and says so', () => {
    const plain = painted(width, height, () => [50, 90, 130]);
    const most = new Uint8Array(width * height);
    for (let y = 2; y < 78; y += 1) for (let x = 2; x < 78; x += 1) most[y * width + x] = 1;
    const rest = cloneFabric(plain, known, most, width, height, 30);
    expect(rest).toEqual(most);
  });

  it('mends a large hole in parts', () => {
    const stripes = painted(width, height, (_, y) =>
      (y >> 2) & 1 ? [200, 40, 40] : [240, 240, 240],
    );
    const damaged = stripes.slice();
    const wide = new Uint8Array(width * height);
    for (let y = 30; y < 46; y += 1) for (let x = 0; x < 70; x += 1) wide[y * width + x] = 1;
    for (let y = 46; y < 60; y += 1) for (let x = 0; x < 30; x += 1) wide[y * width + x] = 1;
    for (let i = 0; i < wide.length; i += 1) if (wide[i]) damaged.fill(0, 4 * i, 4 * i + 3);
    const rest = cloneFabric(damaged, known, wide, width, height, 30);
    expect(rest.some(Boolean)).toBe(false);
    let worst = 0;
    for (let i = 0; i < damaged.length; i += 1) {
      worst = Math.max(worst, Math.abs(damaged[i]! - stripes[i]!));
    }
    expect(worst).toBeLessThanOrEqual(2);
  });
});

describe('fillWithFabric', () => {
  const [width, height] = [120, 120];
  const known = new Uint8Array(width * height).fill(1);
  const hole = new Uint8Array(width * height);
  for (let y = 40; y < 90; y += 1) for (let x = 35; x < 85; x += 1) hole[y * width + x] = 1;

  it('follows the light and keeps the grain of the cloth around', () => {
    const random = seededRandom(SEED);
    const light = (x: number) => 90 + x / 2;
    const knit = painted(width, height, (x) => {
      const grain = 24 * (random() - 0.5);
      return [light(x) + grain, light(x) + grain, light(x) + grain];
    });
    for (let i = 0; i < hole.length; i += 1) if (hole[i]) knit.fill(0, 4 * i, 4 * i + 3);
    fillWithFabric(knit, known, hole, width, height);
    let sum = 0;
    let squares = 0;
    let count = 0;
    for (let i = 0; i < hole.length; i += 1) {
      if (!hole[i]) continue;
      const off = knit[4 * i]! - light(i % width);
      sum += off;
      squares += off * off;
      count += 1;
    }
    expect(Math.abs(sum / count)).toBeLessThan(3);
    // An even spread over 24 has a standard deviation of 6.9.
    const deviation = Math.sqrt(squares / count);
    expect(deviation).toBeGreaterThan(4);
    expect(deviation).toBeLessThan(10);
  });

  it('leaves the cloth away from the hole alone', () => {
    const cloth = painted(width, height, (x, y) => [x, y, 90]);
    const before = cloth.slice();
    fillWithFabric(cloth, known, hole, width, height);
    for (const [x, y] of [
      [10, 10],
      [60, 20],
      [100, 100],
    ] as const) {
      const o = 4 * (y * width + x);
      expect(cloth.subarray(o, o + 4)).toEqual(before.subarray(o, o + 4));
    }
  });
});

describe('findPrint', () => {
  const [width, height] = [120, 160];
  const known = new Uint8Array(width * height).fill(1);
  const share = (mask: Uint8Array) => mask.reduce((sum, value) => sum + value, 0) / mask.length;
  const noCollar = new Uint8Array(width * height);
  // The picture's left and right edges are its seams.
  const seams = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    seams[y * width] = 1;
    seams[(y + 1) * width - 1] = 2;
  }
  const nearest = nearestKnown(seams, width, height);
  const goesRound = (labels: Int32Array, count: number) =>
    groupsThatGoRound(seams, nearest, width, labels, count);
  const find = (data: Uint8Array, front = known, collar = noCollar) =>
    findPrint(data, front, collar, width, height, goesRound);
  const FABRIC = [180, 180, 186] as const;
  const INK = [20, 20, 30] as const;

  it('finds a word of separate letters as one print', () => {
    const word = painted(width, height, (x, y) =>
      y > 60 && y < 80 && x > 30 && x < 90 && x % 8 < 5 ? INK : FABRIC,
    );
    const { print } = find(word);
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
    const { print } = find(frame);
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
    const { print } = find(drawing, front);
    expect(print[70 * width + 60]).toBe(1);
  });

  it('takes a belt buckle and a placket that end at an opening', () => {
    const placket = painted(width, height, (x, y) =>
      y < 90 && Math.abs(x - 60) < 8 ? INK : FABRIC,
    );
    const { print } = find(placket);
    expect(print[4 * width + 60]).toBe(1);
    expect(print[80 * width + 60]).toBe(1);
    expect(print[120 * width + 60]).toBe(0);
  });

  it('parts a collar from the sleeve bands that it touches', () => {
    const collar = noCollar.slice();
    for (let y = 0; y < 30; y += 1) for (let x = 30; x < 90; x += 1) collar[y * width + x] = 1;
    const yoke = painted(width, height, (_, y) => (y < 28 ? INK : FABRIC));
    const { print } = find(yoke, known, collar);
    expect(print[10 * width + 60]).toBe(1);
    expect(print[10 * width + 10]).toBe(0);
  });

  it('says when marks lie all over', () => {
    const dots = painted(width, height, (x, y) => (x % 24 < 6 && y % 24 < 6 ? INK : FABRIC));
    expect(find(dots).allOver).toBe(true);
  });

  it.each([
    ['a fabric of its own shades', (x: number) => [180 - x / 3, 180 - x / 3, 186 - x / 3] as const],
    ['stripes', (_: number, y: number) => ((y >> 3) & 1 ? INK : FABRIC)],
    ['a dark collar', (_: number, y: number) => (y < 20 ? INK : FABRIC)],
    ['dots all over', (x: number, y: number) => (x % 24 < 6 && y % 24 < 6 ? INK : FABRIC)],
    ['two halves', (x: number) => (x < 60 ? INK : FABRIC)],
  ])('takes %s for no print', (_, colorAt) => {
    expect(share(find(painted(width, height, colorAt)).print)).toBe(0);
  });
});
