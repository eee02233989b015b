import type { RgbaImage } from '../image/image.ts';
import { type JobContext, throwIfCancelled } from '../job/context.ts';
import { JOB_LINES } from '../messages/job-lines.ts';
import { checkedValues } from '../networks/checked-values.ts';
import type { ViewAngles } from '../triplane/camera-rows.ts';
import { type ConditionInput, conditionInput } from '../views/condition-inputs.ts';
import { guide } from '../views/denoising-step.ts';
import { composeFrame, frameGarment } from '../views/frame-garment.ts';
import type { NoiseSource } from '../views/noise-source.ts';
import { ddimSchedule } from './ddim-schedule.ts';
import { stepDdim } from './ddim-step.ts';
import { latentLength, type TurnedViewModel } from './turned-view-model.ts';

/** Share of the picture's side that the garment's longer side takes: 200 of 256 px in the demo. */
export const TURNED_FRAME_RATIO = 200 / 256;
/** The network reads ±1. */
const PICTURE_INPUT: ConditionInput = {
  filter: 'bicubic',
  mean: [0.5, 0.5, 0.5],
  deviation: [0.5, 0.5, 0.5],
};
const GUIDANCE_SCALE = 3;
/** Stable Diffusion's; of latents that are decoded, not of the photo's. */
const LATENT_SCALE = 0.18215;
/** Share of the time that the photo's encoding takes, about. */
const ENCODED = 0.02;

export interface TurnedViewOptions {
  /** See `ddimSchedule`. */
  readonly steps: number;
  readonly noise: NoiseSource;
  /** How high the photo's own camera is taken to be, degrees; the network cannot know. */
  readonly photoElevationDeg: number;
}

/**
 * A photo seen from other sides, one view after the other (Zero123: Liu et al. 2023, arXiv 2303.11328). Each is sampled on its own, so that
 * views need not agree. Noise is drawn view by view: first the latents, then that of each step. Networks are released when nothing more
 * is asked of them.
 *
 * @param photo Cut out: transparent where there is no garment.
 * @param angles Azimuths from the photo's, elevations above the equator.
 * @returns One opaque picture a view, in their order.
 * @throws {InputError} `no-garment` for a photo without an opaque part.
 * @throws {CancelledError} between two networks or steps, once the signal is aborted.
 * @throws {Error} when a network returns another length than its shape says, or no numbers.
 */
export async function turnedViews(
  { shapes, networks }: TurnedViewModel,
  photo: RgbaImage,
  angles: readonly ViewAngles[],
  { steps, noise, photoElevationDeg }: TurnedViewOptions,
  {
    signal,
    progress,
    log,
  }: Pick<JobContext, 'signal' | 'log'> & { progress(fraction: number): void },
): Promise<RgbaImage[]> {
  const length = latentLength(shapes);
  const framed = composeFrame(photo, frameGarment(photo, TURNED_FRAME_RATIO), 'white');
  const pixels = conditionInput(framed, shapes.side, PICTURE_INPUT);
  try {
    throwIfCancelled(signal);
    const embedded = checkedValues('embedding', await networks.embed(pixels), shapes.embedding);
    throwIfCancelled(signal);
    const encoded = checkedValues('condition', await networks.encode(pixels), length);
    await networks.release(['clip_vision', 'vae_encoder']);
    progress(ENCODED);
    const sampled: Float32Array[] = [];
    for (const [n, view] of angles.entries()) {
      throwIfCancelled(signal);
      const pose = turnOf(view, photoElevationDeg);
      const token = checkedValues('token', await networks.token(embedded, pose), shapes.token);
      const done = (step: number) =>
        progress(ENCODED + ((1 - 2 * ENCODED) * (n + step)) / angles.length);
      sampled.push(
        await sample(
          networks,
          { condition: bothRows(encoded), token: bothRows(token) },
          { steps, noise },
          { signal, done },
        ),
      );
    }
    log(JOB_LINES.viewsSampled(angles.length, ddimSchedule(steps).timesteps.length));
    await networks.release(['unet_step', 'pose_token']);
    const views: RgbaImage[] = [];
    for (const latents of sampled) {
      throwIfCancelled(signal);
      const decoded = await networks.decode(latents);
      views.push(
        pictureOf(checkedValues('decoded picture', decoded, 3 * shapes.side ** 2), shapes.side),
      );
    }
    progress(1);
    return views;
  } finally {
    await networks.release([
      'clip_vision',
      'vae_encoder',
      'pose_token',
      'unet_step',
      'vae_decoder',
    ]);
  }
}

/** Difference of the polar angle (from above, radians), sine and cosine of the azimuth's, difference of the distance. */
function turnOf({ azimuthDeg, elevationDeg }: ViewAngles, photoElevationDeg: number): Float32Array {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const azimuth = radians(azimuthDeg);
  return Float32Array.of(
    radians(photoElevationDeg - elevationDeg),
    Math.sin(azimuth),
    Math.cos(azimuth),
    0,
  );
}

/** Nothing in the row without the photo, as the network was trained. */
function bothRows(values: Float32Array): Float32Array {
  const rows = new Float32Array(2 * values.length);
  rows.set(values, values.length);
  return rows;
}

/** The walk from noise to one view's latents, ready for the decoder. */
async function sample(
  networks: TurnedViewModel['networks'],
  { condition, token }: { readonly condition: Float32Array; readonly token: Float32Array },
  { steps, noise }: Pick<TurnedViewOptions, 'steps' | 'noise'>,
  { signal, done }: Pick<JobContext, 'signal'> & { done(share: number): void },
): Promise<Float32Array> {
  const { timesteps, alphas, previous, sigmas } = ddimSchedule(steps);
  const length = condition.length / 2;
  const latents = new Float32Array(length);
  const rows = new Float32Array(2 * length);
  const epsilon = new Float32Array(length);
  const fresh = new Float32Array(length);
  noise.draw(latents);
  for (const [i, timestep] of timesteps.entries()) {
    throwIfCancelled(signal);
    rows.set(latents);
    rows.set(latents, length);
    const predicted = await networks.predict(rows, condition, timestep, token);
    const what = `prediction of step ${i + 1} of ${timesteps.length}`;
    guide(checkedValues(what, predicted, 2 * length), GUIDANCE_SCALE, epsilon);
    noise.draw(fresh);
    const step = { alpha: alphas[i]!, previous: previous[i]!, sigma: sigmas[i]! };
    stepDdim(latents, epsilon, fresh, step, latents);
    done((i + 1) / timesteps.length);
  }
  return latents.map((value) => value / LATENT_SCALE);
}

/** From planes of ±1, cut off beyond; rounded down, as the reference writes its files. */
function pictureOf(planes: Float32Array, side: number): RgbaImage {
  const plane = side * side;
  const data = new Uint8ClampedArray(4 * plane);
  for (let i = 0; i < plane; i++) {
    for (let c = 0; c < 3; c++) {
      const level = Math.min(1, Math.max(0, (planes[c * plane + i]! + 1) / 2));
      data[4 * i + c] = Math.floor(255 * level);
    }
    data[4 * i + 3] = 255;
  }
  return { width: side, height: side, data };
}
