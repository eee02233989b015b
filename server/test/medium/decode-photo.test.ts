import { InputError } from '@fitroom/shared/job/input-error';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodePhoto, PHOTO_MOST_BYTES } from '../../src/photos/decode-photo.ts';

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#3060a0' } });
const jpeg = () => plain(200, 300).jpeg().toBuffer();
const stripes = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"><rect width="400" height="400" fill="#ccc"/><path d="M0 0L400 400M400 0L0 400M0 200H400" stroke="#a20" stroke-width="31"/></svg>',
);

describe('photos that are taken', () => {
  it.each(['jpeg', 'png', 'webp', 'avif'] as const)('%s', async (format) => {
    const image = await decodePhoto(await plain(120, 90).toFormat(format).toBuffer());
    expect([image.width, image.height, image.data.length]).toEqual([120, 90, 120 * 90 * 4]);
    expect(image.data[3]).toBe(255);
  });

  it('stands upright as EXIF asks', async () => {
    const turned = await plain(200, 100).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    const image = await decodePhoto(turned);
    expect([image.width, image.height]).toEqual([100, 200]);
  });

  it('keeps straight alpha', async () => {
    const clear = await sharp({
      create: {
        width: 80,
        height: 80,
        channels: 4,
        background: { r: 200, g: 10, b: 10, alpha: 0.5 },
      },
    })
      .png()
      .toBuffer();
    const { data } = await decodePhoto(clear);
    expect(data[0]).toBe(200);
    expect(data[3]).toBeGreaterThan(120);
    expect(data[3]).toBeLessThan(135);
  });
});

describe('photos that are refused, each with its code and what to do', () => {
  const cases: Readonly<Record<string, readonly [string, () => Promise<Uint8Array>]>> = {
    'text renamed': ['photo-unsupported', async () => Buffer.from('no photo at all\n'.repeat(40))],
    svg: [
      'photo-unsupported',
      async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"/>'),
    ],
    gif: ['photo-unsupported', () => plain(100, 100).gif().toBuffer()],
    empty: ['photo-unsupported', async () => new Uint8Array(0)],
    truncated: [
      'photo-unreadable',
      async () => {
        const whole = await sharp(stripes).jpeg().toBuffer();
        return whole.subarray(0, Math.floor(whole.length * 0.6));
      },
    ],
    '1 x 1': ['photo-too-small', () => plain(1, 1).png().toBuffer()],
    '12,000 x 12,000': [
      'photo-too-many-pixels',
      () => plain(12_000, 12_000).png({ compressionLevel: 1 }).toBuffer(),
    ],
    'more than 10 MB': [
      'photo-too-large',
      async () => Buffer.concat([await jpeg(), Buffer.alloc(PHOTO_MOST_BYTES)]),
    ],
  };

  it.each(Object.keys(cases))('%s', async (name) => {
    const [code, make] = cases[name]!;
    const bytes = await make();
    const error = await decodePhoto(bytes).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).code).toBe(code);
    expect((error as InputError).message.length).toBeGreaterThan(20);
    // The next photo is decoded as if nothing had been.
    expect((await decodePhoto(await jpeg())).width).toBe(200);
  });
});
