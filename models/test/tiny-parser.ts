import type { ParserNetwork } from '@fitroom/shared/matte/garment-parser';
import { ints, node, onnxFile, tensor, value } from './onnx-bytes.ts';

/** Logits fall by this for a squared distance of 1 between normalised colours. */
const SHARPNESS = 8;
/** Of labels that have no colour here. */
const NEVER = -1000;

/**
 * A parsing network of one convolution, in the layout of the listed ones: it knows each label by a colour, the
 * mean of the pixels that an answer's pixel stands for.
 *
 * @param colours sRGB bytes by label; labels without one are never answered.
 * @returns the bytes of an .onnx file.
 */
export function tinyParser(
  { size, answerSize, labels, mean, deviation }: ParserNetwork,
  colours: Readonly<Record<string, readonly [number, number, number]>>,
): Buffer {
  const step = size / answerSize;
  const weights: number[] = [];
  const biases: number[] = [];
  for (const label of labels) {
    const colour = colours[label];
    const own = [0, 1, 2].map((k) => (colour ? (colour[k]! / 255 - mean[k]!) / deviation[k]! : 0));
    // -|x - own|² without |x|², which all labels have in common.
    for (const share of own) {
      weights.push(...Array(step * step).fill((2 * SHARPNESS * share) / (step * step)));
    }
    biases.push(colour ? -SHARPNESS * own.reduce((sum, share) => sum + share * share, 0) : NEVER);
  }
  return onnxFile({
    nodes: [
      node('Conv', ['pixel_values', 'w', 'b'], 'logits', [
        ints('kernel_shape', [step, step]),
        ints('strides', [step, step]),
      ]),
    ],
    weights: [
      tensor('w', [labels.length, 3, step, step], weights),
      tensor('b', [labels.length], biases),
    ],
    inputs: [value('pixel_values', [1, 3, size, size])],
    outputs: [value('logits', [1, labels.length, answerSize, answerSize])],
  });
}
