import { expect, it } from 'vitest';
import { seededRandom } from '../math/seeded-random.ts';
import { growMask, shrinkMask } from './grow-mask.ts';

const [WIDTH, HEIGHT] = [41, 33];
const SEED = 3;

it.each([0, 1, 4])(`grows and shrinks as brute force does (radius %i, seed ${SEED})`, (radius) => {
  const random = seededRandom(SEED);
  const mask = Uint8Array.from({ length: WIDTH * HEIGHT }, () => (random() < 0.03 ? 1 : 0));
  const inverse = mask.map((value) => 1 - value);
  const grown = growMask(mask, WIDTH, HEIGHT, radius);
  const shrunk = shrinkMask(inverse, WIDTH, HEIGHT, radius);
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      let any = 0;
      for (let ny = Math.max(0, y - radius); ny <= Math.min(HEIGHT - 1, y + radius); ny += 1) {
        for (let nx = Math.max(0, x - radius); nx <= Math.min(WIDTH - 1, x + radius); nx += 1) {
          any |= mask[ny * WIDTH + nx]!;
        }
      }
      expect(grown[y * WIDTH + x]).toBe(any);
      expect(shrunk[y * WIDTH + x]).toBe(1 - any);
    }
  }
});
