import { crc32 } from 'node:zlib';
import { readPhotoHeader } from '@fitroom/shared/image/photo-header';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { stripMetadata } from './strip-metadata.ts';

const SECRET = 'Kim Private Street 7';

/** A picture that shows every way of turning it wrongly. */
function drawn(): Sharp {
  const [width, height] = [96, 64];
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++)
      pixels.set([x * 2, y * 3, x < y ? 200 : 20], 3 * (y * width + x));
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** With a place, a name, a colour profile and an orientation. */
const told = (image: Sharp, orientation: number) =>
  image
    .withIccProfile('p3')
    .withExif({
      IFD0: { Artist: SECRET, Make: SECRET },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '37/1 33/1 58/1' },
    })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>${SECRET}</a></x:xmpmeta>`)
    .withMetadata({ orientation });

const FORMATS: [string, (image: Sharp) => Sharp][] = [
  ['jpg', (image) => image.jpeg()],
  ['jpg', (image) => image.jpeg({ progressive: true })],
  ['png', (image) => image.png()],
  ['webp', (image) => image.webp()],
  ['webp', (image) => image.webp({ lossless: true })],
  ['avif', (image) => image.avif({ effort: 0 })],
];

const upright = async (bytes: Uint8Array) =>
  sharp(bytes).autoOrient().raw().toBuffer({ resolveWithObject: true });

describe.each(FORMATS)('a %s', (format, save) => {
  test.each([1, 3, 6, 8])(
    'turned by %i tells nothing any more and shows the same',
    async (turn) => {
      const photo = new Uint8Array(await told(save(drawn()), turn).toBuffer());
      expect(Buffer.from(photo).includes(SECRET)).toBe(true);
      const clean = stripMetadata(photo);
      expect(Buffer.from(clean).includes(SECRET)).toBe(false);
      expect(clean.length).toBeLessThanOrEqual(photo.length);
      expect(readPhotoHeader(clean)).toEqual(readPhotoHeader(photo));
      const [before, after] = [await upright(photo), await upright(clean)];
      expect(after.info).toEqual(before.info);
      expect(after.data.equals(before.data)).toBe(true);
      const left = await sharp(clean).metadata();
      // In an AVIF zeros stay in the place of what was there.
      expect(left.xmp?.some((byte) => byte !== 0) ?? false).toBe(false);
      // Exif data that is left says how to turn the picture and nothing else.
      if (format !== 'avif') expect(left.exif?.length ?? 0).toBeLessThan(64);
      expect(left.icc?.length).toBe((await sharp(photo).metadata()).icc?.length);
      // Clean once is clean.
      expect(Buffer.from(stripMetadata(clean)).equals(Buffer.from(clean))).toBe(true);
    },
  );

  test('that tells nothing stays byte for byte', async () => {
    const photo = new Uint8Array(await save(drawn()).toBuffer());
    expect(Buffer.from(stripMetadata(photo)).equals(photo)).toBe(true);
  });

  test('cut anywhere is refused or cleaned, and never throws anything else', async () => {
    const photo = new Uint8Array(await told(save(drawn()), 6).toBuffer());
    for (let end = 0; end < photo.length; end += 37) {
      try {
        expect(Buffer.from(stripMetadata(photo.subarray(0, end))).includes(SECRET)).toBe(false);
      } catch (error) {
        expect(error).toMatchObject({ code: expect.stringMatching(/^photo-/) });
      }
    }
  });
});

test('what cameras put behind and between is gone: a video, comments, thumbnails', async () => {
  const photo = await drawn().jpeg().toBuffer();
  const segment = (marker: number, body: Buffer) => {
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(body.length + 2, 2);
    return Buffer.concat([head, body]);
  };
  // Behind SOI: a comment, IPTC, a second JFIF with a thumbnail of one pixel, a camera's own segment.
  const thumbnail = Buffer.from('JFIF\0\x01\x02\0\0\x01\0\x01\x01\x01abc', 'latin1');
  const loaded = Buffer.concat([
    photo.subarray(0, 2),
    segment(0xfe, Buffer.from(SECRET)),
    segment(0xed, Buffer.from(`Photoshop 3.0\0${SECRET}`)),
    segment(0xe0, thumbnail),
    segment(0xe5, Buffer.from(SECRET)),
    photo.subarray(2),
    Buffer.from(`ftypmp42 ${SECRET}`),
  ]);
  const clean = Buffer.from(stripMetadata(loaded));
  expect(clean.includes(SECRET)).toBe(false);
  expect(clean.includes('abc')).toBe(false);
  expect(clean.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]));
  expect((await upright(clean)).data.equals((await upright(photo)).data)).toBe(true);
});

test('texts of a PNG and what stands behind its end are gone', async () => {
  const photo = await drawn().png().toBuffer();
  const body = Buffer.from(`tEXtComment\0${SECRET}`);
  const text = Buffer.alloc(body.length + 8);
  text.writeUInt32BE(body.length - 4, 0);
  text.set(body, 4);
  text.writeUInt32BE(crc32(body), body.length + 4);
  const loaded = Buffer.concat([
    photo.subarray(0, 33),
    text,
    photo.subarray(33),
    Buffer.from(SECRET),
  ]);
  expect(Buffer.from(stripMetadata(loaded)).equals(photo)).toBe(true);
});

test('bytes that are damaged at random are cleaned or refused', async () => {
  let seed = 20_260_101;
  const random = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  for (const [, save] of FORMATS) {
    const photo = await told(save(drawn()), 6).toBuffer();
    for (let round = 0; round < 300; round++) {
      const damaged = Buffer.from(photo);
      for (let i = 0; i < 4; i++) {
        damaged[Math.floor(random() * damaged.length)] = Math.floor(random() * 256);
      }
      try {
        stripMetadata(damaged);
      } catch (error) {
        expect(error).toMatchObject({ code: expect.stringMatching(/^photo-/) });
      }
    }
  }
});
