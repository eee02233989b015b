/**
 * Our side of zero123plus_networks.py: `node run-zero123plus.ts FOLDER` reads job.json and raw arrays from the folder, and writes what the exported
 * graphs give for them (image_embeds, mean, logvar, v, image), the latents after the loop and the six views of the photo.
 */
import { zero123plusModel } from '@fitroom/shared/generators/zero123plus-model';
import { generateViews } from '@fitroom/shared/views/generate-views';
import { replayedNoise } from '@fitroom/shared/views/noise-source';
import { cutDraws, openExport, openJobFolder } from './job-folder.ts';

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

const { job, bytes, floats, write } = openJobFolder<Job>();
const exported = openExport(job.model);

for (const [graph, inputs, outputs] of GRAPHS) {
  const given = Object.fromEntries(
    Object.entries(inputs).map(([input, name]) => [
      input,
      { data: floats(name), dims: job.inputs[name]! },
    ]),
  );
  for (const output of outputs) {
    write(output, await exported.graphs.run(graph, given, output));
  }
}

const model = await zero123plusModel(exported);
const { networks } = model;
const noise = replayedNoise(cutDraws(floats('draws'), job.draws));
const views = await generateViews(
  {
    ...model,
    networks: {
      ...networks,
      vaeDecode(latents) {
        write('latents', latents);
        return networks.vaeDecode(latents);
      },
    },
  },
  { width: job.width, height: job.height, data: bytes('photo') },
  { steps: job.steps, noise },
  { signal: { aborted: false }, log: () => undefined, progress: () => undefined },
);
write('views', Buffer.concat(views.map(({ data }) => Buffer.from(data))));
