import type { RgbaImage } from '@fitroom/shared/image/image';
import { readPhotoHeader } from '@fitroom/shared/image/photo-header';
import { InputError } from '@fitroom/shared/job/input-error';
import { DETAILS } from '@fitroom/shared/messages/details';

/** Uploads stop here too. */
export const PHOTO_MOST_BYTES = 10 * 1024 * 1024;

export interface DecodeOptions {
  /** Whether the pixels lie in memory that threads share: what is sent to another one is not copied. */
  readonly isShared?: boolean;
  /** Called once the decoder is at work, in threads of its own. */
  readonly onBegun?: () => void;
}

/**
 * Decodes a photo upright, sRGB, straight alpha. Its header is read first, so that no file can make
 * the decoder allocate more than 50 megapixels.

 * @throws {InputError} `photo-too-large`, `photo-unsupported`, `photo-too-many-pixels`,
 *   `photo-too-small`, `photo-unreadable`; the message says what to do.
 */
export async function decodePhoto(
  bytes: Uint8Array,
  { isShared = false, onBegun }: DecodeOptions = {},
): Promise<RgbaImage> {
  if (bytes.length > PHOTO_MOST_BYTES) {
    const megabytes = (bytes.length / 1024 / 1024).toFixed(1);
    throw new InputError('photo-too-large', DETAILS.photoTooLarge(megabytes));
  }
  readPhotoHeader(bytes);
  // Loaded at its first use: where a second thread decodes, this one has no need of it.
  const { default: sharp } = await import('sharp');
  try {
    const decoding = sharp(bytes, { failOn: 'truncated' })
      .autoOrient()
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    onBegun?.();
    const { data, info } = await decoding;
    const pixels = isShared
      ? new Uint8Array(new SharedArrayBuffer(data.length))
      : new Uint8Array(data.length);
    pixels.set(data);
    return { width: info.width, height: info.height, data: pixels };
  } catch (cause) {
    throw new InputError('photo-unreadable', DETAILS.photoUndecodable(), { cause });
  }
}
