import { describe, expect, it } from 'vitest';
import type { RgbaImage } from '../image/image.ts';
import { personPicture, personSquare } from './person-square.ts';

/** A box of one colour on nothing. */
function photoOf(
  [width, height]: readonly [number, number],
  [left, top, right, bottom]: readonly [number, number, number, number],
  colour: readonly [number, number, number, number] = [250, 10, 60, 255],
): RgbaImage {
  const data = new Uint8Array(4 * width * height);
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) data.set(colour, 4 * (y * width + x));
  }
  return { width, height, data };
}

describe('personSquare', () => {
  it('lies round the middle of the person, a little larger', () => {
    const square = personSquare(photoOf([400, 600], [150, 100, 250, 500]));
    expect(square.left + square.side / 2).toBe(200);
    expect(square.top + square.side / 2).toBe(300);
    expect(square.side).toBe(2 * Math.trunc(0.5915 * 400));
  });

  it('may go beyond the photo', () => {
    const square = personSquare(photoOf([100, 300], [0, 0, 100, 300]));
    expect(square.left).toBeLessThan(0);
    expect(square.top).toBeLessThan(0);
    expect(square.side).toBeGreaterThan(300);
  });

  it('leaves faint fringes out', () => {
    const photo = photoOf([100, 100], [40, 40, 60, 60]);
    photo.data.set([0, 0, 0, 90], 0);
    expect(personSquare(photo)).toEqual(personSquare(photoOf([100, 100], [40, 40, 60, 60])));
  });

  it('says when nobody is there', () => {
    expect(() => personSquare(photoOf([9, 9], [0, 0, 0, 0]))).toThrow(/nobody/);
  });
});

describe('personPicture', () => {
  const at = (values: Float32Array, side: number, x: number, y: number) =>
    [0, 1, 2].map((c) => values[c * side * side + y * side + x]!);

  // Opaque colours lose one of 255, as in the reference.
  it('lays the person on gray, black beyond the photo, in planes from -1 to 1', () => {
    const photo = photoOf([40, 40], [10, 10, 30, 30]);
    const values = personPicture(photo, { left: 0, top: 0, side: 40 }, 40);
    expect(at(values, 40, 20, 20)).toEqual(
      [249, 9, 59].map((byte) => Math.fround((byte / 255 - 0.5) / 0.5)),
    );
    const gray = Math.fround((127 / 255 - 0.5) / 0.5);
    expect(at(values, 40, 5, 5)).toEqual([gray, gray, gray]);
    const beyond = personPicture(photo, { left: -30, top: 0, side: 40 }, 40);
    expect(at(beyond, 40, 2, 20)).toEqual([-1, -1, -1]);
    expect(at(beyond, 40, 39, 20)).toEqual(at(values, 40, 9, 20));
  });

  it('mixes half transparent pixels with gray', () => {
    const photo = photoOf([8, 8], [0, 0, 8, 8], [255, 255, 255, 128]);
    const values = personPicture(photo, { left: 0, top: 0, side: 8 }, 4);
    // 255 x 0.502 + 127.5 x 0.498 = 191.5, cut off.
    expect(values[0]).toBeCloseTo((191 / 255 - 0.5) / 0.5, 6);
  });

  it('goes between pixels when it enlarges and skips some when it shrinks', () => {
    const data = new Uint8Array(4 * 64);
    for (let n = 0; n < 64; n++) data.set([32 * (n % 8), 0, 0, 255], 4 * n);
    const ramp: RgbaImage = { width: 8, height: 8, data };
    const red = (side: number) =>
      Array.from(personPicture(ramp, { left: 0, top: 0, side: 8 }, side).subarray(0, side), (v) =>
        Math.round((v * 0.5 + 0.5) * 255),
      );
    // One of 255 less than in the photo, see above.
    expect(red(16).slice(0, 4)).toEqual([0, 8, 23, 39]);
    // Between pixels 1 and 2, and 5 and 6.
    expect(red(2)).toEqual([47, 175]);
  });
});
