import type { RgbaImage } from '@fitroom/shared/image/image';
import { InputError } from '@fitroom/shared/job/input-error';
import type { ImageMimeType } from '@fitroom/shared/tryon/ports';

/**
 * Rows read back at a time. Some browsers refuse canvases above 16.7 megapixels, which a phone's
 * photo may exceed; a band never does.
 */
const BAND_ROWS = 512;
const OPAQUE = 255;
/** For lossy types; the same as on the server. */
const QUALITY = 0.86;

/** A 2D context whose pixels are meant to be read, so that the browser keeps them out of the GPU. */
function readableContext(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d', {
    willReadFrequently: true,
    colorSpace: 'srgb',
  });
  if (!context) throw new Error('This browser gives no 2D canvas to read pixels from.');
  return context;
}

function readPixels(bitmap: ImageBitmap): RgbaImage {
  const { width, height } = bitmap;
  const pixels = new Uint8ClampedArray(width * height * 4);
  const context = readableContext(width, Math.min(BAND_ROWS, height));
  for (let top = 0; top < height; top += BAND_ROWS) {
    const rows = Math.min(BAND_ROWS, height - top);
    context.clearRect(0, 0, width, rows);
    context.drawImage(bitmap, 0, top, width, rows, 0, 0, width, rows);
    pixels.set(context.getImageData(0, 0, width, rows).data, top * width * 4);
  }
  return { width, height, data: pixels };
}

/**
 * Decodes upright (EXIF applied) into sRGB with straight alpha, as sharp does in Node.
 *
 * @throws {InputError} `photo-unreadable` when the browser cannot decode it.
 */
export async function decodeImage(blob: Blob): Promise<RgbaImage> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(blob, {
      imageOrientation: 'from-image',
      premultiplyAlpha: 'none',
      colorSpaceConversion: 'default',
    });
  } catch (cause) {
    throw new InputError(
      'photo-unreadable',
      'This file looks like a photo, but its pixels cannot be read. It may be damaged or cut short: save or send it again, or take another photo.',
      { cause },
    );
  }
  try {
    return readPixels(bitmap);
  } finally {
    bitmap.close();
  }
}

/** Encodes sRGB pixels with straight alpha. @throws when the browser lacks the type. */
export async function encodeImage(image: RgbaImage, mimeType: ImageMimeType): Promise<Uint8Array> {
  const blob = await encodeBlob(image, mimeType);
  return new Uint8Array(await blob.arrayBuffer());
}

/** As {@link encodeImage}, left as a Blob. */
export async function encodeBlob(image: RgbaImage, mimeType: ImageMimeType): Promise<Blob> {
  const context = readableContext(image.width, image.height);
  // ImageData wants a clamped array over plain memory; copying also unties it from shared memory.
  const pixels = new Uint8ClampedArray(image.data);
  // A canvas would lay transparent pixels over black before a type without alpha is written.
  if (mimeType === 'image/jpeg') for (let i = 3; i < pixels.length; i += 4) pixels[i] = OPAQUE;
  context.putImageData(new ImageData(pixels, image.width, image.height), 0, 0);
  const blob = await context.canvas.convertToBlob({ type: mimeType, quality: QUALITY });
  if (blob.type !== mimeType) throw new Error(`This browser cannot write ${mimeType}.`);
  return blob;
}
