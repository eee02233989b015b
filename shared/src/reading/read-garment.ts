import type { RgbaImage } from '../image/image.ts';
import { type JobContext, throwIfCancelled } from '../job/context.ts';
import { makeMatte } from '../matte/make-matte.ts';
import type { MattePrior } from '../matte/matte-prior.ts';
import type { GarmentReading } from './garment-reading.ts';
import { type ReadGarmentOptions, readFromMatte } from './read-from-matte.ts';
import { workingImageOf } from './working-image.ts';

/**
 * Reads one photo: separates the garment, traces its outline and names the outline's parts.
 *
 * @param photo Upright (EXIF applied).
 * @throws {InputError} when no garment can be read; the message says what to do.
 * @throws {CancelledError}
 */
export async function readGarment(
  photo: RgbaImage,
  prior: MattePrior,
  options: ReadGarmentOptions,
  context: JobContext,
): Promise<GarmentReading & { readonly workingImage: RgbaImage }> {
  throwIfCancelled(context.signal);
  context.progress('matte', 0);
  const workingImage = workingImageOf(photo);
  const matte = await makeMatte(workingImage, prior);
  throwIfCancelled(context.signal);
  context.progress('matte', 1);
  context.progress('outline', 0);
  const reading = readFromMatte(workingImage, matte, options);
  context.progress('outline', 1);
  return { ...reading, workingImage };
}
