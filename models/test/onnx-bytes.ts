/** ONNX protobuf by hand, so that tests need neither Python nor weights. Field numbers are those of onnx.proto (ONNX 1.16). */

const VARINT = 0;
const BYTES = 2;
const FLOAT = 1;
const INT64 = 7;
const INTS_ATTRIBUTE = 7;

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}
export const number = (field: number, value: number) =>
  Buffer.concat([varint(field * 8 + VARINT), varint(value)]);
export const bytes = (field: number, ...parts: Buffer[]) => {
  const body = Buffer.concat(parts);
  return Buffer.concat([varint(field * 8 + BYTES), varint(body.length), body]);
};
export const text = (field: number, value: string) => bytes(field, Buffer.from(value));

export const tensor = (name: string, dims: readonly number[], values: readonly number[]) =>
  Buffer.concat([
    ...dims.map((dim) => number(1, dim)),
    number(2, FLOAT),
    text(8, name),
    bytes(9, Buffer.from(Float32Array.from(values).buffer)),
  ]);
export const ints = (name: string, values: readonly number[]) =>
  Buffer.concat([
    text(1, name),
    ...values.map((value) => number(8, value)),
    number(20, INTS_ATTRIBUTE),
  ]);
export const node = (
  type: string,
  inputs: readonly string[],
  output: string,
  attributes: readonly Buffer[] = [],
) =>
  Buffer.concat([
    ...inputs.map((input) => text(1, input)),
    text(2, output),
    text(3, `${type} ${output}`),
    text(4, type),
    ...attributes.map((attribute) => bytes(5, attribute)),
  ]);
export const value = (name: string, shape: readonly number[]) => {
  const dims = shape.map((dim) => bytes(1, number(1, dim)));
  return Buffer.concat([text(1, name), bytes(2, bytes(1, number(1, FLOAT), bytes(2, ...dims)))]);
};

/** 64-bit whole numbers, as axes are given. */
export const int64s = (name: string, values: readonly number[]) =>
  Buffer.concat([
    number(1, values.length),
    number(2, INT64),
    text(8, name),
    bytes(9, Buffer.from(BigInt64Array.from(values, BigInt).buffer)),
  ]);

export interface Graph {
  readonly nodes: readonly Buffer[];
  readonly weights: readonly Buffer[];
  readonly inputs: readonly Buffer[];
  readonly outputs: readonly Buffer[];
}

/** @returns the bytes of an .onnx file of operator set 13. */
export function onnxFile({ nodes, weights, inputs, outputs }: Graph): Buffer {
  const graph = [
    ...nodes.map((part) => bytes(1, part)),
    text(2, 'tiny'),
    ...weights.map((part) => bytes(5, part)),
    ...inputs.map((part) => bytes(11, part)),
    ...outputs.map((part) => bytes(12, part)),
  ];
  return Buffer.concat([
    number(1, 8),
    text(2, 'fitroom-test'),
    bytes(7, ...graph),
    bytes(8, text(1, ''), number(2, 13)),
  ]);
}
