import { expect, test } from 'vitest';
import { dressedPerson, PERSON_COLOURS } from '../../test/shapes/dressed-person.ts';
import type { RgbaImage } from '../image/image.ts';
import type { GarmentParser, ParserNetwork } from './garment-parser.ts';
import { wornMatte } from './worn-matte.ts';

const NETWORK: ParserNetwork = {
  name: 'by-colour',
  size: 128,
  divisor: 255,
  mean: [0, 0, 0],
  deviation: [1, 1, 1],
  output: 'labels',
  answerSize: 64,
  labels: Object.keys(PERSON_COLOURS),
};

/** Knows the drawn person's colours, and is asked this often. */
function parserByColour(): GarmentParser & { readonly looks: number } {
  let looks = 0;
  return {
    network: NETWORK,
    get looks() {
      return looks;
    },
    async run(input) {
      looks++;
      const { size, answerSize } = NETWORK;
      const logits = new Float32Array(NETWORK.labels.length * answerSize ** 2);
      for (let y = 0; y < answerSize; y++) {
        for (let x = 0; x < answerSize; x++) {
          const from = 2 * y * size + 2 * x;
          Object.values(PERSON_COLOURS).forEach((colour, c) => {
            const off = [0, 1, 2].map((k) => input[k * size * size + from]! - colour[k]! / 255);
            logits[(c * answerSize + y) * answerSize + x] = -200 * Math.hypot(...off) ** 2;
          });
        }
      }
      return logits;
    },
  };
}

/** Share of the pixels in which a matte and a part of the person agree, of those in either. */
function agreement(
  image: RgbaImage,
  matte: { data: Uint8Array },
  part: keyof typeof PERSON_COLOURS,
) {
  const colour = PERSON_COLOURS[part];
  let both = 0;
  let either = 0;
  for (let i = 0; i < matte.data.length; i++) {
    const own = [0, 1, 2].every((k) => Math.abs(image.data[4 * i + k]! - colour[k]!) <= 2);
    const cut = matte.data[i]! >= 128;
    if (own && cut) both++;
    if (own || cut) either++;
  }
  return both / either;
}

test.each([
  ['top', 'Upper-clothes'],
  ['outerwear', 'Upper-clothes'],
  ['trousers', 'Pants'],
  // Longer than the top by less than would say that it is meant.
  ['auto', 'Upper-clothes'],
] as const)('the %s is what is labelled %s', async (category, part) => {
  const image = dressedPerson();
  const matte = (await wornMatte(image, parserByColour(), category))!;
  expect(agreement(image, matte, part)).toBeGreaterThan(0.97);
  expect(matte.findings).toContain('cut-from-person');
});

test('a small person is looked at again', async () => {
  const parser = parserByColour();
  const { width, height, data } = dressedPerson();
  const wide = { width: 3 * width, height, data: new Uint8ClampedArray(12 * width * height) };
  for (let i = 0; i < wide.data.length; i++) wide.data[i] = data[i % 4]!;
  for (let y = 0; y < height; y++) {
    const row = data.subarray(4 * y * width, 4 * (y + 1) * width);
    wide.data.set(row, 4 * (y * wide.width + width));
  }
  const matte = (await wornMatte(wide, parser, 'top'))!;
  expect(parser.looks).toBe(2);
  expect(agreement(wide, matte, 'Upper-clothes')).toBeGreaterThan(0.96);
});

test('what the person does not wear is refused by its name', async () => {
  await expect(wornMatte(dressedPerson(), parserByColour(), 'dress')).resolves.not.toBeNull();
  await expect(wornMatte(dressedPerson(), parserByColour(), 'skirt')).rejects.toThrow(
    expect.objectContaining({
      code: 'no-garment',
      message: expect.stringMatching(/no garment of the category skirt/),
    }),
  );
});

test('a garment without a person is left to the usual way', async () => {
  const { width, height, data } = dressedPerson();
  const flat = { width, height, data: data.slice() };
  for (let i = 0; i < data.length; i += 4) {
    const isBlue = data[i + 2]! > 150 && data[i]! < 60;
    if (!isBlue) flat.data.set([...PERSON_COLOURS.Background, 255], i);
  }
  expect(await wornMatte(flat, parserByColour(), 'top')).toBeNull();
});

test('skin without clothes says nothing of a garment', async () => {
  const { width, height, data } = dressedPerson();
  const bare = { width, height, data: data.slice() };
  for (let i = 0; i < data.length; i += 4) {
    if (data[i]! < 60) bare.data.set([...PERSON_COLOURS.Face, 255], i);
  }
  expect(await wornMatte(bare, parserByColour(), 'auto')).toBeNull();
  expect(await wornMatte(bare, parserByColour(), 'top')).toBeNull();
});
