import { InputError } from '../job/input-error.ts';
import { DETAILS, type OtherFile } from '../messages/details.ts';

/** More would not fit the memory of a phone when decoded (200 MB at four bytes a pixel). */
export const PHOTO_MOST_PIXELS = 50_000_000;
/** Below this no outline can be measured to a useful fraction of the garment. */
export const PHOTO_SMALLEST_SIDE = 64;

export type PhotoFormat = 'jpg' | 'png' | 'webp' | 'avif';

export interface PhotoHeader {
  readonly format: PhotoFormat;
  /** Pixels, upright: after the EXIF rotation that a JPEG asks for. */
  readonly width: number;
  readonly height: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * What a photo says about itself before anything is decoded, told by its first bytes and not by its
 * name. A file that declares more pixels than we take is refused here, at no cost.
 *
 * @param bytes the file, or enough of its beginning to hold the size (for a JPEG all of its headers).
 * @throws {InputError} `photo-unsupported`, `photo-unreadable`, `photo-too-many-pixels`,
 *   `photo-too-small`.
 */
export function readPhotoHeader(bytes: Uint8Array): PhotoHeader {
  const format = photoFormatOf(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isAnimated(format, view)) {
    throw unsupported('animated');
  }
  const size = sizeOf(format, view);
  if (!size || size.width === 0 || size.height === 0) {
    throw new InputError('photo-unreadable', DETAILS.photoWithoutSize());
  }
  const { width, height } = size;
  if (width * height > PHOTO_MOST_PIXELS) {
    throw new InputError('photo-too-many-pixels', DETAILS.photoTooManyPixels(width, height));
  }
  if (Math.min(width, height) < PHOTO_SMALLEST_SIDE) {
    const detail = DETAILS.photoTooSmall(width, height, PHOTO_SMALLEST_SIDE);
    throw new InputError('photo-too-small', detail);
  }
  return { format, width, height };
}

const text = (bytes: Uint8Array, at: number, length: number) =>
  String.fromCharCode(...bytes.subarray(at, at + length));

/** The format by its magic bytes. */
function photoFormatOf(bytes: Uint8Array): PhotoFormat {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpg';
  if (text(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 4) === 'WEBP') return 'webp';
  if (text(bytes, 4, 4) === 'ftyp') {
    // The major brand, a version, then the compatible brands: four letters each.
    const brands = text(
      bytes,
      8,
      Math.min(64, new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) - 8),
    );
    if (/avif|avis/.test(brands)) return 'avif';
    if (/hei[cxms]|hev[cxms]|mif1|msf1/.test(brands)) {
      throw unsupported('heic');
    }
  }
  if (text(bytes, 0, 4) === 'GIF8') throw unsupported('gif');
  if (/^\s*(<\?xml[\s\S]*)?<svg/i.test(text(bytes, 0, 1024))) {
    throw unsupported('svg');
  }
  throw unsupported('other');
}

function unsupported(file: OtherFile): InputError {
  return new InputError('photo-unsupported', DETAILS.photoUnsupported(file));
}

const CHUNK_IDAT = 0x49444154;
const CHUNK_ACTL = 0x6163544c;
const BOX_AVIS = 0x61766973;
/** In the flags of a WebP's chunk "VP8X". */
const WEBP_ANIMATION = 0x02;

/**
 * Whether a file says that it has several frames: a photo has one, and decoders may unpack them all.
 * APNG: a chunk `acTL` before the first `IDAT`. WebP: a flag. AVIF: the brand of image sequences.
 */
function isAnimated(format: PhotoFormat, view: DataView): boolean {
  if (format === 'webp' && view.byteLength > 20) {
    return view.getUint32(12) === CHUNK_VP8X && (view.getUint8(20) & WEBP_ANIMATION) !== 0;
  }
  if (format === 'avif') return view.byteLength >= 12 && view.getUint32(8) === BOX_AVIS;
  if (format !== 'png') return false;
  for (let at = 8; at + 8 <= view.byteLength; at += 12 + view.getUint32(at)) {
    const type = view.getUint32(at + 4);
    if (type === CHUNK_ACTL) return true;
    if (type === CHUNK_IDAT) return false;
  }
  return false;
}

function sizeOf(format: PhotoFormat, view: DataView): Size | null {
  try {
    if (format === 'jpg') return jpegSize(view);
    if (format === 'png') return { width: view.getUint32(16), height: view.getUint32(20) };
    return format === 'webp' ? webpSize(view) : avifSize(view);
  } catch (error) {
    // Reading behind the end: the file is cut short.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const EXIF_SEGMENT = 0xe1;
const START_OF_SCAN = 0xda;
/** Start-of-frame markers C0 to CF, without C4 (tables), C8 (reserved) and CC (conditioning). */
const isStartOfFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Walks a JPEG's segments (ITU-T T.81, annex B) up to the frame header. */
function jpegSize(view: DataView): Size | null {
  let isTurned = false;
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    // A marker may be preceded by any number of fill bytes.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isStartOfFrame(marker)) {
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)];
      return isTurned ? { width: height, height: width } : { width, height };
    }
    if (marker === START_OF_SCAN) return null;
    if (marker === EXIF_SEGMENT) isTurned ||= exifOrientation(view, at + 4) >= 5;
    at += 2 + view.getUint16(at + 2);
  }
}

const ORIENTATION_TAG = 0x0112;
const UPRIGHT = 1;

/** The orientation of an Exif segment (Exif 2.32, section 4.6.4): 5 to 8 swap width and height. */
function exifOrientation(view: DataView, at: number): number {
  const isExif = view.getUint32(at) === 0x45786966 && view.getUint16(at + 4) === 0;
  if (!isExif) return UPRIGHT;
  const tiff = at + 6;
  const isLittle = view.getUint16(tiff) === 0x4949;
  const directory = tiff + view.getUint32(tiff + 4, isLittle);
  const entries = view.getUint16(directory, isLittle);
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + 12 * i;
    if (view.getUint16(entry, isLittle) === ORIENTATION_TAG) {
      return view.getUint16(entry + 8, isLittle);
    }
  }
  return UPRIGHT;
}

const CHUNK_VP8X = 0x56503858;

/** The first chunk of a WebP has the size, in one of three forms (RFC 9649, section 2). */
function webpSize(view: DataView): Size | null {
  const chunk = view.getUint32(12);
  const uint24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  // "VP8X": canvas width and height minus one.
  if (chunk === CHUNK_VP8X) return { width: uint24(24) + 1, height: uint24(27) + 1 };
  // "VP8L": after a signature byte, 14 bits each, minus one.
  if (chunk === 0x5650384c) {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  // "VP8 ": after the frame tag and a start code, 14 bits each.
  if (chunk === 0x56503820) {
    return {
      width: view.getUint16(26, true) & 0x3fff,
      height: view.getUint16(28, true) & 0x3fff,
    };
  }
  return null;
}

/** The box `ispe` is near the beginning; files with tiles or thumbnails have several. */
const AVIF_HEADER_BYTES = 64 * 1024;

/** The largest image of an AVIF by its `ispe` properties (ISO/IEC 23008-12, section 6.5.3). */
function avifSize(view: DataView): Size | null {
  let largest: Size | null = null;
  const end = Math.min(view.byteLength - 16, AVIF_HEADER_BYTES);
  for (let at = 0; at <= end; at++) {
    if (view.getUint32(at) !== 0x69737065) continue;
    const size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    if (!largest || size.width * size.height > largest.width * largest.height) largest = size;
  }
  return largest;
}
