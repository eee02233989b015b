import type { RgbaImage } from '../image/image.ts';
import type { JobContext } from '../job/context.ts';
import { JOB_LINES } from '../messages/job-lines.ts';
import { cameraRows, type ViewAngles } from '../triplane/camera-rows.ts';
import { reconstructFromViews } from './instant-mesh.ts';
import type { InstalledModel, ModelPort } from './model-port.ts';
import type { GeneratedGarment, NeuralOptions } from './neural-generator.ts';

/**
 * InstantMesh, large where it is asked for, allowed and installed; else base.
 *
 * @throws {InputError} `model-unavailable` when base is missing too.
 */
export async function openInstantMesh(
  { quality, large }: NeuralOptions,
  models: ModelPort,
  log: JobContext['log'],
): Promise<InstalledModel> {
  if (large && quality === 'med') {
    if (await models.isInstalled('instantmesh-large')) return models.open('instantmesh-large');
    log(JOB_LINES.largeNotInstalled());
  }
  return models.open('instantmesh-base');
}

/** Pictures of one garment and the cameras that took them. */
export interface TakenViews {
  readonly views: readonly RgbaImage[];
  readonly angles: readonly ViewAngles[];
  /** Left out: the one of Zero123++'s views. */
  readonly lens?: { readonly radius: number; readonly fovDeg: number };
  /** Which of the views are looked at, by index; left out: all. All are handed on with the garment. */
  readonly used?: readonly number[];
}

/**
 * The garment that pictures show, told in the stage `reconstruct`.
 *
 * @throws What {@link reconstructFromViews} does.
 */
export async function meshOfViews(
  { views, angles, lens, used = views.map((_, index) => index) }: TakenViews,
  model: InstalledModel,
  { signal, progress }: JobContext,
): Promise<GeneratedGarment> {
  const garment = await reconstructFromViews(
    used.map((index) => views[index]!),
    cameraRows(
      used.map((index) => angles[index]!),
      lens,
    ),
    model,
    { signal, progress: (fraction) => progress('reconstruct', fraction) },
  );
  return { ...garment, views };
}
