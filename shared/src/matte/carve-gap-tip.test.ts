import { describe, expect, it } from 'vitest';
import { carveGapTip } from './carve-gap-tip.ts';
import { findPlainBackground } from './plain-background.ts';

const WIDTH = 160;
const HEIGHT = 200;
const PINK = [210, 160, 160] as const;
const SHADOW = [214, 214, 214] as const;

/** Trousers on white whose gap narrows upwards from row 190 to row 60 and is shaded in its tip. */
function trousers(tip: readonly [number, number, number]) {
  const data = new Uint8ClampedArray(4 * WIDTH * HEIGHT).fill(255);
  const prior = new Float32Array(WIDTH * HEIGHT);
  for (let y = 20; y < 190; y++) {
    const gap = y < 60 ? 0 : ((y - 60) / 130) * 20;
    for (let x = 40; x < 120; x++) {
      const i = y * WIDTH + x;
      const inGap = Math.abs(x + 0.5 - 80) < gap;
      // The network sees the gap from row 110 down only.
      prior[i] = inGap && y >= 110 ? 0.02 : 0.98;
      const colour = inGap ? (y < 110 ? tip : ([255, 255, 255] as const)) : PINK;
      for (let c = 0; c < 3; c++) data[4 * i + c] = colour[c]!;
    }
  }
  const image = { width: WIDTH, height: HEIGHT, data };
  const plain = findPlainBackground(image, prior)!;
  carveGapTip(image, prior, plain, { left: 40, right: 119, top: 20, bottom: 189 });
  return prior;
}

describe('carveGapTip', () => {
  it('gives the shaded tip of the gap between legs back to the background', () => {
    const prior = trousers(SHADOW);
    expect(prior[100 * WIDTH + 80]).toBeLessThan(0.1);
    expect(prior[75 * WIDTH + 80]).toBeLessThan(0.1);
    expect(prior[100 * WIDTH + 60]).toBeGreaterThan(0.9);
    expect(prior[40 * WIDTH + 80]).toBeGreaterThan(0.9);
  });

  it('leaves cloth of another colour between the legs alone', () => {
    const prior = trousers([60, 80, 160]);
    expect(prior[100 * WIDTH + 80]).toBeGreaterThan(0.9);
  });
});
