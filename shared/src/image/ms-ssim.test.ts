import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/seeded-random.ts';
import type { GrayImage, RgbaImage } from './image.ts';
import { msSsim } from './ms-ssim.ts';

const [WIDTH, HEIGHT] = [200, 180];
const SEED = 11;

function picture(valueAt: (x: number, y: number) => number): RgbaImage {
  const data = new Uint8ClampedArray(4 * WIDTH * HEIGHT).fill(255);
  for (let i = 0; i < WIDTH * HEIGHT; i += 1) {
    data.fill(valueAt(i % WIDTH, Math.floor(i / WIDTH)), 4 * i, 4 * i + 3);
  }
  return { width: WIDTH, height: HEIGHT, data };
}

const everywhere: GrayImage = {
  width: WIDTH,
  height: HEIGHT,
  data: new Uint8Array(WIDTH * HEIGHT).fill(255),
};
const leftHalf: GrayImage = {
  ...everywhere,
  data: everywhere.data.map((_, i) => (i % WIDTH < WIDTH / 2 ? 255 : 0)),
};
const cloth = (x: number, y: number) =>
  128 + 50 * Math.sin(x / 3) + 40 * Math.sin((x + 2 * y) / 11);

describe('msSsim', () => {
  it('is 1 for equal pictures and falls with noise', () => {
    const photo = picture(cloth);
    expect(msSsim(photo, photo, everywhere)).toBeCloseTo(1, 6);
    const worse = [4, 20, 90].map((strength) => {
      const random = seededRandom(SEED);
      return msSsim(
        photo,
        picture((x, y) => cloth(x, y) + strength * (random() - 0.5)),
        everywhere,
      )!;
    });
    expect(worse[0]!).toBeGreaterThan(worse[1]!);
    expect(worse[1]!).toBeGreaterThan(worse[2]!);
    expect(worse[2]!).toBeLessThan(0.97);
  });

  it('sees a shift of a few pixels as another picture', () => {
    expect(
      msSsim(
        picture(cloth),
        picture((x, y) => cloth(x + 4, y)),
        everywhere,
      )!,
    ).toBeLessThan(0.8);
  });

  it('looks only where the mask is', () => {
    const photo = picture(cloth);
    const half = picture((x, y) => (x < WIDTH / 2 ? cloth(x, y) : 0));
    expect(msSsim(photo, half, leftHalf)).toBeCloseTo(1, 6);
    expect(msSsim(photo, half, everywhere)!).toBeLessThan(0.9);
  });

  it('says nothing of nothing', () => {
    const empty = { ...everywhere, data: new Uint8Array(WIDTH * HEIGHT) };
    expect(msSsim(picture(cloth), picture(cloth), empty)).toBeNull();
  });
});
