import type { RgbaImage } from '@fitroom/shared/image/image';
import { InputError } from '@fitroom/shared/job/input-error';
import sharp from 'sharp';

const TAKEN = new Set(['jpeg', 'png', 'webp', 'heif']);
const MOST_PIXELS = 50_000_000;
const SMALLEST_SIDE = 64;

/**
 * Decodes a photo upright, sRGB, straight alpha, after a look at its header.
 *
 * @throws {InputError} `photo-unsupported`, `photo-too-many-pixels`, `photo-too-small`,
 * `photo-unreadable`.
 */
export async function decodePhoto(bytes: Uint8Array): Promise<RgbaImage> {
  const header = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => null);
  const avif = header?.format === 'heif' && header.compression === 'av1';
  if (!header || !TAKEN.has(header.format ?? '') || (header.format === 'heif' && !avif)) {
    throw new InputError(
      'photo-unsupported',
      'This file is not a JPEG, PNG or WebP photo. Save it as JPEG and try again.',
    );
  }
  const { width, height } = header;
  if (width * height > MOST_PIXELS) {
    throw new InputError(
      'photo-too-many-pixels',
      `The photo has ${width} x ${height} pixels; at most 50 megapixels are taken. Save it smaller.`,
    );
  }
  if (Math.min(width, height) < SMALLEST_SIDE) {
    throw new InputError(
      'photo-too-small',
      `The photo has ${width} x ${height} pixels; each side needs at least ${SMALLEST_SIDE}.`,
    );
  }
  try {
    const { data, info } = await sharp(bytes, { failOn: 'truncated' })
      .autoOrient()
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data: new Uint8Array(data) };
  } catch (cause) {
    throw new InputError(
      'photo-unreadable',
      'The photo could not be decoded; it may be damaged or cut short. Save or send it again.',
      { cause },
    );
  }
}
