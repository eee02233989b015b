import type { Category, Generator } from '../garment/vocabulary.ts';
import {
  generateOrLower,
  type MeshMaker,
  type RunLimits,
} from '../generators/generate-or-lower.ts';
import type { NeuralOptions } from '../generators/neural-generator.ts';
import type { RgbaImage } from '../image/image.ts';
import { type JobContext, throwIfCancelled } from '../job/context.ts';
import { InputError } from '../job/input-error.ts';
import type { Notice } from '../reading/notices.ts';
import { readFromMatte } from '../reading/read-from-matte.ts';
import type { ReportSubject } from '../report/build-report.ts';
import type { ReportGeneration } from '../report/report.ts';
import type { TryOnPorts } from './ports.ts';
import { type SeparatedGarment, separateGarment } from './separate-garment.ts';
import { shownToGenerator } from './shown-to-generator.ts';
import type { MeshOrigin } from './wear-mesh.ts';

export interface NeuralGarmentOptions extends NeuralOptions {
  readonly generator: Generator;
  readonly category: Category | 'auto';
  /** Pixels of the texture's sides; null: as the quality has it. */
  readonly textureSize: number | null;
  /** False: the photo's own transparency, or the whole picture, is the garment. Default true. */
  readonly removeBackground?: boolean;
  /** What the report calls the photo. */
  readonly photoFile: string;
  /** What the networks run on, and whether all of them may be used commercially. */
  readonly run: Pick<ReportGeneration, 'device' | 'commercial_use'>;
}

/** A garment that networks made of a photo; it is put on with `wearMesh`. */
export interface NeuralGarment {
  /** The closed mesh. */
  readonly glb: Uint8Array;
  readonly category: Category;
  /** The photo at working size, transparent where there is no garment. */
  readonly cutOut: RgbaImage;
  readonly views: readonly RgbaImage[];
  /** What reports say of how it was made. */
  readonly origin: MeshOrigin;
}

/**
 * Photo to mesh by networks: the matte as for `panels`, then the generator on the cut-out photo.
 *
 * @param photo Upright (EXIF applied), at most 50 megapixels.
 * @throws {InputError} when the photo cannot be used, its category neither is given nor can be told, or the
 *   generator fails as {@link generateOrLower} says.
 * @throws {CancelledError}
 */
export async function makeNeuralGarment(
  photo: RgbaImage,
  make: MeshMaker,
  options: NeuralGarmentOptions,
  limits: RunLimits,
  ports: TryOnPorts,
  context: JobContext,
): Promise<NeuralGarment> {
  const separated = await separateGarment(photo, options, ports, context);
  // Before the networks: minutes of them for a photo that cannot be put on afterwards are minutes lost.
  const { category, notices } = categoryOf(separated, options.category);
  throwIfCancelled(context.signal);
  const { shown, cutOut, garment } = await shownToGenerator(options.generator, separated, ports);
  const { quality: asked, seed } = options;
  const made = await generateOrLower(
    make,
    shown,
    { ...options, category: category.value, ...(garment && { garment }) },
    limits,
    context,
  );
  const generation = {
    quality: made.quality,
    asked_quality: asked,
    seed,
    views: made.views.length,
    ...options.run,
  } satisfies ReportGeneration;
  return {
    glb: made.glb,
    category: category.value,
    cutOut,
    views: made.views,
    origin: {
      photo: { file: options.photoFile, width_px: photo.width, height_px: photo.height },
      generator: options.generator,
      category,
      notices,
      generation,
      warnings: made.warnings,
    },
  };
}

/** A photo that shows only some of a garment's outline, or a person, may still be one that networks can use. */
function categoryOf(
  { workingImage, matte, readShape }: SeparatedGarment,
  wanted: Category | 'auto',
): { category: ReportSubject['category']; notices: readonly Notice[] } {
  if (wanted !== 'auto') {
    return { category: { value: wanted, source: 'given', confidence: 1 }, notices: [] };
  }
  try {
    const { category, notices } = readFromMatte(workingImage, matte, {
      category: 'auto',
      readShape,
    });
    return { category, notices };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(
      error.code,
      `What garment this is cannot be told from the photo; say it with the category. ${error.message}`,
      { cause: error },
    );
  }
}
