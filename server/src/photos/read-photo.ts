import type { RgbaImage } from '@fitroom/shared/image/image';
import { decodePhoto } from './decode-photo.ts';
import { readPhotoFile } from './read-photo-file.ts';

/**
 * A photo that the user named, upright.
 *
 * @param isShared Whether its pixels lie in memory that threads share.
 * @throws {InputError} when the file cannot be used; the message says what to do.
 */
export async function readPhoto(path: string, isShared = false): Promise<RgbaImage> {
  return decodePhoto(await readPhotoFile(path), isShared);
}
