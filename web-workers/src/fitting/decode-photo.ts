import type { RgbaImage } from '@fitroom/shared/image/image';
import { decodeImage } from './image-codec.ts';

/**
 * Decodes a photo upright.
 *
 * @throws {InputError} `photo-unreadable` when it is damaged.
 */
export async function decodePhoto(photo: Blob): Promise<RgbaImage> {
  return decodeImage(photo);
}
