import type { RgbaImage } from '@fitroom/shared/image/image';
import { type DecodeOptions, decodePhoto } from './decode-photo.ts';
import { readPhotoFile } from './read-photo-file.ts';

/**
 * A photo that the user named, upright.
 *
 * @throws {InputError} when the file cannot be used; the message says what to do.
 */
export async function readPhoto(path: string, options?: DecodeOptions): Promise<RgbaImage> {
  return decodePhoto(await readPhotoFile(path), options);
}
