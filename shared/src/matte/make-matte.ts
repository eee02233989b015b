import type { GrayImage, RgbaImage } from '../image/image.ts';
import type { MattePrior } from './matte-prior.ts';
import { priorInput, priorMap } from './prior-tensor.ts';
import { refineMatte } from './refine-matte.ts';

/** A photo counts as cut out already when this share of it is nearly transparent. */
const TRANSPARENT_SHARE = 0.02;

/** Whether the photo's own alpha tells the garment from its background. */
export function hasOwnMatte(image: RgbaImage): boolean {
  let clear = 0;
  const pixels = image.width * image.height;
  for (let i = 0; i < pixels; i++) if (image.data[i * 4 + 3]! < 16) clear++;
  return clear > pixels * TRANSPARENT_SHARE;
}

/**
 * Separates the garment from its background at the image's full size.
 *
 * @returns Soft matte, 0 background to 255 garment.
 */
export async function makeMatte(image: RgbaImage, prior: MattePrior): Promise<GrayImage> {
  const { width, height } = image;
  if (hasOwnMatte(image)) {
    const data = new Uint8Array(width * height);
    for (let i = 0; i < data.length; i++) data[i] = image.data[i * 4 + 3]!;
    return { width, height, data };
  }
  const output = await prior(priorInput(image));
  return refineMatte(image, (w, h) => priorMap(output, w, h));
}
