import { expect, test, vi } from 'vitest';
import { drawGarment } from './drawn-garments.ts';
import type { LandmarkCorrection } from './landmark-correction.ts';
import { readFromMatte } from './read-from-matte.ts';
import { shapeReader } from './shape-reader.ts';
import { workingImageOf } from './working-image.ts';

// A reading is real work; a busy machine is no failure.
vi.setConfig({ testTimeout: 30_000 });

const image = workingImageOf(drawGarment('longSleeve'));
const { width, height } = image;
const matte = {
  width,
  height,
  data: Uint8Array.from({ length: width * height }, (_, i) => image.data[i * 4 + 3]!),
};

test('readings with a memory are those without, whatever was read before', () => {
  const readShape = shapeReader(image, matte);
  const { landmarks } = readFromMatte(image, matte, { category: 'auto', readShape });
  const moved = (name: string, dx: number, dy: number): LandmarkCorrection => {
    const { x, y } = landmarks.find((landmark) => landmark.name === name)!;
    return { name, x: (x + dx) / width, y: (y + dy) / height };
  };
  const tries: readonly (readonly LandmarkCorrection[])[] = [
    [moved('hem-left', 0, -20)],
    [moved('armpit-left', 0, -40)],
    [moved('armpit-left', 0, -40), moved('hem-left', 0, 20)],
    [],
  ];
  for (const corrections of tries) {
    for (const category of ['auto', 'shirt'] as const) {
      expect(readFromMatte(image, matte, { category, corrections, readShape })).toEqual(
        readFromMatte(image, matte, { category, corrections }),
      );
    }
  }
});

test('only armpits and the category make it look again', () => {
  const readShape = shapeReader(image, matte);
  const first = readShape('auto', new Map());
  expect(readShape('auto', new Map([['hem-left', [3, 4]]]))).toBe(first);
  expect(readShape('auto', new Map([['armpit-left', [300, 400]]]))).not.toBe(first);
  expect(readShape('shirt', new Map())).not.toBe(first);
});
