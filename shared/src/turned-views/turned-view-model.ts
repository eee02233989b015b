import type { InstalledModel } from '../generators/model-port.ts';
import type { GraphTensor } from '../networks/graph-runner.ts';
import { tensorSides } from '../networks/tensor-sides.ts';

/** Channels of latents. */
const LATENTS = 4;
/** Guidance: without the photo, with it. */
const ROWS = 2;

/** Sides of what passes between the networks; tests use small ones. */
export interface TurnedViewShapes {
  /** Of the photo and of a view, pixels. */
  readonly side: number;
  /** Of their latents. */
  readonly latents: number;
  /** Of the photo's embedding. */
  readonly embedding: number;
  /** Of the one token that the UNet attends to. */
  readonly token: number;
}

/** Zero123's networks, each a function from float32 to float32. */
export interface TurnedViewNetworks {
  /** [1, 3, side, side] of ±1 → the photo's embedding [1, embedding]. */
  embed(pixels: Float32Array): Promise<Float32Array>;
  /** The same picture → mean of its latents' distribution [1, 4, latents, latents], not scaled. */
  encode(pixels: Float32Array): Promise<Float32Array>;
  /** Embedding and the turn of the camera [1, 4] → token [1, 1, token]. */
  token(embedding: Float32Array, pose: Float32Array): Promise<Float32Array>;
  /** Noisy latents, the photo's and the token, each for both rows of the guidance → noise, shaped as `sample`. */
  predict(
    sample: Float32Array,
    condition: Float32Array,
    timestep: number,
    token: Float32Array,
  ): Promise<Float32Array>;
  /** [1, 4, latents, latents] → [1, 3, side, side] of about ±1. */
  decode(latents: Float32Array): Promise<Float32Array>;
  release(graphs: readonly TurnedViewGraph[]): Promise<void>;
}

export type TurnedViewGraph =
  | 'clip_vision'
  | 'vae_encoder'
  | 'pose_token'
  | 'unet_step'
  | 'vae_decoder';

export interface TurnedViewModel {
  readonly shapes: TurnedViewShapes;
  readonly networks: TurnedViewNetworks;
}

export function latentLength({ latents }: TurnedViewShapes): number {
  return LATENTS * latents ** 2;
}

/**
 * `zero123-views` as its sampler takes it.
 *
 * @throws {Error} when the manifest lacks a tensor.
 */
export function turnedViewModel({ manifest, graphs }: InstalledModel): TurnedViewModel {
  const shapes: TurnedViewShapes = {
    side: tensorSides(manifest, 'vae_encoder', 'image', 4)[2]!,
    latents: tensorSides(manifest, 'unet_step', 'sample', 4)[2]!,
    embedding: tensorSides(manifest, 'clip_vision', 'image_embeds', 2)[1]!,
    token: tensorSides(manifest, 'unet_step', 'context', 3)[2]!,
  };
  const { side, latents, embedding, token } = shapes;
  const tensor = (data: Float32Array, ...dims: number[]): GraphTensor => ({ data, dims });
  const picture = (pixels: Float32Array) => ({ image: tensor(pixels, 1, 3, side, side) });
  return {
    shapes,
    networks: {
      embed: (pixels) => graphs.run('clip_vision', picture(pixels), 'image_embeds'),
      encode: (pixels) => graphs.run('vae_encoder', picture(pixels), 'mean'),
      token: (embedded, pose) =>
        graphs.run(
          'pose_token',
          { image_embeds: tensor(embedded, 1, embedding), pose: tensor(pose, 1, pose.length) },
          'token',
        ),
      predict: (sample, condition, timestep, attended) =>
        graphs.run(
          'unet_step',
          {
            sample: tensor(sample, ROWS, LATENTS, latents, latents),
            cond: tensor(condition, ROWS, LATENTS, latents, latents),
            timestep: tensor(Float32Array.of(timestep), 1),
            context: tensor(attended, ROWS, 1, token),
          },
          'eps',
        ),
      decode: (values) =>
        graphs.run(
          'vae_decoder',
          { latent: tensor(values, 1, LATENTS, latents, latents) },
          'image',
        ),
      release: (names) => graphs.release(names),
    },
  };
}
