import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { RgbaImage } from '../image/image.ts';
import { CLIP_INPUT, conditionInput, VAE_INPUT } from './condition-inputs.ts';
import { composeFrame, frameGarment } from './frame-garment.ts';
import { resampleBytes } from './resample-bytes.ts';
import type { RgbImage } from './rgb-image.ts';

const FIXTURES = join(import.meta.dirname, '../../../models/export/fixtures/preparation.json');
const pair = z.tuple([z.int(), z.int()]);
const kept = { base64: z.string().optional(), sha256: z.string().optional() };
const fixtures = z
  .object({
    resampled: z.array(
      z.object({ from: pair, to: pair, filter: z.enum(['bilinear', 'bicubic']), ...kept }),
    ),
    composed: z.array(
      z.object({ from: pair, ground: z.enum(['white', 'gray']), side: z.int(), ...kept }),
    ),
    inputs: z.array(
      z.object({ from: pair, side: z.int(), network: z.enum(['vae', 'clip']), ...kept }),
    ),
  })
  .parse(JSON.parse(readFileSync(FIXTURES, 'utf8')));

/** As models/export/drawn_picture.py draws it. */
function drawnRgb(width: number, height: number): RgbImage {
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < data.length; i++) {
    const c = i % 3;
    const x = Math.floor(i / 3) % width;
    const y = Math.floor(i / 3 / width);
    const speck = (x * 7 + y * 13 + c * 5) % 11 === 0 ? 131 : 0;
    data[i] = (x * (3 + 2 * c) + y * (5 - c) + speck) % 256;
  }
  return { width, height, data };
}

function drawnRgba(width: number, height: number): RgbaImage {
  const rgb = drawnRgb(width, height).data;
  const data = new Uint8Array(width * height * 4);
  const [w2, h2] = [width * width, height * height];
  for (let i = 0; i < width * height; i++) {
    const across = 16 * (i % width) - 7 * width;
    const down = 16 * Math.floor(i / width) - 6 * height;
    const inside = (36 * w2 * h2 - across * across * h2 - down * down * w2) * 32;
    data.set(rgb.subarray(i * 3, i * 3 + 3), i * 4);
    data[i * 4 + 3] = Math.min(255, Math.max(0, Math.floor(inside / (w2 * h2))));
  }
  return { width, height, data };
}

function expectBytes(
  bytes: Uint8Array,
  { base64, sha256 }: { base64?: string | undefined; sha256?: string | undefined },
): void {
  if (base64 !== undefined) {
    expect([...bytes]).toEqual([...Buffer.from(base64, 'base64')]);
  } else {
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
  }
}

test.each(fixtures.resampled)('$from to $to, $filter: the bytes of Pillow', (fixture) => {
  const result = resampleBytes(drawnRgb(...fixture.from), ...fixture.to, fixture.filter);
  expect([result.width, result.height]).toEqual(fixture.to);
  expectBytes(result.data, fixture);
});

test.each(fixtures.composed)('$from framed on $ground: the bytes of Pillow', (fixture) => {
  const photo = drawnRgba(...fixture.from);
  const frame = frameGarment(photo);
  const result = composeFrame(photo, frame, fixture.ground);
  expect(result.width).toBe(fixture.side);
  expectBytes(result.data, fixture);
});

test.each(fixtures.inputs)('$from as input of $network', (fixture) => {
  const input = fixture.network === 'vae' ? VAE_INPUT : CLIP_INPUT;
  const values = conditionInput(drawnRgb(...fixture.from), fixture.side, input);
  const bytes = Uint8Array.from(Buffer.from(fixture.base64!, 'base64'));
  const wanted = new Float32Array(bytes.buffer);
  expect(values.length).toBe(wanted.length);
  let furthest = 0;
  values.forEach((value, i) => {
    furthest = Math.max(furthest, Math.abs(value - wanted[i]!));
  });
  // A step of one byte is at least 1/255 here; what is left is the rounding of 32 bits.
  expect(furthest).toBeLessThan(1e-6);
});

test('a picture of the wanted size is passed on as it is', () => {
  const image = drawnRgb(8, 8);
  expect(resampleBytes(image, 8, 8, 'bicubic')).toBe(image);
});

test('colours of transparent pixels do not show', () => {
  const photo = drawnRgba(20, 20);
  const data = Uint8Array.from(photo.data);
  for (let i = 0; i < data.length; i += 4) if (data[i + 3] === 0) data.fill(0xee, i, i + 3);
  const [plain, dirty] = [photo, { ...photo, data }].map((image) =>
    composeFrame(image, frameGarment(image), 'white'),
  );
  expect(dirty!.data).toEqual(plain!.data);
});

test.each([0, 1])('%d opaque pixels are no garment', (opaque) => {
  const data = new Uint8Array(6 * 6 * 4);
  if (opaque > 0) data[3] = 255;
  expect(() => frameGarment({ width: 6, height: 6, data })).toThrow('no garment to look at');
});
