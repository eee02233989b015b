import type { ModelManifest } from '@fitroom/shared/schemas/generator-model';
import { seededNoise } from '@fitroom/shared/views/noise-source';
import * as ort from 'onnxruntime-node';

type ManifestGraph = ModelManifest['graphs'][number];

/** Sides that vary, as long as the generators make them: six views of 401 tokens, one chunk of points or cells. */
const VARIED: Readonly<Record<string, number>> = {
  views: 6,
  tokens: 6 * 401,
  points: 65_536,
  corners: 8 * 4096,
  cells: 4096,
};

/** Normal noise of the graph's sides; a time step in the middle, and points within the box. */
export function graphFeeds({ name, inputs }: ManifestGraph): Record<string, ort.Tensor> {
  const noise = seededNoise(1);
  return Object.fromEntries(
    inputs.map(({ name: input, shape }) => {
      const dims = shape.map((side) => sideOf(side, `${name}.${input}`));
      const values = new Float32Array(dims.reduce((product, side) => product * side, 1));
      noise.draw(values);
      if (input === 'timestep') values.fill(499);
      if (input.endsWith('points')) values.set(values.map(Math.tanh));
      return [input, new ort.Tensor('float32', values, dims)];
    }),
  );
}

function sideOf(side: number | string, place: string): number {
  const length = typeof side === 'number' ? side : VARIED[side];
  if (length === undefined) throw new Error(`No length is known for the side ${side} of ${place}.`);
  return length;
}
