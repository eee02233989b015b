import { readOrientation, UPRIGHT, writeOrientation } from './exif-orientation.ts';

const MARKER = 0xff;
const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;
const COMMENT = 0xfe;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const APP15 = 0xef;

/** Markers without a length behind them: TEM, RST0 to RST7, SOI. */
const isBare = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

const startsWith = (bytes: Uint8Array, word: string) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(word.length, bytes.length)).toString(
    'latin1',
  ) === word;

/** A JFIF header's fields; a thumbnail may follow them. */
const JFIF_FIELDS = 14;

/**
 * Which application segments the decoder needs: the JFIF header without its thumbnail, the colour profile,
 * and Adobe's word on the colour transform.
 *
 * @param body the segment behind its length.
 */
function keptBody(marker: number, body: Uint8Array): Uint8Array | null {
  if (marker === APP0 && startsWith(body, 'JFIF\0') && body.length >= JFIF_FIELDS) {
    const fields = body.slice(0, JFIF_FIELDS);
    fields.fill(0, JFIF_FIELDS - 2);
    return fields;
  }
  if (marker === APP2 && startsWith(body, 'ICC_PROFILE\0')) return body;
  if (marker === APP14 && startsWith(body, 'Adobe')) return body;
  const isMetadata = (marker >= APP0 && marker <= APP15) || marker === COMMENT;
  return isMetadata ? null : body;
}

function segment(marker: number, body: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(4 + body.length);
  bytes[0] = MARKER;
  bytes[1] = marker;
  bytes.writeUInt16BE(2 + body.length, 2);
  bytes.set(body, 4);
  return bytes;
}

/** Where a scan's data ends: the next marker that is neither a stuffed byte, a restart nor filling. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = from; ; ) {
    at = bytes.indexOf(MARKER, at);
    const next = at < 0 ? undefined : bytes[at + 1];
    if (next === undefined) return bytes.length;
    if (next === MARKER) at += 1;
    else if (next === 0 || (next >= 0xd0 && next <= 0xd7)) at += 2;
    else return at;
  }
}

/**
 * A JPEG (ITU-T T.81, annex B) without Exif, XMP, IPTC, comments, thumbnails, and without what cameras hang
 * behind its end; its picture stays bit for bit. The orientation is kept, in Exif data of its own.
 *
 * A file that is cut short keeps what can be told apart.
 */
export function stripJpeg(bytes: Uint8Array): Uint8Array {
  const kept: Uint8Array[] = [];
  let orientation: number | null = null;
  for (let at = 2; at + 1 < bytes.length; ) {
    const marker = bytes[at + 1] ?? 0;
    // Between segments decoders skip what is no marker, and filling.
    if (bytes[at] !== MARKER || marker === MARKER || marker === 0) {
      at += 1;
      continue;
    }
    if (marker === END_OF_IMAGE) {
      kept.push(Uint8Array.of(MARKER, END_OF_IMAGE));
      break;
    }
    if (isBare(marker)) {
      at += 2;
      continue;
    }
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) break;
    const body = bytes.subarray(at + 4, end);
    if (marker === APP1 && startsWith(body, 'Exif\0')) {
      orientation ??= readOrientation(body.subarray(6));
    }
    const rest = keptBody(marker, body);
    if (rest) kept.push(segment(marker, rest));
    at = end;
    if (marker === START_OF_SCAN) {
      at = endOfScan(bytes, end);
      kept.push(bytes.subarray(end, at));
    }
  }
  const isTurned = orientation !== null && orientation !== UPRIGHT;
  const exif = isTurned ? exifSegment(orientation ?? UPRIGHT) : new Uint8Array();
  return Buffer.concat([bytes.subarray(0, 2), ...withExif(kept, exif)]);
}

const exifSegment = (orientation: number) =>
  segment(APP1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), writeOrientation(orientation)]));

/** Exif data stands behind the JFIF header, or first where there is none. */
function withExif(segments: readonly Uint8Array[], exif: Uint8Array): Uint8Array[] {
  const first = segments[0]?.[1] === APP0 ? 1 : 0;
  return [...segments.slice(0, first), exif, ...segments.slice(first)];
}
