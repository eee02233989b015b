import type { Ground } from './frame-garment.ts';

/** Sides of everything that passes between the networks; tests use small ones. */
export interface ViewShapes {
  /** Of the picture that CLIP sees, pixels. */
  readonly clipSide: number;
  /** Of the picture that becomes the condition, pixels. */
  readonly conditionSide: number;
  /** Pixels a latent stands for, by side. */
  readonly latentPixels: number;
  /** Of one view, latents; a grid of two by three is made at once. */
  readonly viewLatents: number;
  /** Of the prompt. */
  readonly tokens: number;
  readonly tokenWidth: number;
}

/** Views beside and below each other in the picture that the network makes. */
export const GRID_COLUMNS = 2;
export const GRID_ROWS = 3;
export const LATENT_CHANNELS = 4;
/** Guidance: without the photo, with it. */
export const GUIDANCE_ROWS = 2;

/** Numbers of the checkpoint that no network is needed for; float32, row-major. */
export interface ViewConstants {
  /** What the text tower says of no text: [tokens, width]. */
  readonly emptyPrompt: Float32Array;
  /** How much of the photo's embedding each token takes: [tokens]. */
  readonly ramp: Float32Array;
  /** Latents of a picture of normalised zeros, the condition that guidance leads away from: [4, side, side]. */
  readonly negativeLatents: Float32Array;
}

export interface UnetInputs {
  /** [2, 4, 3 · view, 2 · view] */
  readonly sample: Float32Array;
  /** [2, 4, side, side], noisy */
  readonly condition: Float32Array;
  /** 0..999 */
  readonly timestep: number;
  /** [2, tokens, width] */
  readonly prompt: Float32Array;
}

/** The stages after which networks may be let go, in order. */
export type ViewStage = 'encode' | 'denoise' | 'decode';

/**
 * The networks, each a function from float32 to float32, so that any runtime can supply them. What they
 * are handed is theirs until their promise is settled and is written again afterwards; what they
 * return is the caller's.
 */
export interface ViewNetworks {
  /** [1, 3, clip, clip] → the embedding of the picture [1, width], not normalised. */
  clip(pixels: Float32Array): Promise<Float32Array>;
  /** [1, 3, side, side] → mean of the latents' distribution [1, 4, side / 8, side / 8], not scaled. */
  vaeEncode(pixels: Float32Array): Promise<Float32Array>;
  /** Reads the condition into its attention, then the views with it → v, shaped as `sample`. */
  unetTwoPass(inputs: UnetInputs): Promise<Float32Array>;
  /** [1, 4, 3 · view, 2 · view] → [1, 3, height, width], not unscaled. */
  vaeDecode(latents: Float32Array): Promise<Float32Array>;
  /** Told when nothing of a stage is needed any more, also after a failure, so that memory is bounded by the largest. */
  release?(stage: ViewStage): Promise<void>;
}

/** All that makes views of a photo. */
export interface ViewModel {
  readonly shapes: ViewShapes;
  /** What its UNet was tuned on. */
  readonly ground: Ground;
  readonly constants: ViewConstants;
  readonly networks: ViewNetworks;
}

/** Number of latents of one condition picture. */
export function conditionLength({ conditionSide, latentPixels }: ViewShapes): number {
  return LATENT_CHANNELS * (conditionSide / latentPixels) ** 2;
}

/** Number of latents of the grid of views. */
export function gridLength({ viewLatents }: ViewShapes): number {
  return LATENT_CHANNELS * GRID_ROWS * GRID_COLUMNS * viewLatents ** 2;
}
