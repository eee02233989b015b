import type { RgbaImage } from '@fitroom/shared/image/image';
import type { ImageMimeType } from '@fitroom/shared/tryon/ports';

/** Loaded at its first use: where a second thread does the pictures, this one has no need of it. */
const loadSharp = async () => (await import('sharp')).default;

const JPEG_QUALITY = 86;
const WEBP_QUALITY = 82;

/** Encodes pixels with sharp; equal pixels give equal bytes. */
export async function encodeImage(image: RgbaImage, mimeType: ImageMimeType): Promise<Uint8Array> {
  const { width, height, data } = image;
  const sharp = await loadSharp();
  const pixels = sharp(Buffer.from(data.buffer, data.byteOffset, data.byteLength), {
    raw: { width, height, channels: 4 },
  });
  switch (mimeType) {
    case 'image/jpeg':
      return new Uint8Array(await pixels.removeAlpha().jpeg({ quality: JPEG_QUALITY }).toBuffer());
    case 'image/png':
      return new Uint8Array(await pixels.png().toBuffer());
    case 'image/webp':
      return new Uint8Array(await pixels.webp({ quality: WEBP_QUALITY }).toBuffer());
  }
}

/** Decodes one of our own images (a texture, a thumbnail); photos go through decode-photo.ts. */
export async function decodeImage(bytes: Uint8Array): Promise<RgbaImage> {
  const sharp = await loadSharp();
  const { data, info } = await sharp(bytes)
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data) };
}
