import { expect, test } from 'vitest';
import type { GrayImage, RgbaImage } from '../image/image.ts';
import { cutOut } from './cut-out.ts';
import { hasOwnMatte } from './make-matte.ts';

/** A red square on a telling green ground; its left column is half seen. */
function photo(): { image: RgbaImage; matte: GrayImage } {
  const [width, height] = [40, 30];
  const data = new Uint8ClampedArray(4 * width * height);
  const alpha = new Uint8Array(width * height);
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [i % width, Math.floor(i / width)];
    const isInside = x >= 10 && x < 20 && y >= 5 && y < 25;
    data.set(isInside ? [200, 30, 30, 255] : [0, 255, 0, 255], 4 * i);
    alpha[i] = isInside ? (x === 10 ? 128 : 255) : 3;
  }
  return { image: { width, height, data }, matte: { width, height, data: alpha } };
}

test('the garment is cropped with a border, and nothing of the ground is left under transparency', () => {
  const { image, matte } = photo();
  const cut = cutOut(image, matte);
  const border = Math.ceil(0.06 * 20);
  expect([cut.width, cut.height]).toEqual([10 + 2 * border, 20 + 2 * border]);
  expect(hasOwnMatte(cut), 'its alpha is taken for its matte').toBe(true);
  const at = (x: number, y: number) => [...cut.data.subarray(4 * (y * cut.width + x)).slice(0, 4)];
  expect(at(border, border)).toEqual([200, 30, 30, 128]);
  expect(at(border + 9, border + 19)).toEqual([200, 30, 30, 255]);
  for (let i = 0; i < cut.data.length; i += 4) {
    if (cut.data[i + 3] === 0) expect([...cut.data.subarray(i, i + 3)]).toEqual([0, 0, 0]);
    expect(cut.data[i + 1], 'no green anywhere').toBeLessThan(31);
  }
});

test('an empty matte is no garment', () => {
  const { image, matte } = photo();
  expect(() => cutOut(image, { ...matte, data: new Uint8Array(matte.data.length) })).toThrow(
    expect.objectContaining({ code: 'no-garment' }),
  );
});
