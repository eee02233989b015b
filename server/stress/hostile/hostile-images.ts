import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import type { RandomChoices } from '../random-choices.ts';

/** Whole small pictures to spoil, made once. */
export interface ImageSeeds {
  readonly png: Buffer;
  readonly jpg: Buffer;
  readonly webp: Buffer;
  readonly avif: Buffer;
  readonly animatedWebp: Buffer;
  readonly gif: Buffer;
  readonly tiff: Buffer;
}

export async function makeImageSeeds(photo: Buffer): Promise<ImageSeeds> {
  const small = sharp(photo).resize(96, 128, { fit: 'fill' });
  const frames = Array.from({ length: 3 }, (_, i) => ({
    create: {
      width: 96,
      height: 96,
      channels: 4 as const,
      background: { r: 80 * i, g: 90, b: 120 },
    },
  }));
  const animation = sharp(frames.map((frame) => frame) as never, { join: { animated: true } });
  return {
    png: await small.clone().png().toBuffer(),
    jpg: await small.clone().jpeg().withMetadata({ orientation: 6 }).toBuffer(),
    webp: await small.clone().webp().toBuffer(),
    avif: await small.clone().avif({ effort: 0 }).toBuffer(),
    animatedWebp: await animation.webp().toBuffer(),
    gif: await small.clone().gif().toBuffer(),
    tiff: await small.clone().tiff().toBuffer(),
  };
}

const PNG_SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

function pngChunk(type: string, content: Buffer, sum?: number): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const chunk = Buffer.alloc(named.length + 8);
  chunk.writeUInt32BE(content.length, 0);
  named.copy(chunk, 4);
  chunk.writeUInt32BE(sum ?? crc32(named), named.length + 4);
  return chunk;
}

/** A PNG that says it is this large and holds these bytes of pixels. */
function png(
  width: number,
  height: number,
  pixels: Buffer,
  before: readonly Buffer[] = [],
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    PNG_SIGNATURE,
    pngChunk('IHDR', header),
    ...before,
    pngChunk('IDAT', deflateSync(pixels)),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

const numbers = (...values: number[]) => {
  const buffer = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => {
    buffer.writeUInt32BE(value, 4 * i);
  });
  return buffer;
};

/** An APNG: thousands of frames are promised, each the size of the picture. */
const apng = (random: RandomChoices) =>
  png(200, 200, Buffer.alloc(200 * 801), [
    pngChunk('acTL', numbers(random.pick([2, 1000, 2 ** 31 - 1]), 0)),
    pngChunk('fcTL', Buffer.concat([numbers(0, 200, 200, 0, 0), Buffer.alloc(6)])),
  ]);

/** Compressed text that unfolds to 20 MB, in a chunk that decoders read before pixels. */
const textBomb = () =>
  png(100, 100, Buffer.alloc(100 * 401), [
    pngChunk('zTXt', Buffer.concat([Buffer.from('k\0\0'), deflateSync(Buffer.alloc(20_000_000))])),
    pngChunk('iCCP', Buffer.concat([Buffer.from('p\0\0'), deflateSync(Buffer.alloc(20_000_000))])),
  ]);

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="500" height="500">';
const DRAWINGS = [
  `${SVG}<rect width="9" height="9"/></svg>`,
  `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${SVG}<text>&x;</text></svg>`,
  `<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${SVG}&b;</svg>`,
  `${SVG}<image href="http://169.254.169.254/latest/meta-data/"/></svg>`,
];

/** The header of a JPEG that says it is this large, and nothing more. */
function jpegHeader(width: number, height: number): Buffer {
  const frame = Buffer.from([
    0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0, 0, 0, 0, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1,
  ]);
  frame.writeUInt16BE(height, 7);
  frame.writeUInt16BE(width, 9);
  return frame;
}

/** Segments of length 0, 1 and 65535, and an Exif directory whose offsets lead anywhere. */
function brokenExif(random: RandomChoices): Buffer {
  const exif = Buffer.concat([
    Buffer.from('Exif\0\0', 'latin1'),
    random.pick([Buffer.from('II*\0', 'latin1'), Buffer.from('MM\0*', 'latin1')]),
    random.bytes(random.whole(0, 40)),
  ]);
  const segment = Buffer.from([0xff, 0xe1, 0, 0]);
  segment.writeUInt16BE(random.pick([0, 1, 2, exif.length + 2, 65_535]), 2);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment,
    exif,
    jpegHeader(300, 400).subarray(2),
  ]);
}

const flipBits = (seed: Buffer, random: RandomChoices) => {
  const copy = Buffer.from(seed);
  const changes = random.whole(1, 12);
  // Headers are where a decoder decides; pixels are only compressed data.
  const reach = random.chance(0.7) ? Math.min(64, copy.length) : copy.length;
  for (let i = 0; i < changes; i++) copy[random.whole(0, reach - 1)]! ^= 1 << random.whole(0, 7);
  return copy;
};

const SIZES = [0, 1, 63, 64, 65_535, 65_536, 100_000, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1] as const;

/** One file that is not the photo it says it is. */
export function hostileImage(
  seeds: ImageSeeds,
  random: RandomChoices,
): { readonly label: string; readonly bytes: Buffer } {
  const seed = () => random.pick([seeds.png, seeds.jpg, seeds.webp, seeds.avif]);
  const other = () => random.pick([seeds.gif, seeds.tiff, seeds.animatedWebp]);
  const kinds: Record<string, () => Buffer> = {
    cut: () => {
      const whole = seed();
      return whole.subarray(0, random.whole(0, whole.length - 1));
    },
    flipped: () => flipBits(seed(), random),
    noise: () => random.bytes(random.whole(0, 400)),
    'wrong magic': () => {
      const copy = Buffer.from(seed());
      seed().copy(copy, 0, 0, 12);
      return copy;
    },
    'magic and noise': () => Buffer.concat([seed().subarray(0, 16), random.bytes(200)]),
    'huge png': () => png(random.pick(SIZES), random.pick(SIZES), Buffer.alloc(100)),
    'huge jpeg': () => jpegHeader(random.pick([0, 1, 65_535]), random.pick([0, 1, 65_535])),
    'png of 49 megapixels without them': () => png(7000, 7000, Buffer.alloc(28_001)),
    'huge webp': () => {
      const copy = Buffer.from(seeds.animatedWebp);
      copy.fill(0xff, 24, 30);
      return copy;
    },
    'huge avif': () => {
      const copy = Buffer.from(seeds.avif);
      const at = copy.indexOf('ispe');
      copy.writeUInt32BE(random.pick(SIZES), at + 8);
      return copy;
    },
    'broken exif': () => brokenExif(random),
    apng: () => apng(random),
    'text bomb': textBomb,
    'other format': other,
    drawing: () => Buffer.from(random.pick(DRAWINGS)),
    'drawing behind a magic': () =>
      Buffer.concat([seed().subarray(0, 8), Buffer.from(DRAWINGS[1]!)]),
    'photo and page': () =>
      Buffer.concat([seed(), Buffer.from('<script>alert(1)</script>'), Buffer.from('PK\x03\x04')]),
    'page and photo': () =>
      Buffer.concat([Buffer.from('<!doctype html><script>alert(1)</script>'), seed()]),
    'two photos': () => Buffer.concat([seed(), seed()]),
    'ftyp of any length': () =>
      Buffer.concat([
        numbers(random.pick([0, 7, 8, 20, 2 ** 31, 2 ** 32 - 1])),
        Buffer.from('ftyp'),
        random.bytes(12),
      ]),
  };
  const label = random.pick(Object.keys(kinds));
  return { label: `image: ${label}`, bytes: kinds[label]!() };
}
