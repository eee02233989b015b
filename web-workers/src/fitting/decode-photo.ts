import type { RgbaImage } from '@fitroom/shared/image/image';
import { readPhotoHeader } from '@fitroom/shared/image/photo-header';
import { InputError } from '@fitroom/shared/job/input-error';
import { UPLOAD_LIMIT_BYTES } from '@fitroom/shared/schemas/cloth';
import { isCutShort } from './cut-short.ts';
import { decodeImage } from './image-codec.ts';

const MEBIBYTE = 1024 * 1024;

/**
 * Decodes a photo upright, after a look at its size and header: a file that would not fit into
 * memory is never decoded.
 *
 * @throws {InputError} `photo-too-large` and those of shared/src/image/photo-header.ts.
 */
export async function decodePhoto(photo: Blob): Promise<RgbaImage> {
  if (photo.size > UPLOAD_LIMIT_BYTES) {
    throw new InputError(
      'photo-too-large',
      `The photo has ${(photo.size / MEBIBYTE).toFixed(1)} MB; at most 10 MB are taken. Save it smaller.`,
    );
  }
  const bytes = new Uint8Array(await photo.arrayBuffer());
  const { format } = readPhotoHeader(bytes);
  if (isCutShort(bytes, format)) {
    throw new InputError(
      'photo-unreadable',
      'The photo ends before it is complete. Save or send it again, or take another one.',
    );
  }
  return decodeImage(photo);
}
