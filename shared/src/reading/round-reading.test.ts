import { expect, test } from 'vitest';
import { roundReading } from './round-reading.ts';

const pixels = new Uint8Array([0, 127, 255]);
const reading = {
  outline: Float64Array.from([0.1, 100.123456789, -3.7]),
  arcs: [{ kind: 'neck', from: 3, to: 17 }],
  axis: { x: 200.3, tilt: 0.012345 },
  frontHem: null,
  matte: { width: 3, height: 1, data: pixels },
};

test('what two engines compute becomes the same, and moves less than a photo shows', () => {
  const other = {
    ...reading,
    outline: reading.outline.map((value) => value * (1 + 2 ** -52)),
    axis: { x: 200.3 + 3e-14, tilt: 0.012345 - 2e-18 },
  };
  const rounded = roundReading(reading);
  expect(roundReading(other)).toEqual(rounded);
  rounded.outline.forEach((value, i) => {
    expect(Math.abs(value - reading.outline[i]!)).toBeLessThan(0.0002);
  });
});

test('counts, words, pixels and what is absent stay as they are, and the input too', () => {
  const rounded = roundReading(reading);
  expect(rounded.arcs).toEqual(reading.arcs);
  expect(rounded.frontHem).toBeNull();
  expect(rounded.matte.data).toBe(pixels);
  expect(reading.outline[1]).toBe(100.123456789);
  expect(roundReading(rounded)).toEqual(rounded);
});
