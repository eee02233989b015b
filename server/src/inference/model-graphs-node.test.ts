import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isOutOfMemory } from '@fitroom/shared/generators/out-of-memory';
import type { RgbaImage } from '@fitroom/shared/image/image';
import { generateViews } from '@fitroom/shared/views/generate-views';
import { graphNetworks } from '@fitroom/shared/views/graph-networks';
import { seededNoise } from '@fitroom/shared/views/noise-source';
import type { ViewNetworks } from '@fitroom/shared/views/view-model';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { int64s, node, onnxFile, value } from '../../../models/test/onnx-bytes.ts';
import {
  TINY_VIEWS,
  tinyViewGraphs,
  tinyWeights,
  UNET_FACTORS,
} from '../../../models/test/tiny-views.ts';
import { createExecutionDevice } from './execution-device.ts';
import { openModelGraphs } from './model-graphs-node.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fitroom-graphs-'));
  for (const [name, bytes] of tinyViewGraphs()) writeFileSync(join(folder, `${name}.onnx`), bytes);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const manifest = {
  name: 'zero123plus-views',
  graphs: [...tinyViewGraphs().keys(), 'huge', 'gone'].map((name) => ({
    name,
    file: `${name}.onnx`,
    inputs: [],
    outputs: [],
  })),
};
const openGraphs = () => openModelGraphs(folder, manifest, { providers: ['cpu'], threads: 1 });

function mean(values: Float32Array): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length;
}

/** What the graphs compute, written out. */
const plain: ViewNetworks = {
  async clip(pixels) {
    const projection = tinyWeights(1, pixels.length * 5);
    return Float32Array.from({ length: 5 }, (_, k) =>
      pixels.reduce((sum, pixel, i) => sum + pixel * projection[i * 5 + k]!, 0),
    );
  },
  async vaeEncode(pixels) {
    const kernel = tinyWeights(2, 48);
    return Float32Array.from({ length: 4 * 9 }, (_, i) => {
      const [channel, row, column] = [Math.floor(i / 9), Math.floor(i / 3) % 3, i % 3];
      let sum = 0;
      for (let k = 0; k < 12; k++) {
        const [c, y, x] = [
          Math.floor(k / 4),
          2 * row + (Math.floor(k / 2) % 2),
          2 * column + (k % 2),
        ];
        sum += kernel[channel * 12 + k]! * pixels[c * 36 + y * 6 + x]!;
      }
      return sum;
    });
  },
  async unetTwoPass({ sample, condition, timestep, prompt }) {
    const [ofSample, ofCondition, ofTime] = UNET_FACTORS;
    const half = (values: Float32Array, row: number) =>
      values.subarray((row * values.length) / 2, ((row + 1) * values.length) / 2);
    const added = [0, 1].map(
      (row) =>
        ofCondition * mean(half(condition, row)) + mean(half(prompt, row)) + ofTime * timestep,
    );
    return sample.map((one, i) => ofSample * one + added[i < sample.length / 2 ? 0 : 1]!);
  },
  async vaeDecode(latents) {
    const kernel = tinyWeights(3, 48);
    return Float32Array.from({ length: 3 * 18 * 12 }, (_, i) => {
      const [c, y, x] = [Math.floor(i / 216), Math.floor(i / 12) % 18, i % 12];
      let sum = 0;
      for (let channel = 0; channel < 4; channel++) {
        const latent = latents[channel * 54 + Math.floor(y / 2) * 6 + Math.floor(x / 2)]!;
        sum += latent * kernel[channel * 12 + c * 4 + (y % 2) * 2 + (x % 2)]!;
      }
      return sum;
    });
  },
};

function photo(): RgbaImage {
  const data = new Uint8Array(24 * 30 * 4);
  for (let i = 0; i < data.length; i += 4) {
    const [x, y] = [(i / 4) % 24, Math.floor(i / 96)];
    data.set([x * 10, 255 - y * 8, (x * y) % 256, x > 4 && y > 2 && y < 27 ? 255 : 0], i);
  }
  return { width: 24, height: 30, data };
}

function viewsBy(networks: ViewNetworks): Promise<RgbaImage[]> {
  const constants = {
    emptyPrompt: Float32Array.from(tinyWeights(4, 15)),
    ramp: Float32Array.of(0.2, 0.1, 0.3),
    negativeLatents: Float32Array.from(tinyWeights(5, 36)),
  };
  return generateViews(
    { shapes: TINY_VIEWS, ground: 'white', constants, networks },
    photo(),
    { steps: 7, noise: seededNoise(21) },
    { signal: { aborted: false }, log: () => undefined, progress: () => undefined },
  );
}

test('views by the graphs are those of the same sums written out', async () => {
  const [found, wanted] = [
    await viewsBy(graphNetworks(openGraphs(), TINY_VIEWS)),
    await viewsBy(plain),
  ];
  const distinct = new Set(wanted.flatMap(({ data }) => [...data]));
  expect(distinct.size).toBeGreaterThan(50);
  found.forEach(({ data }, n) => {
    data.forEach((byte, i) => {
      // A last digit may fall on either side of a byte's border.
      expect(Math.abs(byte - wanted[n]!.data[i]!)).toBeLessThanOrEqual(1);
    });
  });
});

const input = () => ({ latent: { data: new Float32Array(216), dims: [1, 4, 9, 6] } });

test('a graph that was released is opened again, and releasing twice is nothing', async () => {
  const graphs = openGraphs();
  const decoded = await graphs.run('vae_decoder', input(), 'image');
  expect(decoded.length).toBe(3 * 18 * 12);
  await graphs.release(['vae_decoder', 'unet_step']);
  await graphs.release(['vae_decoder']);
  expect(await graphs.run('vae_decoder', input(), 'image')).toEqual(decoded);
  await graphs.release(['vae_decoder']);
});

test('a graph that cannot be opened names the command that helps, and is tried anew', async () => {
  const graphs = openGraphs();
  const path = join(folder, 'vae_decoder.onnx');
  writeFileSync(path, 'no graph');
  await expect(graphs.run('vae_decoder', input(), 'image')).rejects.toThrow(
    'models verify zero123plus-views',
  );
  await expect(graphs.run('gone', {}, 'image')).rejects.toThrow('models verify');
  writeFileSync(path, tinyViewGraphs().get('vae_decoder')!);
  await graphs.run('vae_decoder', input(), 'image');
  await graphs.release(['vae_decoder', 'gone']);
});

test('a graph or an output of another name is refused', async () => {
  const graphs = openGraphs();
  await expect(graphs.run('dream', {}, 'image')).rejects.toThrow('has no graph dream');
  await expect(graphs.run('vae_decoder', input(), 'dream')).rejects.toThrow();
  await graphs.release(['vae_decoder']);
});

test('memory that has run out is known by what onnxruntime says, and the next graph runs', async () => {
  const graphs = openGraphs();
  // 16 TB in one tensor: no host has it.
  const sides = [2 ** 20, 2 ** 20, 4];
  const huge = onnxFile({
    nodes: [node('Expand', ['one', 'sides'], 'many')],
    weights: [int64s('sides', sides)],
    inputs: [value('one', [1])],
    outputs: [value('many', sides)],
  });
  writeFileSync(join(folder, 'huge.onnx'), huge);
  const one = { one: { data: Float32Array.of(1), dims: [1] } };
  const error = await graphs.run('huge', one, 'many').catch((thrown: unknown) => thrown);
  expect(String(error)).not.toContain('models verify');
  expect(isOutOfMemory(error)).toBe(true);
  await graphs.run('vae_decoder', input(), 'image');
  await graphs.release(['vae_decoder', 'huge']);
});

test('where CUDA cannot be had the CPU takes its place, and the graph runs', async () => {
  const wanted = await openGraphs().run('vae_decoder', input(), 'image');
  // As it looks where library and driver lie in their places, whatever they are worth.
  const device = createExecutionDevice('auto', { hasLibrary: true, hasDevice: true });
  const options = { providers: device.providers(), instead: device.instead, threads: 1 };
  const graphs = openModelGraphs(folder, manifest, options);
  const found = await graphs.run('vae_decoder', input(), 'image');
  found.forEach((value, i) => {
    expect(value).toBeCloseTo(wanted[i]!, 4);
  });
  if (device.device === 'cpu') expect(device.line.en).toMatch(/CPU: CUDA does not run here \(.+\)/);
  await graphs.release(['vae_decoder']);
});
