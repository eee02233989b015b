/**
 * Our side of zero123_networks.py: `node run-zero123.ts FOLDER` reads job.json and raw arrays from the folder, writes what the exported graphs give for
 * them (image_embeds, token, mean, logvar, eps, picture), one view's latents and what they decode to, and prints the schedules that are compared.
 */
import { ddimSchedule } from '@fitroom/shared/turned-views/ddim-schedule';
import { turnedViewModel } from '@fitroom/shared/turned-views/turned-view-model';
import { turnedViews } from '@fitroom/shared/turned-views/turned-views';
import { replayedNoise } from '@fitroom/shared/views/noise-source';
import { cutDraws, openExport, openJobFolder } from './job-folder.ts';

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

const { job, floats, write } = openJobFolder<Job>();
const model = openExport(job.model);
const { graphs } = model;
const given = (name: string) => ({ data: floats(name), dims: job.inputs[name]! });

const image = given('image');
write('image_embeds', await graphs.run('clip_vision', { image }, 'image_embeds'));
write('mean', await graphs.run('vae_encoder', { image }, 'mean'));
write('logvar', await graphs.run('vae_encoder', { image }, 'logvar'));
write('picture', await graphs.run('vae_decoder', { latent: given('latent') }, 'image'));
const unet = {
  sample: given('sample'),
  cond: given('cond'),
  timestep: given('timestep'),
  context: given('context'),
};
write('eps', await graphs.run('unet_step', unet, 'eps'));

const { shapes, networks } = turnedViewModel(model);
const noise = replayedNoise(cutDraws(floats('draws'), job.draws));
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
        write('token', token);
        return token;
      },
      async decode(latents) {
        write('latents', latents);
        const decoded = await networks.decode(latents);
        write('decoded', decoded);
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
