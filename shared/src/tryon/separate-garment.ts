import type { Category } from '../garment/vocabulary.ts';
import type { GrayImage, RgbaImage } from '../image/image.ts';
import { mirrorImage } from '../image/mirror-image.ts';
import { type JobContext, throwIfCancelled } from '../job/context.ts';
import { InputError } from '../job/input-error.ts';
import { type FoundMatte, hasOwnMatte, makeMatte } from '../matte/make-matte.ts';
import { wornMatte } from '../matte/worn-matte.ts';
import { JOB_LINES } from '../messages/job-lines.ts';
import { type ShapeReader, shapeReader } from '../reading/shape-reader.ts';
import { workingImageOf } from '../reading/working-image.ts';
import { asCutOut } from './as-cut-out.ts';
import { recalled } from './photo-memory.ts';
import type { TryOnPorts } from './ports.ts';

/** A photo at working size and its garment's matte: what a garment can be made of again without a network. */
export interface SeparatedGarment {
  /** Upright, long side WORKING_SIZE. */
  readonly workingImage: RgbaImage;
  /** Of the same size. */
  readonly matte: FoundMatte;
  /** Working pixels to one of the photo. */
  readonly enlargement: number;
  /** Remembers what was read of the matte, for the next time; absent where it is read once. */
  readonly readShape?: ShapeReader;
  /** The photo of the back, left and right exchanged, with its own matte; null without one. */
  readonly back?: {
    readonly photo: RgbaImage;
    readonly workingImage: RgbaImage;
    readonly matte: GrayImage;
  } | null;
}

/** What separating a garment depends on. */
export interface SeparateOptions {
  /** Which garment of a dressed person is meant; default `auto`. */
  readonly category?: Category | 'auto';
  /**
   * False: the photo's own transparency, or the whole picture where it has none, is the garment.
   * Default true.
   */
  readonly removeBackground?: boolean;
  /** A photo of the garment's back, upright; without one the back is made from the front. */
  readonly back?: RgbaImage | null;
}

/**
 * The first step of `makeGarment`: the garment apart from its background. Keep the result to make
 * the garment again with moved landmarks or another category.
 *
 * @param photo Upright (EXIF applied), at most 50 megapixels.
 * @throws {InputError} `no-garment` when there is none, or none of the category on a dressed person.
 * @throws {CancelledError}
 */
export async function separateGarment(
  photo: RgbaImage,
  options: SeparateOptions,
  ports: TryOnPorts,
  context: JobContext,
): Promise<SeparatedGarment> {
  throwIfCancelled(context.signal);
  context.progress('matte', 0);
  const source = options.removeBackground === false ? asCutOut(photo) : photo;
  const workingImage = workingImageOf(source);
  const matte = await matteOf(workingImage, options, ports, context);
  throwIfCancelled(context.signal);
  const back = options.back ? await separateBack(options.back, options, ports, context) : null;
  context.progress('matte', 1);
  return {
    workingImage,
    matte,
    enlargement: workingImage.width / source.width,
    readShape: shapeReader(workingImage, matte),
    back,
  };
}

async function separateBack(
  photo: RgbaImage,
  options: SeparateOptions,
  ports: TryOnPorts,
  context: JobContext,
): Promise<NonNullable<SeparatedGarment['back']>> {
  const mirrored = mirrorImage(options.removeBackground === false ? asCutOut(photo) : photo);
  const workingImage = workingImageOf(mirrored);
  const matte = await matteOf(workingImage, options, ports, context);
  return { photo: mirrored, workingImage, matte };
}

/** Of a dressed person's garment where a network can tell it, else of what stands out. */
async function matteOf(
  image: RgbaImage,
  { category = 'auto' }: SeparateOptions,
  { prior, parser, memory }: TryOnPorts,
  context: JobContext,
): Promise<FoundMatte> {
  const pictures = [image];
  const standingOut = () =>
    recalled(memory, { step: 'matte', choices: prior.network, pictures }, () =>
      makeMatte(image, prior),
    );
  if (!parser || hasOwnMatte(image)) return standingOut();
  try {
    const choices = [parser.network, category];
    const worn = await recalled(memory, { step: 'worn-matte', choices, pictures }, () =>
      wornMatte(image, parser, category),
    );
    if (worn) return worn;
  } catch (error) {
    if (error instanceof InputError) throw error;
    // A photo of the garment alone does not need it, and most photos are.
    const reason = error instanceof Error ? error.message : String(error);
    context.log(JOB_LINES.parserCannotRun(parser.network.name, reason));
  }
  return standingOut();
}
