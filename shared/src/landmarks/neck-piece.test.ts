import { expect, test, vi } from 'vitest';
import { drawSilhouette, type Silhouette } from '../../test/shapes/silhouettes/silhouette.ts';
import { readShape } from '../reading/read-shape.ts';
import { readUpper, type Upper } from './read-upper.ts';

// A reading is real work; a busy machine is no failure.
vi.setConfig({ testTimeout: 30_000 });

/** A long dress whose narrow shoulders end in armholes that are cut far in, as it lay on a floor. */
const CUT_IN: Silhouette = {
  category: 'dress',
  upper: ['sleeveless'],
  half: [
    0, 2.8, 2.4, 3.2, 5.6, 0.9, 7.6, 1.9, 9.3, 3.9, 11.3, 9.9, 13.1, 13.2, 19.5, 18.9, 22.6, 39.8,
    25.6, 53.7, 29.4, 85.7, 29.3, 89.3, 24.2, 90, 19.6, 89.5, 12.9, 87.1, 6.5, 87.9, 0, 87.5,
  ],
  right: [
    0, 2.8, 2.1, 3.1, 6.1, 1.8, 8, 0, 10.2, 0.6, 11.2, 7.1, 12.8, 11.1, 15.9, 15.3, 19.3, 17.2,
    20.4, 22.3, 21, 32.4, 22, 39.6, 28.1, 68.8, 29.2, 80.4, 30.6, 86.8, 30.2, 87.5, 28.3, 87.8,
    20.7, 87.8, 10.4, 86, 0, 87.5,
  ],
};

/** A jumper whose turtleneck stands above shoulders that slope. */
const TURTLENECK: Silhouette = {
  category: 'top',
  upper: ['sleeves'],
  half: [0, 0, 8, 0, 9, 12, 22, 17, 33, 60, 25, 62, 22, 38, 22, 66, 0, 66],
};

function upperOf(silhouette: Silhouette, tilt: number): Upper {
  const image = drawSilhouette(silhouette, tilt);
  const { width, height } = image;
  const data = new Uint8Array(width * height).map((_, i) => image.data[4 * i + 3]!);
  const { frame, torso } = readShape(image, { width, height, data }, 'auto', new Map());
  return readUpper(frame, torso, null);
}

test.each([0, 0.05, 0.09])(
  'what stands above armholes that are cut far in is no collar, turned by %f',
  (tilt) => {
    expect(upperOf(CUT_IN, tilt).collar).toBe(false);
  },
);

test.each([0, 0.05])('a turtleneck ends where the shoulders begin, turned by %f', (tilt) => {
  const upper = upperOf(TURTLENECK, tilt);
  expect(upper.collar).toBe(true);
  // 12 of the 22 cm that the torso is wide to each side.
  expect(upper.collarHeight).toBeGreaterThan(0.45);
  expect(upper.collarHeight).toBeLessThan(0.65);
});
