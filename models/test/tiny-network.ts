/**
 * A network of two convolutions, written as ONNX protobuf by hand: small enough for a WebGPU that is
 * imitated in software, and it knows a dark garment on a light ground, so that a whole job runs on it.
 * With u2netp's input and output, or any other.
 */

const VARINT = 0;
const BYTES = 2;
const FLOAT = 1;
const INTS_ATTRIBUTE = 7;

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}
const number = (field: number, value: number) =>
  Buffer.concat([varint(field * 8 + VARINT), varint(value)]);
const bytes = (field: number, ...parts: Buffer[]) => {
  const body = Buffer.concat(parts);
  return Buffer.concat([varint(field * 8 + BYTES), varint(body.length), body]);
};
const text = (field: number, value: string) => bytes(field, Buffer.from(value));

// Field numbers are those of onnx.proto (ONNX 1.16).
const tensor = (name: string, dims: readonly number[], values: readonly number[]) =>
  Buffer.concat([
    ...dims.map((dim) => number(1, dim)),
    number(2, FLOAT),
    text(8, name),
    bytes(9, Buffer.from(Float32Array.from(values).buffer)),
  ]);
const ints = (name: string, values: readonly number[]) =>
  Buffer.concat([
    text(1, name),
    ...values.map((value) => number(8, value)),
    number(20, INTS_ATTRIBUTE),
  ]);
const node = (type: string, inputs: readonly string[], output: string, attributes: Buffer[] = []) =>
  Buffer.concat([
    ...inputs.map((input) => text(1, input)),
    text(2, output),
    text(3, `${type} ${output}`),
    text(4, type),
    ...attributes.map((attribute) => bytes(5, attribute)),
  ]);
const value = (name: string, channels: number, side: number) => {
  const dims = [1, channels, side, side].map((dim) => bytes(1, number(1, dim)));
  return Buffer.concat([text(1, name), bytes(2, bytes(1, number(1, FLOAT), bytes(2, ...dims)))]);
};

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
  const graph = [
    bytes(
      1,
      node('Conv', [input, 'w1', 'b1'], 'darkness', [
        ints('kernel_shape', [KERNEL, KERNEL]),
        ints('pads', [1, 1, 1, 1]),
      ]),
    ),
    bytes(1, node('Relu', ['darkness'], 'dark')),
    bytes(1, node('Conv', ['dark', 'w2', 'b2'], 'logit', [ints('kernel_shape', [1, 1])])),
    bytes(1, node(isLogit ? 'Identity' : 'Sigmoid', ['logit'], output)),
    text(2, 'tiny'),
    bytes(5, tensor('w1', [1, 3, KERNEL, KERNEL], box)),
    bytes(5, tensor('b1', [1], [groundSum])),
    bytes(5, tensor('w2', [1, 1, 1, 1], [(2 * SURE) / groundSum])),
    bytes(5, tensor('b2', [1], [-SURE])),
    bytes(11, value(input, 3, side)),
    bytes(12, value(output, 1, side)),
  ];
  return Buffer.concat([
    number(1, 8),
    text(2, 'fitroom-test'),
    bytes(7, ...graph),
    bytes(8, text(1, ''), number(2, 13)),
  ]);
}
