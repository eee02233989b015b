import { ints, node, onnxFile, tensor, value } from './onnx-bytes.ts';

/**
 * A network of two convolutions, written as ONNX protobuf by hand: small enough for a WebGPU that is
 * imitated in software, and it knows a dark garment on a light ground, so that a whole job runs on it.
 * With u2netp's input and output, or any other.
 */

/** A logit this far from zero is sure. */
const SURE = 6;
const KERNEL = 3;

export interface TinyNetwork {
  /** Of the square input and output, pixels. */
  readonly side?: number;
  readonly input?: string;
  readonly output?: string;
  /** Leaves the last step out: logits instead of probabilities. */
  readonly isLogit?: boolean;
  /** Of the three channels of a light ground, as they are normalised; a garment has far less. */
  readonly groundSum?: number;
}

/** @returns the bytes of an .onnx file. */
export function tinyNetwork({
  side = 320,
  input = 'input.1',
  output = '1959',
  isLogit = false,
  groundSum = 6,
}: TinyNetwork = {}): Buffer {
  const box = Array.from({ length: 3 * KERNEL * KERNEL }, () => -1 / (KERNEL * KERNEL));
  return onnxFile({
    nodes: [
      node('Conv', [input, 'w1', 'b1'], 'darkness', [
        ints('kernel_shape', [KERNEL, KERNEL]),
        ints('pads', [1, 1, 1, 1]),
      ]),
      node('Relu', ['darkness'], 'dark'),
      node('Conv', ['dark', 'w2', 'b2'], 'logit', [ints('kernel_shape', [1, 1])]),
      node(isLogit ? 'Identity' : 'Sigmoid', ['logit'], output),
    ],
    weights: [
      tensor('w1', [1, 3, KERNEL, KERNEL], box),
      tensor('b1', [1], [groundSum]),
      tensor('w2', [1, 1, 1, 1], [(2 * SURE) / groundSum]),
      tensor('b2', [1], [-SURE]),
    ],
    inputs: [value(input, [1, 3, side, side])],
    outputs: [value(output, [1, 1, side, side])],
  });
}
