import type { PhotoFormat } from '@fitroom/shared/image/photo-header';

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;

/** After a JPEG's first scan began, FF D9 can only be its end marker (ITU-T T.81, B.1.1.5). */
function isJpegWhole(bytes: Uint8Array, view: DataView): boolean {
  let at = 2;
  // The headers are walked, because an Exif thumbnail in them has an end marker of its own.
  while (at + 4 <= bytes.length && bytes[at + 1] !== START_OF_SCAN) {
    const isFillByte = bytes[at + 1] === 0xff;
    at += isFillByte ? 1 : 2 + view.getUint16(at + 2);
  }
  for (let i = bytes.indexOf(0xff, at); i >= 0; i = bytes.indexOf(0xff, i + 1)) {
    if (bytes[i + 1] === END_OF_IMAGE) return true;
  }
  return false;
}

/** A PNG is a row of chunks, each with its length, up to IEND (PNG 3rd edition, 5.3). */
function isPngWhole(bytes: Uint8Array, view: DataView): boolean {
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) {
    if (view.getUint32(at + 4) === 0x49454e44) return true;
  }
  return false;
}

/**
 * Whether a photo's file ends before the photo does. Browsers show what has come so far and paint
 * the rest grey, which would pass for a picture.
 *
 * @param bytes the whole file.
 */
export function isCutShort(bytes: Uint8Array, format: PhotoFormat): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    switch (format) {
      case 'jpg':
        return !isJpegWhole(bytes, view);
      case 'png':
        return !isPngWhole(bytes, view);
      case 'webp':
        // RIFF names the size of all that follows its first eight bytes.
        return bytes.length < 8 + view.getUint32(4, true);
      case 'avif':
        // Its decoder refuses missing data by itself.
        return false;
    }
  } catch (error) {
    if (error instanceof RangeError) return true;
    throw error;
  }
}
