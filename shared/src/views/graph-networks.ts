import type { GraphRunner, GraphTensor } from '../networks/graph-runner.ts';
import {
  GRID_COLUMNS,
  GRID_ROWS,
  GUIDANCE_ROWS,
  LATENT_CHANNELS,
  type ViewNetworks,
  type ViewShapes,
  type ViewStage,
} from './view-model.ts';

const GRAPHS_OF: Readonly<Record<ViewStage, readonly string[]>> = {
  encode: ['clip_vision', 'vae_encoder'],
  denoise: ['unet_step'],
  decode: ['vae_decoder'],
};

/** The networks of the view generator as graphs of `zero123plus-views`, by the names that its exporter gives them. */
export function graphNetworks(runner: GraphRunner, shapes: ViewShapes): ViewNetworks {
  const { clipSide, conditionSide, latentPixels, viewLatents, tokens, tokenWidth } = shapes;
  const latentSide = conditionSide / latentPixels;
  const grid = [GRID_ROWS * viewLatents, GRID_COLUMNS * viewLatents];
  const tensor = (data: Float32Array, ...dims: number[]): GraphTensor => ({ data, dims });
  return {
    clip: (pixels) =>
      runner.run(
        'clip_vision',
        { pixel_values: tensor(pixels, 1, 3, clipSide, clipSide) },
        'image_embeds',
      ),
    vaeEncode: (pixels) =>
      runner.run(
        'vae_encoder',
        { image: tensor(pixels, 1, 3, conditionSide, conditionSide) },
        'mean',
      ),
    unetTwoPass: ({ sample, condition, timestep, prompt }) =>
      runner.run(
        'unet_step',
        {
          sample: tensor(sample, GUIDANCE_ROWS, LATENT_CHANNELS, ...grid),
          cond: tensor(condition, GUIDANCE_ROWS, LATENT_CHANNELS, latentSide, latentSide),
          timestep: tensor(Float32Array.of(timestep), 1),
          context: tensor(prompt, GUIDANCE_ROWS, tokens, tokenWidth),
        },
        'v',
      ),
    vaeDecode: (latents) =>
      runner.run('vae_decoder', { latent: tensor(latents, 1, LATENT_CHANNELS, ...grid) }, 'image'),
    release: (stage) => runner.release(GRAPHS_OF[stage]),
  };
}
