/**
 * Our side of zero123_networks.py: `node run-zero123.ts FOLDER` reads job.json and raw arrays from the folder, writes what the exported graphs give for
 * them (image_embeds, token, mean, logvar, eps, picture), one view's latents and what they decode to, and prints the schedules that are compared.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelManifest } from '@fitroom/shared/schemas/generator-model';
import { ddimSchedule } from '@fitroom/shared/turned-views/ddim-schedule';
import { turnedViewModel } from '@fitroom/shared/turned-views/turned-view-model';
import { turnedViews } from '@fitroom/shared/turned-views/turned-views';
import { replayedNoise } from '@fitroom/shared/views/noise-source';
import { openModelGraphs } from '../../../server/src/inference/model-graphs-node.ts';

interface Job {
  /** The exported folder. */
  readonly model: string;
  readonly steps: number;
  /** Sides of the arrays that the single graphs are given. */
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  /** Lengths of the draws of noise, in order. */
  readonly draws: readonly number[];
  readonly view: { readonly azimuthDeg: number; readonly elevationDeg: number };
}

/** 30 does not divide 1000. */
const SCHEDULES = [5, 25, 30, 50, 100];

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('Usage: run-zero123.ts FOLDER');
const bytes = (name: string) => new Uint8Array(readFileSync(join(folder, name))).slice();
const floats = (name: string) => new Float32Array(bytes(name).buffer);
const job = JSON.parse(readFileSync(join(folder, 'job.json'), 'utf8')) as Job;
const read = async (path: string) => new Uint8Array(readFileSync(join(job.model, path)));
const manifest = JSON.parse(readFileSync(join(job.model, 'model.json'), 'utf8')) as ModelManifest;
const graphs = openModelGraphs(job.model, manifest, { providers: ['cpu'], threads: 1 });
const given = (name: string) => ({ data: floats(name), dims: job.inputs[name]! });
const keep = (name: string, values: Float32Array) => writeFileSync(join(folder, name), values);

const image = given('image');
keep('image_embeds', await graphs.run('clip_vision', { image }, 'image_embeds'));
keep('mean', await graphs.run('vae_encoder', { image }, 'mean'));
keep('logvar', await graphs.run('vae_encoder', { image }, 'logvar'));
keep('picture', await graphs.run('vae_decoder', { latent: given('latent') }, 'image'));
const unet = {
  sample: given('sample'),
  cond: given('cond'),
  timestep: given('timestep'),
  context: given('context'),
};
keep('eps', await graphs.run('unet_step', unet, 'eps'));

const { shapes, networks } = turnedViewModel({ manifest, graphs, read });
const draws = floats('draws');
let from = 0;
const noise = replayedNoise(
  job.draws.map((length) => {
    from += length;
    return draws.subarray(from - length, from);
  }),
);
// Pictures are prepared in bytes; here both sides start from the same tensor.
const photo = { width: 4, height: 4, data: new Uint8Array(64).fill(255) };
await turnedViews(
  {
    shapes,
    networks: {
      ...networks,
      embed: () => networks.embed(image.data),
      encode: () => networks.encode(image.data),
      async token(embedding, pose) {
        const token = await networks.token(embedding, pose);
        keep('token', token);
        return token;
      },
      async decode(latents) {
        keep('latents', latents);
        const decoded = await networks.decode(latents);
        keep('decoded', decoded);
        return decoded;
      },
    },
  },
  photo,
  [job.view],
  { steps: job.steps, noise, photoElevationDeg: 0 },
  { signal: { aborted: false }, log: () => undefined, progress: () => undefined },
);

console.log(JSON.stringify(Object.fromEntries(SCHEDULES.map((n) => [n, ddimSchedule(n)]))));
