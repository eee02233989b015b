import { readPhotoHeader } from '@fitroom/shared/image/photo-header';
import sharp, { type Sharp } from 'sharp';
import { expect, test } from 'vitest';

const drawn = (width = 120, height = 80) =>
  sharp({ create: { width, height, channels: 3, background: '#a03030' } });
const bytesOf = async (image: Sharp) => new Uint8Array(await image.toBuffer());
const asciiBytes = (text: string) => new Uint8Array(Buffer.from(text.padEnd(200), 'latin1'));

test.each([
  ['jpg', () => drawn().jpeg()],
  [
    'jpg',
    () =>
      drawn()
        .jpeg({ progressive: true })
        .withExif({ IFD0: { Copyright: 'x' } }),
  ],
  ['png', () => drawn().png()],
  ['webp', () => drawn().webp()],
  ['webp', () => drawn().webp({ lossless: true })],
  ['webp', () => drawn().ensureAlpha(0.5).webp()],
  ['avif', () => drawn().avif({ effort: 0 })],
] as const)('a real %s tells its format and size', async (format, draw) => {
  expect(readPhotoHeader(await bytesOf(draw()))).toEqual({ format, width: 120, height: 80 });
});

test.each([1, 3, 5, 6, 7, 8])(
  'a JPEG with EXIF orientation %i tells its upright size',
  async (orientation) => {
    const bytes = await bytesOf(drawn().jpeg().withMetadata({ orientation }));
    const upright = await sharp(bytes).autoOrient().toBuffer({ resolveWithObject: true });
    const { width, height } = readPhotoHeader(bytes);
    expect([width, height]).toEqual([upright.info.width, upright.info.height]);
  },
);

test('a PNG that declares more pixels than we take is refused unread', async () => {
  const bytes = await bytesOf(drawn().png());
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(16, 12_000);
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(20, 12_000);
  expect(() => readPhotoHeader(bytes)).toThrow(
    expect.objectContaining({ code: 'photo-too-many-pixels' }),
  );
});

test.each([
  ['text', asciiBytes('not a photo'), 'another kind of file'],
  ['SVG', asciiBytes('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg">'), 'SVG'],
  ['GIF', asciiBytes('GIF89a'), 'GIF'],
  ['HEIC', asciiBytes('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), 'HEIC'],
  ['nothing', new Uint8Array(), 'another kind of file'],
  ['two bytes', Uint8Array.of(0xff, 0xd8), 'another kind of file'],
])('%s is no photo, and the error names it', (_title, bytes, words) => {
  expect(() => readPhotoHeader(bytes)).toThrow(
    expect.objectContaining({ code: 'photo-unsupported', message: expect.stringContaining(words) }),
  );
});

test('a header cut short is unreadable, a single pixel too small', async () => {
  for (const image of [drawn().jpeg(), drawn().png(), drawn().webp()]) {
    const bytes = await bytesOf(image);
    expect(() => readPhotoHeader(bytes.subarray(0, 15))).toThrow(
      expect.objectContaining({ code: 'photo-unreadable' }),
    );
  }
  const pixel = await bytesOf(drawn(1, 1).png());
  expect(() => readPhotoHeader(pixel)).toThrow(
    expect.objectContaining({ code: 'photo-too-small' }),
  );
});

/** Two frames, one above the other, as sharp takes them. */
const twoFrames = () =>
  sharp(Buffer.concat([Buffer.alloc(80 * 80 * 3, 9), Buffer.alloc(80 * 80 * 3, 99)]), {
    raw: { width: 80, height: 160, channels: 3, pageHeight: 80 },
  });

test('several frames are no photo, and the error says so', async () => {
  const webp = await bytesOf(twoFrames().webp({ delay: [100, 100], loop: 0 }));
  const png = await bytesOf(drawn().png());
  // `acTL` behind `IHDR`, as an APNG has it.
  const control = Buffer.from('\0\0\0\x08acTL\0\0\0\x02\0\0\0\0\0\0\0\0', 'latin1');
  const apng = Buffer.concat([png.subarray(0, 33), control, png.subarray(33)]);
  const sequence = await bytesOf(drawn().avif({ effort: 0 }));
  sequence.set(Buffer.from('avis'), 8);
  for (const bytes of [webp, new Uint8Array(apng), sequence]) {
    expect(() => readPhotoHeader(bytes)).toThrow(
      expect.objectContaining({
        code: 'photo-unsupported',
        message: expect.stringContaining('animated'),
      }),
    );
  }
});
