import type { RgbaImage } from '../image/image.ts';
import { readPhotoHeader } from '../image/photo-header.ts';
import { InputError } from '../job/input-error.ts';

/** Drawn in place of a texture that is not decoded: light grey cloth. */
const PLAIN: RgbaImage = { width: 1, height: 1, data: Uint8Array.of(200, 200, 200, 255) };

/**
 * Decodes a texture of somebody's file for the thumbnail, if it is a picture that photos may be, of no
 * more pixels: nothing else is handed to a decoder. What is not decoded is drawn as plain cloth; the
 * file keeps it.
 */
export async function decodeGivenTexture(
  bytes: Uint8Array,
  decode: (bytes: Uint8Array) => Promise<RgbaImage>,
): Promise<RgbaImage> {
  try {
    readPhotoHeader(bytes);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    // A texture may be a single pixel.
    if (error.code !== 'photo-too-small') return PLAIN;
  }
  try {
    return await decode(bytes);
  } catch {
    return PLAIN;
  }
}
