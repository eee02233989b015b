import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import type { FileToGive } from './fitting-room.ts';

const MEBIBYTE = 1024 * 1024;
const BOMB_SIDE = 12_000;

const chunk = (type: string, body: Buffer): Buffer => {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const framed = Buffer.alloc(typed.length + 8);
  framed.writeUInt32BE(body.length, 0);
  typed.copy(framed, 4);
  framed.writeUInt32BE(crc32(typed), typed.length + 4);
  return framed;
};

/** A valid PNG of one-bit zeros: few bytes that would decode to gigabytes. */
function bomb(side: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const rows = Buffer.alloc(side * (1 + Math.ceil(side / 8)));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

export interface BadFile {
  readonly what: string;
  readonly code: string;
  readonly file: FileToGive;
}

/** @param good a photo that works, to be spoilt. */
export async function badFiles(good: FileToGive): Promise<BadFile[]> {
  const jpeg = (name: string, buffer: Buffer): FileToGive => ({
    name,
    mimeType: 'image/jpeg',
    buffer,
  });
  const flat = { width: 800, height: 800, channels: 3, background: '#8fa3b0' } as const;
  const onePixel = { ...flat, width: 1, height: 1 };
  return [
    {
      what: 'text renamed .jpg',
      code: 'photo-unsupported',
      file: jpeg('text.jpg', Buffer.from('This is not a photo.')),
    },
    {
      what: 'a JPEG cut short',
      code: 'photo-unreadable',
      file: jpeg('cut.jpg', good.buffer.subarray(0, good.buffer.length / 2)),
    },
    {
      what: 'a JPEG of its first bytes only',
      code: 'photo-unreadable',
      file: jpeg('head.jpg', good.buffer.subarray(0, 24)),
    },
    {
      what: 'one pixel',
      code: 'photo-too-small',
      file: jpeg('one.jpg', await sharp({ create: onePixel }).jpeg().toBuffer()),
    },
    {
      what: 'a PNG bomb',
      code: 'photo-too-many-pixels',
      file: { name: 'bomb.png', mimeType: 'image/png', buffer: bomb(BOMB_SIDE) },
    },
    {
      what: 'a photo of nothing',
      code: 'no-garment',
      file: jpeg('nothing.jpg', await sharp({ create: flat }).jpeg().toBuffer()),
    },
    {
      what: '11 MB',
      code: 'photo-too-large',
      file: jpeg('large.jpg', Buffer.concat([good.buffer, Buffer.alloc(11 * MEBIBYTE)])),
    },
    { what: 'an empty file', code: 'photo-unsupported', file: jpeg('empty.jpg', Buffer.alloc(0)) },
  ];
}
