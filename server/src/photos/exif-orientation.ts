const ORIENTATION_TAG = 0x0112;
const TYPE_SHORT = 3;
export const UPRIGHT = 1;
const LAST_ORIENTATION = 8;

/**
 * The orientation that Exif data asks for (Exif 2.32, section 4.6.4), from its first directory.
 *
 * @param tiff from the byte order mark on.
 * @returns 1 to 8; 1, upright, where there is none that can be read.
 */
export function readOrientation(tiff: Uint8Array): number {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  try {
    const isLittle = view.getUint16(0) === 0x4949;
    const directory = view.getUint32(4, isLittle);
    const entries = view.getUint16(directory, isLittle);
    for (let i = 0; i < entries; i++) {
      const entry = directory + 2 + 12 * i;
      if (view.getUint16(entry, isLittle) !== ORIENTATION_TAG) continue;
      const value = view.getUint16(entry + 8, isLittle);
      return value >= UPRIGHT && value <= LAST_ORIENTATION ? value : UPRIGHT;
    }
  } catch (error) {
    // Reading behind the end: damaged, so nothing is asked for.
    if (!(error instanceof RangeError)) throw error;
  }
  return UPRIGHT;
}

/** Exif data that says how to turn a photo and nothing else: 26 bytes of TIFF. */
export function writeOrientation(orientation: number): Uint8Array {
  const bytes = new Uint8Array(26);
  const view = new DataView(bytes.buffer);
  // Big-endian TIFF, its directory right behind the header, with one entry and no next directory.
  view.setUint32(0, 0x4d4d002a);
  view.setUint32(4, 8);
  view.setUint16(8, 1);
  view.setUint16(10, ORIENTATION_TAG);
  view.setUint16(12, TYPE_SHORT);
  view.setUint32(14, 1);
  view.setUint16(18, orientation);
  return bytes;
}
