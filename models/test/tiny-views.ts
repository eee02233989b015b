import { seededRandom } from '@fitroom/shared/math/seeded-random';
import type { ViewShapes } from '@fitroom/shared/views/view-model';
import { int64s, ints, node, onnxFile, tensor, value } from './onnx-bytes.ts';

/** Sides small enough that a walk of some steps takes milliseconds. */
export const TINY_VIEWS: ViewShapes = {
  clipSide: 14,
  conditionSide: 6,
  latentPixels: 2,
  viewLatents: 3,
  tokens: 3,
  tokenWidth: 5,
};

const PATCH = 2;
const GRID = [9, 6];
/** Of the unet: of sample, of the condition's mean, and of t. */
export const UNET_FACTORS = [0.6, 0.25, -1 / 4000] as const;

/** Weights in -0.1..0.1 that a seed fixes. */
export function tinyWeights(seed: number, count: number): number[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => (random() - 0.5) / 5);
}

/** The four graphs of `zero123plus-views` by name, with its inputs and outputs, of an operation or two each. */
export function tinyViewGraphs(): Map<string, Buffer> {
  const { clipSide, conditionSide, tokens, tokenWidth } = TINY_VIEWS;
  const clipPixels = 3 * clipSide ** 2;
  const latents = [2, 4, ...GRID];
  const patch = [ints('kernel_shape', [PATCH, PATCH]), ints('strides', [PATCH, PATCH])];
  const clip = onnxFile({
    nodes: [
      node('Flatten', ['pixel_values'], 'row'),
      node('MatMul', ['row', 'projection'], 'image_embeds'),
    ],
    weights: [
      tensor('projection', [clipPixels, tokenWidth], tinyWeights(1, clipPixels * tokenWidth)),
    ],
    inputs: [value('pixel_values', [1, 3, clipSide, clipSide])],
    outputs: [value('image_embeds', [1, tokenWidth])],
  });
  const side = conditionSide / PATCH;
  const encoder = onnxFile({
    nodes: [
      node('Conv', ['image', 'patches'], 'mean', patch),
      node('Identity', ['mean'], 'logvar'),
    ],
    weights: [tensor('patches', [4, 3, PATCH, PATCH], tinyWeights(2, 48))],
    inputs: [value('image', [1, 3, conditionSide, conditionSide])],
    outputs: [value('mean', [1, 4, side, side]), value('logvar', [1, 4, side, side])],
  });
  const [ofSample, ofCondition, ofTime] = UNET_FACTORS;
  const unet = onnxFile({
    nodes: [
      node('Mul', ['sample', 'of_sample'], 'own'),
      node('ReduceMean', ['cond'], 'seen', [ints('axes', [1, 2, 3])]),
      node('Mul', ['seen', 'of_condition'], 'seen_part'),
      node('ReduceMean', ['context'], 'said', [ints('axes', [1, 2])]),
      node('Unsqueeze', ['said', 'last'], 'said_part'),
      node('Mul', ['timestep', 'of_time'], 'time_part'),
      node('Sum', ['own', 'seen_part', 'said_part', 'time_part'], 'v'),
    ],
    weights: [
      tensor('of_sample', [1], [ofSample]),
      tensor('of_condition', [1], [ofCondition]),
      tensor('of_time', [1], [ofTime]),
      int64s('last', [3]),
    ],
    inputs: [
      value('sample', latents),
      value('cond', [2, 4, side, side]),
      value('timestep', [1]),
      value('context', [2, tokens, tokenWidth]),
    ],
    outputs: [value('v', latents)],
  });
  const decoder = onnxFile({
    nodes: [node('ConvTranspose', ['latent', 'patches'], 'image', patch)],
    weights: [tensor('patches', [4, 3, PATCH, PATCH], tinyWeights(3, 48))],
    inputs: [value('latent', [1, 4, ...GRID])],
    outputs: [value('image', [1, 3, GRID[0]! * PATCH, GRID[1]! * PATCH])],
  });
  return new Map([
    ['clip_vision', clip],
    ['vae_encoder', encoder],
    ['unet_step', unet],
    ['vae_decoder', decoder],
  ]);
}
