import type { RgbaImage } from '@fitroom/shared/image/image';
import { decodePhoto } from './decode-photo.ts';
import { readPhotoFile } from './read-photo-file.ts';

/**
 * A photo that the user named, upright.
 *
 * @throws {InputError} when the file cannot be used; the message says what to do.
 */
export async function readPhoto(path: string): Promise<RgbaImage> {
  return decodePhoto(await readPhotoFile(path));
}
