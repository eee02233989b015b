import type { RgbaImage } from '../image/image.ts';
import type { JobContext } from '../job/context.ts';
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
    log('InstantMesh large was asked for and is not installed; base is used.');
  }
  return models.open('instantmesh-base');
}

/**
 * The garment that pictures show, told in the stage `reconstruct`.
 *
 * @param views All that were made; they are handed on with the garment.
 * @param angles Of each view.
 * @param used Which of them are looked at, by index; left out: all.
 * @throws What {@link reconstructFromViews} does.
 */
export async function meshOfViews(
  views: readonly RgbaImage[],
  angles: readonly ViewAngles[],
  model: InstalledModel,
  { signal, progress }: JobContext,
  used: readonly number[] = views.map((_, index) => index),
): Promise<GeneratedGarment> {
  const garment = await reconstructFromViews(
    used.map((index) => views[index]!),
    cameraRows(used.map((index) => angles[index]!)),
    model,
    { signal, progress: (fraction) => progress('reconstruct', fraction) },
  );
  return { ...garment, views };
}
