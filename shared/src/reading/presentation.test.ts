import { beforeAll, describe, expect, it } from 'vitest';
import { flatLayPhoto, ghostPhoto, type SyntheticPhoto } from '../../test/synthetic-photos.ts';
import type { RgbaImage } from '../image/image.ts';
import type { GarmentReading } from './garment-reading.ts';
import { readPresentation } from './presentation.ts';
import { readFromMatte } from './read-from-matte.ts';

/** Readings take seconds on a busy machine. */
const TIMEOUT = 60_000;

interface Read {
  readonly photo: SyntheticPhoto;
  readonly reading: GarmentReading;
}

const read = (photo: SyntheticPhoto): Read => ({
  photo,
  reading: readFromMatte(photo.image, photo.matte, { category: 'top' }),
});

/** The photo with another ground: a grey level for each pixel, and its alpha. */
function before({ image, matte }: SyntheticPhoto, ground: (i: number) => number, alpha = 255) {
  const data = image.data.slice();
  matte.data.forEach((garment, i) => {
    if (garment === 0) data.set([ground(i), ground(i), ground(i), alpha], 4 * i);
  });
  return { ...image, data } satisfies RgbaImage;
}

const rough = (i: number) => 120 + ((i * 37) % 60);

describe('readPresentation', () => {
  let flat: Read;
  let ghost: Read;

  beforeAll(() => {
    flat = read(flatLayPhoto());
    ghost = read(ghostPhoto());
  }, TIMEOUT);

  it('tells a flat-lay from a ghost mannequin, and is sure of it', () => {
    expect(flat.reading.presentation.value).toBe('flat');
    expect(ghost.reading.presentation.value).toBe('worn');
    for (const { reading } of [flat, ghost]) {
      expect(reading.presentation.confidence).toBeGreaterThan(0.8);
    }
  });

  it('knows a flat garment by its width where the ground is even', () => {
    const image = before(flat.photo, () => 255);
    expect(readPresentation(image, flat.reading).value).toBe('flat');
  });

  it('goes by the proportions alone where the photo was cut out before', () => {
    for (const { photo, reading } of [flat, ghost]) {
      const image = before(photo, () => 0, 0);
      expect(readPresentation(image, reading).value).toBe(reading.presentation.value);
    }
  });

  it('believes that what lies on a rough ground lies', () => {
    const image = before(ghost.photo, rough);
    expect(readPresentation(image, ghost.reading).value).toBe('flat');
  });

  it('looks for the ground inside a frame, whether that is narrow or wide', () => {
    const { width, height } = ghost.photo.image;
    for (const share of [0.01, 0.025]) {
      const frame = share * Math.min(width, height);
      const image = before(ghost.photo, (i) => {
        const x = i % width;
        const y = Math.floor(i / width);
        const deep = Math.min(x, y, width - 1 - x, height - 1 - y);
        return deep < frame ? 255 : rough(i);
      });
      expect(readPresentation(image, ghost.reading).value).toBe('flat');
    }
  });
});
