import { describe, expect, test, vi } from 'vitest';
import { BOTTOM_SILHOUETTES } from '../../test/shapes/silhouettes/bottoms.ts';
import { DRESS_SILHOUETTES } from '../../test/shapes/silhouettes/dresses.ts';
import { ONE_PIECE_SILHOUETTES } from '../../test/shapes/silhouettes/one-pieces.ts';
import { drawSilhouette, type Silhouette } from '../../test/shapes/silhouettes/silhouette.ts';
import { TOP_SILHOUETTES } from '../../test/shapes/silhouettes/tops.ts';
import type { GarmentReading } from './garment-reading.ts';
import { readFromMatte } from './read-from-matte.ts';

// A reading is real work; a busy machine is no failure.
vi.setConfig({ testTimeout: 30_000 });

const SILHOUETTES: readonly (readonly [string, Silhouette])[] = Object.entries({
  ...TOP_SILHOUETTES,
  ...DRESS_SILHOUETTES,
  ...BOTTOM_SILHOUETTES,
  ...ONE_PIECE_SILHOUETTES,
});

function read(silhouette: Silhouette, tilt = 0, stretch = 1): GarmentReading {
  const image = drawSilhouette(silhouette, tilt, stretch);
  const { width, height } = image;
  const data = new Uint8Array(width * height).map((_, i) => image.data[4 * i + 3]!);
  return readFromMatte(image, { width, height, data }, { category: 'auto' });
}

describe.each(SILHOUETTES)('a silhouette of %s', (_, silhouette) => {
  const { category, upper } = silhouette;

  test('is named, and its upper edge is read', () => {
    const reading = read(silhouette);
    expect(reading.category.value).toBe(category);
    if (upper.length === 0) expect(reading.upper).toBeNull();
    else expect(upper).toContain(reading.upper);
  });

  test('keeps its name when it lies askew and drawn wider', () => {
    expect(read(silhouette, 0.09, 1.04).category.value).toBe(category);
  });
});
