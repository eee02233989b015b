import type { Avatar } from '../body/avatar.ts';
import { bodyDocument } from '../gltf/write-fitted.ts';
import type { RgbaImage } from '../image/image.ts';
import { begun } from '../job/begun.ts';
import type { JobContext } from '../job/context.ts';
import { InputError } from '../job/input-error.ts';
import { JOB_LINES } from '../messages/job-lines.ts';
import {
  type FitGarmentOptions,
  type FittedGarment,
  finishFitting,
  fitGarment,
} from './fit-garment.ts';
import type { GarmentTexture, MadeGarment } from './made-garment.ts';
import {
  draftGarment,
  type MakeGarmentOptions,
  readSeparated,
  textureTask,
} from './make-garment.ts';
import type { TryOnPorts } from './ports.ts';
import { type PreviewWish, previewer } from './preview.ts';
import { putOn } from './put-on.ts';
import {
  failedGates,
  markThought,
  type SecondThought,
  secondThoughts,
  thoughtName,
  wishWith,
} from './second-thoughts.ts';
import { type SeparatedGarment, separateGarment } from './separate-garment.ts';
import { bakeTexture } from './side-work.ts';
import { stageClock } from './stage-clock.ts';

export interface TryOnOptions {
  readonly make: MakeGarmentOptions;
  readonly fit: Omit<FitGarmentOptions, 'preview'>;
  /** Shows the first try while it still lies coarsely. */
  readonly preview?: PreviewWish | null;
}

/** A garment and how it is worn. */
export interface TriedOn {
  readonly made: MadeGarment;
  readonly fitted: FittedGarment;
}

/**
 * Photo to worn garment. Where the first result does not pass every gate, second thoughts are made
 * from the same matte; the first one that passes is taken and says so among its notices. Where none
 * does, the first result stays.
 *
 * @param photo Upright (EXIF applied), at most 50 megapixels.
 * @throws {InputError} when no garment can be made of the photo; the message says what to do.
 * @throws {CancelledError}
 */
export async function tryOn(
  photo: RgbaImage,
  avatar: Avatar,
  options: TryOnOptions,
  ports: TryOnPorts,
  context: JobContext,
): Promise<TriedOn> {
  const separated = await separateGarment(photo, options.make, ports, context);
  return tryOnSeparated(photo, separated, avatar, options, ports, context);
}

/**
 * The rest of `tryOn`, from the separated garment on.
 *
 * @param photo The upright photo that `separated` was made of.
 * @throws {InputError} when no garment can be made of the photo; the message says what to do.
 * @throws {CancelledError}
 */
export async function tryOnSeparated(
  photo: RgbaImage,
  separated: SeparatedGarment,
  avatar: Avatar,
  options: TryOnOptions,
  ports: TryOnPorts,
  context: JobContext,
): Promise<TriedOn> {
  if (options.fit.pose) {
    // A pose says nothing about how the photo was read: the garment is judged in its own first.
    const fit = { ...options.fit, pose: null, animate: false };
    const settled = { ...options, fit };
    const { made } = await tryOnSeparated(photo, separated, avatar, settled, ports, context);
    return { made, fitted: await fitGarment(made, avatar, options.fit, ports, context) };
  }
  const tryWith = async (thought: SecondThought | null): Promise<TriedOn> => {
    const wish = thought
      ? wishWith(options.make, thought, (x, y) => onPhoto(x, y, photo, separated))
      : options.make;
    const clock = stageClock(context);
    const read = await readSeparated(photo, separated, wish, ports, clock.context);
    const task = textureTask(photo, separated, read, wish);
    const baking = begun(ports.beside?.bakeTexture(task));
    const outlined = draftGarment(photo, read, avatar.record, wish, clock.context);
    const drafted = thought ? markThought(outlined, thought) : outlined;
    const baked = (): Promise<GarmentTexture> => {
      clock.context.progress('texture', 0);
      return baking ?? bakeTexture(task, ports);
    };
    // The drape needs no texture, a preview does.
    const preview = thought ? null : options.preview;
    let texture = preview && !preview.texture ? await baked() : null;
    const shown = preview?.texture ?? texture;
    const worn = await putOn(
      drafted,
      avatar,
      {
        ...options.fit,
        isDraftedForThis: thought === null && options.fit.ease === null,
        solver: ports.solver,
        snapper: ports.snapper,
        // The body's half of the file can be encoded while the cloth falls.
        onPosed: (body) => ports.gltf.encodeAhead?.(bodyDocument(body)),
        onCoarse: preview && shown ? previewer(preview, shown, ports) : undefined,
      },
      ports.cache,
      clock.context,
    );
    texture ??= await baked();
    const made: MadeGarment = { ...drafted, texture };
    return { made, fitted: await finishFitting(made, worn, avatar, options.fit, ports, clock) };
  };

  const first = await tryWith(null);
  const { valid, gates } = first.fitted.report;
  if (valid) return first;
  context.log(JOB_LINES.firstTryFailed(failedGates(gates).join(', ')));
  for (const thought of secondThoughts(first.made, gates, options.make, options.fit.method)) {
    const other = await unlessRefused(() => tryWith(thought));
    const taken = other?.fitted.report.valid ?? false;
    context.log(JOB_LINES.secondThought(thoughtName(thought), taken));
    if (other && taken) return other;
  }
  return first;
}

/** Null where no garment can be made that way. */
async function unlessRefused(run: () => Promise<TriedOn>): Promise<TriedOn | null> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

/** Shares of the photo's sides; the working image has its middle where the photo has it. */
function onPhoto(
  x: number,
  y: number,
  photo: RgbaImage,
  { workingImage, enlargement }: SeparatedGarment,
): { readonly x: number; readonly y: number } {
  return {
    x: 0.5 + (x - workingImage.width / 2) / (photo.width * enlargement),
    y: 0.5 + (y - workingImage.height / 2) / (photo.height * enlargement),
  };
}
