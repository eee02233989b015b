import { crc32 } from 'node:zlib';
import { readOrientation, UPRIGHT, writeOrientation } from './exif-orientation.ts';

const SIGNATURE_BYTES = 8;
/** Length, type and check sum of a chunk. */
const FRAME_BYTES = 12;

/** The picture, and what says which colours its numbers are (PNG, third edition, section 11). */
const KEPT = new Set([
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'cHRM',
  'gAMA',
  'iCCP',
  'sBIT',
  'sRGB',
  'cICP',
  'pHYs',
]);

function chunk(type: string, body: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(FRAME_BYTES + body.length);
  bytes.writeUInt32BE(body.length, 0);
  bytes.write(type, 4, 'latin1');
  bytes.set(body, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + body.length)), 8 + body.length);
  return bytes;
}

/**
 * A PNG without texts, times, Exif and unknown chunks, and without what stands behind its end. Its picture
 * stays bit for bit; an orientation is kept, in Exif data of its own.
 */
export function stripPng(photo: Uint8Array): Uint8Array {
  const bytes = Buffer.from(photo.buffer, photo.byteOffset, photo.byteLength);
  const kept: Uint8Array[] = [bytes.subarray(0, SIGNATURE_BYTES)];
  let orientation = UPRIGHT;
  let header = 0;
  for (let at = SIGNATURE_BYTES; at + FRAME_BYTES <= bytes.length; ) {
    const type = bytes.toString('latin1', at + 4, at + 8);
    // One that is cut short keeps what is there of its picture, for the decoder to judge.
    const end = Math.min(at + FRAME_BYTES + bytes.readUInt32BE(at), bytes.length);
    if (type === 'eXIf') orientation = readOrientation(bytes.subarray(at + 8, end - 4));
    if (KEPT.has(type)) kept.push(bytes.subarray(at, end));
    if (type === 'IHDR') header = kept.length;
    if (type === 'IEND') break;
    at = end;
  }
  if (orientation !== UPRIGHT) kept.splice(header, 0, chunk('eXIf', writeOrientation(orientation)));
  return Buffer.concat(kept);
}
