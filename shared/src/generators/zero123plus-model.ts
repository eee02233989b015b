import { tensorSides } from '../networks/tensor-sides.ts';
import { graphNetworks } from '../views/graph-networks.ts';
import { readViewConstants } from '../views/view-constants.ts';
import { GRID_COLUMNS, GRID_ROWS, type ViewModel, type ViewShapes } from '../views/view-model.ts';
import type { InstalledModel } from './model-port.ts';

/**
 * `zero123plus-views` as the sampler takes it. Its ground is white: the model's UNet is InstantMesh's, not the
 * stock one, which was tuned on gray.
 *
 * @throws {Error} when the manifest lacks a tensor, its sides do not fit together, or `constants.bin` is of
 *   another model.
 */
export async function zero123plusModel(model: InstalledModel): Promise<ViewModel> {
  const shapes = viewShapes(model);
  const constants = readViewConstants(await model.read('constants.bin'), shapes);
  return { shapes, ground: 'white', constants, networks: graphNetworks(model.graphs, shapes) };
}

/** Sides as the manifest lists them. */
function viewShapes({ manifest }: InstalledModel): ViewShapes {
  const clip = tensorSides(manifest, 'clip_vision', 'pixel_values', 4);
  const image = tensorSides(manifest, 'vae_encoder', 'image', 4);
  const mean = tensorSides(manifest, 'vae_encoder', 'mean', 4);
  const sample = tensorSides(manifest, 'unet_step', 'sample', 4);
  const context = tensorSides(manifest, 'unet_step', 'context', 3);
  const shapes = {
    clipSide: clip[2]!,
    conditionSide: image[2]!,
    latentPixels: image[2]! / mean[2]!,
    viewLatents: sample[2]! / GRID_ROWS,
    tokens: context[1]!,
    tokenWidth: context[2]!,
  };
  const whole = Object.values(shapes).every((side) => Number.isInteger(side) && side > 0);
  if (!whole || sample[3] !== GRID_COLUMNS * shapes.viewLatents) {
    throw new Error(
      `The manifest of ${manifest.name} lists sides that do not fit together: image ${image}, mean ${mean}, sample ${sample}. Export the model anew.`,
    );
  }
  return shapes;
}
