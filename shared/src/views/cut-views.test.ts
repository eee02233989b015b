import { expect, test } from 'vitest';
import { cutViews, unscaleLatents, viewsTensor } from './cut-views.ts';
import { roundHalfEven } from './round-half-even.ts';

/** A grid whose red says the view, green the row and blue the column of a pixel, in the decoder's range. */
function grid(side: number): Float32Array {
  const [width, height] = [2 * side, 3 * side];
  const picture = new Float32Array(3 * width * height);
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [i % width, Math.floor(i / width)];
    const bytes = [Math.floor(y / side) * 2 + Math.floor(x / side), y % side, x % side];
    bytes.forEach((byte, c) => {
      picture[c * width * height + i] = ((byte / 255 - 0.5) * 2) / 1.6;
    });
  }
  return picture;
}

test('views are read row by row, and channels stay where they are', () => {
  const views = cutViews(grid(4), 4);
  expect(views.length).toBe(6);
  views.forEach(({ data }, n) => {
    for (let i = 0; i < 16; i++) {
      expect([...data.subarray(i * 4, i * 4 + 4)]).toEqual([n, Math.floor(i / 4), i % 4, 255]);
    }
  });
});

test('what is beyond white and black is white and black', () => {
  const picture = new Float32Array(3 * 6).fill(9);
  picture.fill(-9, 6);
  expect([...cutViews(picture, 1)[0]!.data]).toEqual([255, 0, 0, 255]);
});

test('the tensor of the views has channels before pixels, in 0..1', () => {
  const tensor = viewsTensor(cutViews(grid(4), 4));
  expect(tensor.length).toBe(6 * 3 * 16);
  // View 3, green, row 2, column 1.
  expect(tensor[(3 * 3 + 1) * 16 + 9]).toBeCloseTo(2 / 255, 7);
  expect(tensor[3 * 3 * 16]).toBeCloseTo(3 / 255, 7);
});

test('latents are put back in place', () => {
  const latents = Float32Array.of(0, 0.75);
  expect(unscaleLatents(latents)).toBe(latents);
  expect(latents[0]).toBeCloseTo(0.22 / 0.18215, 6);
  expect(latents[1]).toBeCloseTo(1.22 / 0.18215, 6);
});

test('halves go to the even neighbour', () => {
  expect([0.5, 1.5, 2.5, -0.5, 2.4, 2.6].map(roundHalfEven)).toEqual([0, 2, 2, 0, 2, 3]);
});
