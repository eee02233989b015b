import type { AvatarRecord } from '../body/avatar.ts';
import type { Category, Ease, Quality } from '../garment/vocabulary.ts';
import type { RgbaImage } from '../image/image.ts';
import type { JobContext } from '../job/context.ts';
import type { MadeGarment } from './made-garment.ts';
import type { TryOnPorts } from './ports.ts';

export interface MakeGarmentOptions {
  readonly category: Category | 'auto';
  readonly quality: Quality;
  readonly ease: Ease;
  readonly knownWidthCm: number | null;
}

/**
 * Photo to garment by `panels`: matte, outline and landmarks, pattern, texture.
 *
 * @param photo Upright (EXIF applied), at most 50 megapixels.
 * @param body Whose measures the garment is scaled by (unless a width is known).
 * @throws {InputError} when no garment can be made of the photo; the message says what to do.
 * @throws {CancelledError}
 */
export declare function makeGarment(
  photo: RgbaImage,
  body: AvatarRecord,
  options: MakeGarmentOptions,
  ports: TryOnPorts,
  context: JobContext,
): Promise<MadeGarment>;
