import { type PhotoFormat, readPhotoHeader } from '@fitroom/shared/image/photo-header';
import { InputError } from '@fitroom/shared/job/input-error';
import { DETAILS } from '@fitroom/shared/messages/details';
import { stripAvif } from './strip-avif.ts';
import { stripJpeg } from './strip-jpeg.ts';
import { stripPng } from './strip-png.ts';
import { stripWebp } from './strip-webp.ts';

const STRIP: Readonly<Record<PhotoFormat, (bytes: Uint8Array) => Uint8Array>> = {
  jpg: stripJpeg,
  png: stripPng,
  webp: stripWebp,
  avif: stripAvif,
};

/**
 * A photo without what it tells beside its picture: the place and time it was taken at, camera, comments,
 * thumbnails, a video behind it. Nothing is decoded: pixels, colour profile and orientation stay as they are.
 *
 * @throws {InputError} as readPhotoHeader does, and `photo-unreadable` where the file's parts cannot be
 *   told apart: what cannot be looked through is not kept.
 */
export function stripMetadata(photo: Uint8Array): Uint8Array {
  const { format } = readPhotoHeader(photo);
  try {
    return STRIP[format](photo);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new InputError('photo-unreadable', DETAILS.photoPartsUnreadable(), { cause });
  }
}
