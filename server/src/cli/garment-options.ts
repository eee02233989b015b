import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InputError } from '@fitroom/shared/job/input-error';
import type { LandmarkCorrection } from '@fitroom/shared/reading/landmark-correction';
import type { MakeGarmentOptions } from '@fitroom/shared/tryon/make-garment';
import { decodePhoto } from '../photos/decode-photo.ts';
import { readPhotoFile } from '../photos/read-photo-file.ts';
import type { TryOnChoices } from './parse-arguments.ts';

/**
 * What the pipeline is told, from what the user chose; reads the files that the choices name.
 *
 * @param base the folder that relative paths start from.
 * @throws {InputError} when a file cannot be used.
 */
export async function readGarmentOptions(
  choices: TryOnChoices,
  base: string,
): Promise<MakeGarmentOptions> {
  return {
    category: choices.category,
    quality: choices.quality,
    ease: choices.ease,
    fabric: choices.fabric,
    knownWidthCm: choices.widthCm,
    sizeLabel: choices.size,
    front: choices.front,
    ...(choices.texturePx !== null && { textureSize: choices.texturePx }),
    corrections:
      choices.landmarks === null ? [] : await readLandmarks(resolve(base, choices.landmarks)),
    back:
      choices.back === null
        ? null
        : await decodePhoto(await readPhotoFile(resolve(base, choices.back))),
  };
}

async function readLandmarks(path: string): Promise<readonly LandmarkCorrection[]> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new InputError('landmarks-unreadable', `${path} is not a readable JSON file.`, {
      cause: error,
    });
  }
  const { LandmarkCorrectionListSchema } = await import(
    '@fitroom/shared/schemas/landmark-correction'
  );
  const read = LandmarkCorrectionListSchema.safeParse(content);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new InputError(
    'landmarks-unreadable',
    `${path} at /${issue?.path.join('/') ?? ''}: ${issue?.message ?? 'not a list'}. ` +
      'Expected [{"name": "neck-left", "x": 0.6, "y": 0.2}, …], shares of the upright photo.',
  );
}
