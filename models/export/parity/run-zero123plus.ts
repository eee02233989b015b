/**
 * Our side of zero123plus_networks.py: `node run-zero123plus.ts FOLDER` reads job.json and raw arrays from the folder, and writes what the exported
 * graphs give for them (image_embeds, mean, logvar, v, image), the latents after the loop and the six views of the photo.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zero123plusModel } from '@fitroom/shared/generators/zero123plus-model';
import type { ModelManifest } from '@fitroom/shared/schemas/generator-model';
import { generateViews } from '@fitroom/shared/views/generate-views';
import { replayedNoise } from '@fitroom/shared/views/noise-source';
import { openModelGraphs } from '../../../server/src/inference/model-graphs-node.ts';

interface Job {
  /** The exported folder. */
  readonly model: string;
  readonly width: number;
  readonly height: number;
  readonly steps: number;
  /** Sides of the arrays that the single graphs are given. */
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  /** Lengths of the draws of noise, in order. */
  readonly draws: readonly number[];
}

/** Of each graph's inputs the array's name, and its outputs. */
const GRAPHS = [
  ['clip_vision', { pixel_values: 'pixel_values' }, ['image_embeds']],
  ['vae_encoder', { image: 'picture' }, ['mean', 'logvar']],
  [
    'unet_step',
    { sample: 'sample', cond: 'cond', timestep: 'timestep', context: 'context' },
    ['v'],
  ],
  ['vae_decoder', { latent: 'latent' }, ['image']],
] as const;

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('Usage: run-zero123plus.ts FOLDER');
const bytes = (name: string) => new Uint8Array(readFileSync(join(folder, name))).slice();
const floats = (name: string) => new Float32Array(bytes(name).buffer);
const job = JSON.parse(readFileSync(join(folder, 'job.json'), 'utf8')) as Job;
const read = async (path: string) => new Uint8Array(readFileSync(join(job.model, path)));
const manifest = JSON.parse(readFileSync(join(job.model, 'model.json'), 'utf8')) as ModelManifest;
const graphs = openModelGraphs(job.model, manifest, { providers: ['cpu'], threads: 1 });

for (const [graph, inputs, outputs] of GRAPHS) {
  const given = Object.fromEntries(
    Object.entries(inputs).map(([input, name]) => [
      input,
      { data: floats(name), dims: job.inputs[name]! },
    ]),
  );
  for (const output of outputs) {
    writeFileSync(join(folder, output), await graphs.run(graph, given, output));
  }
}

const model = await zero123plusModel({ manifest, graphs, read });
const { networks } = model;
const draws = floats('draws');
let from = 0;
const noise = replayedNoise(
  job.draws.map((length) => {
    from += length;
    return draws.subarray(from - length, from);
  }),
);
const views = await generateViews(
  {
    ...model,
    networks: {
      ...networks,
      vaeDecode(latents) {
        writeFileSync(join(folder, 'latents'), latents);
        return networks.vaeDecode(latents);
      },
    },
  },
  { width: job.width, height: job.height, data: bytes('photo') },
  { steps: job.steps, noise },
  { signal: { aborted: false }, log: () => undefined, progress: () => undefined },
);
writeFileSync(join(folder, 'views'), Buffer.concat(views.map(({ data }) => Buffer.from(data))));
