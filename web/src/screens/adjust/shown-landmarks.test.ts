import { expect, test } from 'vitest';
import { shownLandmarks } from './shown-landmarks.ts';

const READING = {
  width: 200,
  height: 400,
  landmarks: [
    { name: 'crotch', x: 100, y: 300, confidence: 0.9 },
    { name: 'waist-left', x: 150, y: 40, confidence: 0.2 },
    { name: 'waist-right', x: 50, y: 40, confidence: 0.8 },
  ],
};

test('landmarks are shares of the photo, from the top down and left to right', () => {
  expect(shownLandmarks(READING, []).map(({ name, x, y }) => [name, x, y])).toEqual([
    ['waist-right', 0.25, 0.1],
    ['waist-left', 0.75, 0.1],
    ['crotch', 0.5, 0.75],
  ]);
});

test('a moved landmark stands where the user put it and is no longer unsure', () => {
  const [unsure] = shownLandmarks(READING, []).filter(({ isUnsure }) => isUnsure);
  expect(unsure?.name).toBe('waist-left');
  const shown = shownLandmarks(READING, [{ name: 'waist-left', x: 0.9, y: 0.2 }]);
  const moved = shown.find(({ name }) => name === 'waist-left');
  expect(moved).toEqual({ name: 'waist-left', x: 0.9, y: 0.2, isUnsure: false, isMoved: true });
});

test('a correction of a landmark that this garment does not have shows nothing', () => {
  expect(shownLandmarks(READING, [{ name: 'neck-left', x: 0, y: 0 }])).toHaveLength(3);
});
