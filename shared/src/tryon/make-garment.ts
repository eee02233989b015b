import type { AvatarRecord } from '../body/avatar.ts';
import type { Category, Ease, FabricChoice, FrontWear, Quality } from '../garment/vocabulary.ts';
import type { RgbaImage } from '../image/image.ts';
import { type JobContext, throwIfCancelled } from '../job/context.ts';
import { InputError } from '../job/input-error.ts';
import { JOB_LINES } from '../messages/job-lines.ts';
import { draftPattern } from '../pattern/draft-pattern.ts';
import { outlineIou } from '../pattern/outline-agreement.ts';
import type { GarmentReading } from '../reading/garment-reading.ts';
import type { LandmarkCorrection } from '../reading/landmark-correction.ts';
import { readFromMatte } from '../reading/read-from-matte.ts';
import { TEXTURE_SIZE } from '../texture/build-texture.ts';
import { asCutOut } from './as-cut-out.ts';
import type { MadeGarment, StoredReading } from './made-garment.ts';
import { recalled } from './photo-memory.ts';
import type { TryOnPorts } from './ports.ts';
import {
  type SeparatedGarment,
  type SeparateOptions,
  separateGarment,
} from './separate-garment.ts';
import { bakeTexture, type TextureTask } from './side-work.ts';

export interface MakeGarmentOptions extends SeparateOptions {
  readonly category: Category | 'auto';
  readonly quality: Quality;
  readonly ease: Ease;
  /** What it is made of; default `auto`. */
  readonly fabric?: FabricChoice;
  readonly knownWidthCm: number | null;
  /** The label sewn into the garment, for example `M`; at most one of width and label is given. */
  readonly sizeLabel?: string | null;
  /** Longer side of the texture, pixels; default 1024. */
  readonly textureSize?: number;
  /** How a front that opens is worn; default `auto`: as the photo shows it. */
  readonly front?: FrontWear;
  /** Landmarks that the user moved; they are taken as they stand. */
  readonly corrections?: readonly LandmarkCorrection[];
}

/**
 * Photo to garment by `panels`: matte, outline and landmarks, pattern, texture.
 *
 * @param photo Upright (EXIF applied), at most 50 megapixels.
 * @param body Whose measures the garment is scaled by (unless a width is known).
 * @throws {InputError} when no garment can be made of the photo; the message says what to do.
 * @throws {CancelledError}
 */
export async function makeGarment(
  photo: RgbaImage,
  body: AvatarRecord,
  options: MakeGarmentOptions,
  ports: TryOnPorts,
  context: JobContext,
): Promise<MadeGarment> {
  const separated = await separateGarment(photo, options, ports, context);
  return makeFromSeparated(photo, separated, body, options, ports, context);
}

/**
 * The other steps of `makeGarment`, from the separated garment on; asks no network.
 *
 * @param photo The upright photo that `separated` was made of.
 * @throws {InputError} when no garment can be made of the photo; the message says what to do.
 * @throws {CancelledError}
 */
export async function makeFromSeparated(
  photo: RgbaImage,
  separated: SeparatedGarment,
  body: AvatarRecord,
  options: MakeGarmentOptions,
  ports: TryOnPorts,
  context: JobContext,
): Promise<MadeGarment> {
  const read = await readSeparated(photo, separated, options, ports, context);
  const drafted = draftGarment(photo, read, body, options, context);
  context.progress('texture', 0);
  const texture = await bakeTexture(textureTask(photo, separated, read, options), ports);
  context.progress('texture', 1);
  return { ...drafted, texture };
}

/** A garment without its texture. */
export type DraftedGarment = Omit<MadeGarment, 'texture'>;

/**
 * Reads the separated garment.
 *
 * @param photo The upright photo that `separated` was made of.
 * @returns its reading with the pixels that its texture is made of.
 * @throws {InputError} when no garment can be made of the photo; the message says what to do.
 * @throws {CancelledError}
 */
export async function readSeparated(
  photo: RgbaImage,
  separated: SeparatedGarment,
  options: Pick<MakeGarmentOptions, 'category' | 'corrections'>,
  { memory }: Pick<TryOnPorts, 'memory'>,
  context: JobContext,
): Promise<GarmentReading> {
  throwIfCancelled(context.signal);
  context.progress('outline', 0);
  const { workingImage, matte, readShape } = separated;
  const { category } = options;
  const corrections = (options.corrections ?? []).map((correction) =>
    onWorkingImage(correction, photo, separated),
  );
  const choices = [category, corrections, matte.findings];
  const by = { step: 'reading', choices, pictures: [workingImage, matte] } as const;
  const stored = await recalled(memory, by, (): StoredReading => {
    // Whoever remembers it knows the matte.
    const { matte: _, ...rest } = readFromMatte(workingImage, matte, {
      category,
      corrections,
      readShape,
    });
    return rest;
  });
  const { width, height, data } = matte;
  const read: GarmentReading = { ...stored, matte: { width, height, data } };
  context.progress('outline', 1);
  throwIfCancelled(context.signal);
  const { value, source, confidence } = read.category;
  context.log(JOB_LINES.categoryFound(value, source, confidence));
  return read;
}

/**
 * Drafts the pattern of a garment that has been read: all of it but its texture, which a drape has no need of.
 *
 * @param photo The upright photo that was read.
 * @throws {InputError} when no garment can be made of the photo; the message says what to do.
 * @throws {CancelledError}
 */
export function draftGarment(
  photo: RgbaImage,
  read: GarmentReading,
  body: AvatarRecord,
  options: MakeGarmentOptions,
  context: JobContext,
): DraftedGarment {
  context.progress('pattern', 0);
  const { matte, ...reading } = read;
  const making = {
    ease: options.ease,
    knownWidthCm: options.knownWidthCm,
    sizeLabel: options.sizeLabel ?? null,
    front: options.front ?? 'auto',
  } as const;
  const pattern = draftPattern(reading, body, making);
  const iou = outlineIou(read, pattern);
  context.progress('pattern', 1);
  throwIfCancelled(context.signal);
  return {
    schema: 1,
    generator: 'panels',
    quality: options.quality,
    photo: { widthPx: photo.width, heightPx: photo.height },
    reading,
    pattern,
    ...making,
    fabric: options.fabric ?? 'auto',
    outlineIou: iou,
  };
}

/**
 * What the garment's texture is to be made of.
 *
 * @param photo The upright photo that `separated` was made of.
 * @param read What was read of it.
 * @throws {InputError} when the photo of the back cannot be read.
 */
export function textureTask(
  photo: RgbaImage,
  { back }: SeparatedGarment,
  read: GarmentReading,
  options: Pick<MakeGarmentOptions, 'removeBackground' | 'textureSize'>,
): TextureTask {
  return {
    photo: options.removeBackground === false ? asCutOut(photo) : photo,
    reading: read,
    longestSide: options.textureSize ?? TEXTURE_SIZE,
    back: back ? { photo: back.photo, reading: readBack(back, read.category.value) } : null,
  };
}

/** @throws {InputError} that says which of the two photos it is about. */
function readBack(
  { workingImage, matte }: NonNullable<SeparatedGarment['back']>,
  category: Category,
): GarmentReading {
  try {
    return readFromMatte(workingImage, matte, { category });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.code, `The photo of the back: ${error.message}`, { cause: error });
  }
}

/** A cut-out photo may have been given a border, the same all round. */
function onWorkingImage(
  { name, x, y }: LandmarkCorrection,
  photo: RgbaImage,
  { workingImage, enlargement }: SeparatedGarment,
): LandmarkCorrection {
  const place = (share: number, length: number, working: number): number =>
    0.5 + ((share - 0.5) * length * enlargement) / working;
  return {
    name,
    x: place(x, photo.width, workingImage.width),
    y: place(y, photo.height, workingImage.height),
  };
}
