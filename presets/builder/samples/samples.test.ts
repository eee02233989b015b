import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CATEGORIES } from '@fitroom/shared/garment/vocabulary';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';

const FOLDER = join(import.meta.dirname, '../../samples');

interface Sample {
  readonly id: string;
  readonly file: string;
  readonly category: string;
  readonly names: { readonly en: string; readonly ko: string };
  readonly width_px: number;
  readonly height_px: number;
}

const { samples } = JSON.parse(await readFile(join(FOLDER, 'samples.json'), 'utf8')) as {
  samples: Sample[];
};

it('lists every picture, and nothing else', async () => {
  const pictures = (await readdir(FOLDER)).filter((file) => file !== 'samples.json');
  expect(samples.map(({ file }) => file).sort()).toEqual(pictures.sort());
});

it('shows tops, a dress, trousers and a skirt', () => {
  expect(new Set(samples.map(({ category }) => category))).toEqual(
    new Set(['top', 'dress', 'trousers', 'skirt']),
  );
});

describe.each(samples)('the sample $id', (sample) => {
  it('has a known category and a name in both languages', () => {
    expect(CATEGORIES).toContain(sample.category);
    expect(sample.names.en).toMatch(/[a-z]/);
    expect(sample.names.ko).toMatch(/[가-힣]/);
  });

  it('is a picture of the stated size with a plain, light border around the garment', async () => {
    const { data, info } = await sharp(join(FOLDER, sample.file))
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([sample.width_px, sample.height_px]);
    const border: number[] = [];
    for (let x = 0; x < info.width; x++) border.push(data[x]!, data[data.length - 1 - x]!);
    for (let y = 0; y < info.height; y++) {
      border.push(data[y * info.width]!, data[(y + 1) * info.width - 1]!);
    }
    expect(Math.min(...border)).toBeGreaterThan(190);
  });
});
