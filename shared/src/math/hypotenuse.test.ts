import { expect, test } from 'vitest';
import { hypotenuse } from './hypotenuse.ts';
import { seededRandom } from './seeded-random.ts';

test('is Math.hypot to the last bit', () => {
  const random = seededRandom(3);
  for (let n = 0; n < 2000; n += 1) {
    const x = (random() - 0.5) * 2 ** Math.floor(60 * random() - 30);
    const y = random() - 0.5;
    if (!Object.is(hypotenuse(x, y), Math.hypot(x, y))) expect.fail(`${x}, ${y}`);
  }
  expect([hypotenuse(0, 0), hypotenuse(-3, 4), hypotenuse(0, -2)]).toEqual([0, 5, 2]);
});
