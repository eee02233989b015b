import { readOrientation, UPRIGHT, writeOrientation } from './exif-orientation.ts';

/** `RIFF`, the size of the rest, `WEBP`. */
const FILE_HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;
/** Flags of the chunk VP8X (RFC 9649, section 2.7.1). */
const HAS_EXIF = 0x08;
const HAS_XMP = 0x04;

const KEPT = new Set(['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ICCP']);

function chunk(type: string, body: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(CHUNK_HEADER_BYTES + body.length + (body.length % 2));
  bytes.write(type, 0, 'latin1');
  bytes.writeUInt32LE(body.length, 4);
  bytes.set(body, CHUNK_HEADER_BYTES);
  return bytes;
}

/** Exif data with or without the prefix that it has in a JPEG; writers do both. */
function tiffOf(body: Buffer): Buffer {
  return body.toString('latin1', 0, 6) === 'Exif\0\0' ? body.subarray(6) : body;
}

/**
 * A WebP (RFC 9649) without Exif, XMP and unknown chunks, and without what stands behind its end. Its
 * picture stays bit for bit; an orientation is kept, in Exif data of its own.
 */
export function stripWebp(photo: Uint8Array): Uint8Array {
  const bytes = Buffer.from(photo.buffer, photo.byteOffset, photo.byteLength);
  const fileEnd = Math.min(bytes.length, CHUNK_HEADER_BYTES + bytes.readUInt32LE(4));
  const kept: Uint8Array[] = [];
  let orientation = UPRIGHT;
  let extended: Buffer | null = null;
  for (let at = FILE_HEADER_BYTES; at + CHUNK_HEADER_BYTES <= fileEnd; ) {
    const type = bytes.toString('latin1', at, at + 4);
    const start = at + CHUNK_HEADER_BYTES;
    const size = bytes.readUInt32LE(at + 4);
    // Chunks begin at even places; one that is cut short keeps what is there.
    const end = Math.min(start + size + (size % 2), fileEnd);
    const piece = Buffer.from(bytes.subarray(at, end));
    if (type === 'EXIF') orientation = readOrientation(tiffOf(piece.subarray(CHUNK_HEADER_BYTES)));
    if (type === 'VP8X' && size > 0) extended = piece;
    if (KEPT.has(type)) kept.push(piece);
    at = end;
  }
  if (extended) {
    const flags = (extended[CHUNK_HEADER_BYTES] ?? 0) & ~(HAS_EXIF | HAS_XMP);
    const isTurned = orientation !== UPRIGHT;
    extended[CHUNK_HEADER_BYTES] = isTurned ? flags | HAS_EXIF : flags;
    if (isTurned) kept.push(chunk('EXIF', writeOrientation(orientation)));
  }
  const body = Buffer.concat(kept);
  const header = Buffer.from(bytes.subarray(0, FILE_HEADER_BYTES));
  // A file that is cut short stays recognisable as one.
  const isCut = bytes.readUInt32LE(4) + CHUNK_HEADER_BYTES > bytes.length;
  if (!isCut) header.writeUInt32LE(4 + body.length, 4);
  return Buffer.concat([header, body]);
}
