import type { RgbaImage } from '../image/image.ts';
import { type JobContext, throwIfCancelled } from '../job/context.ts';
import { JOB_LINES } from '../messages/job-lines.ts';
import { checkedValues } from '../networks/checked-values.ts';
import { CLIP_INPUT, conditionInput, VAE_INPUT } from './condition-inputs.ts';
import { cutViews, unscaleLatents } from './cut-views.ts';
import { denoisingSchedule } from './denoising-schedule.ts';
import {
  GUIDANCE_SCALE,
  guide,
  noiseCondition,
  scaleForNetwork,
  stepEulerAncestral,
} from './denoising-step.ts';
import { composeFrame, frameGarment } from './frame-garment.ts';
import type { NoiseSource } from './noise-source.ts';
import type { RgbImage } from './rgb-image.ts';
import { rampedPrompt } from './view-constants.ts';
import {
  conditionLength,
  GRID_COLUMNS,
  GRID_ROWS,
  GUIDANCE_ROWS,
  gridLength,
  type ViewModel,
  type ViewStage,
} from './view-model.ts';

export interface ViewOptions {
  /** See `STEPS_BY_QUALITY`. */
  readonly steps: number;
  /** Seeded, or written down by another program. */
  readonly noise: NoiseSource;
}

/** What a job asks of its caller, without the stages of a whole garment. */
export interface ViewContext extends Pick<JobContext, 'signal' | 'log'> {
  /** @param fraction 0..1 of all views; told after each network and each step. */
  progress(fraction: number): void;
}

/** Shares of the time, about: one encoding or decoding costs as much as a step or two. */
const ENCODED = 0.04;
const DENOISED = 0.96;

/**
 * Six views of a garment from one photo (Zero123++: Shi et al. 2023, arXiv 2310.15110). Noise is drawn in
 * the reference's order: the first latents, then in every step that of the condition and the ancestral
 * noise, the last step's too, which is of no effect. The mean of the condition's distribution is taken
 * instead of a sample, so that a seed fixes the result.
 *
 * @param photo Cut out: transparent where there is no garment.
 * @returns Six opaque pictures, row by row of the grid: azimuths 30, 90, 150, 210, 270, 330 degrees from the photo's.
 * @throws {InputError} `no-garment` for a photo without an opaque part.
 * @throws {CancelledError} between two networks or steps, once the signal is aborted.
 * @throws {Error} when a network returns another length than its shape says, or no numbers.
 */
export async function generateViews(
  model: ViewModel,
  photo: RgbaImage,
  options: ViewOptions,
  context: ViewContext,
): Promise<RgbaImage[]> {
  const { shapes, networks } = model;
  const framed = composeFrame(photo, frameGarment(photo), model.ground);
  const { prompt, condition } = await inStage(model, 'encode', () =>
    encodePhoto(model, framed, context),
  );
  const latents = await inStage(model, 'denoise', () =>
    denoise(model, prompt, condition, options, context),
  );
  const side = shapes.viewLatents * shapes.latentPixels;
  const picture = await inStage(model, 'decode', async () => {
    throwIfCancelled(context.signal);
    const decoded = await networks.vaeDecode(unscaleLatents(latents));
    return checkedValues('decoded picture', decoded, 3 * GRID_ROWS * GRID_COLUMNS * side * side);
  });
  throwIfCancelled(context.signal);
  context.progress(1);
  return cutViews(picture, side);
}

/** Lets the networks of a stage go, however it ended. */
async function inStage<T>(
  { networks }: ViewModel,
  stage: ViewStage,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } finally {
    await networks.release?.(stage);
  }
}

/** @returns the prompt and the latents of the condition, each for both rows of the guidance. */
async function encodePhoto(
  { shapes, constants, networks }: ViewModel,
  framed: RgbImage,
  { signal, progress }: ViewContext,
): Promise<{ prompt: Float32Array; condition: Float32Array }> {
  throwIfCancelled(signal);
  const embedding = await networks.clip(conditionInput(framed, shapes.clipSide, CLIP_INPUT));
  const prompt = rampedPrompt(constants, checkedValues('embedding', embedding, shapes.tokenWidth));
  progress(ENCODED / 2);
  throwIfCancelled(signal);
  const encoded = await networks.vaeEncode(conditionInput(framed, shapes.conditionSide, VAE_INPUT));
  const length = conditionLength(shapes);
  const condition = new Float32Array(GUIDANCE_ROWS * length);
  condition.set(constants.negativeLatents);
  condition.set(checkedValues('condition', encoded, length), length);
  progress(ENCODED);
  return { prompt, condition };
}

/** The walk from noise to latents. Its arrays are made once, whatever the number of steps. */
async function denoise(
  { shapes, networks }: ViewModel,
  prompt: Float32Array,
  condition: Float32Array,
  { steps, noise }: ViewOptions,
  { signal, progress, log }: ViewContext,
): Promise<Float32Array> {
  const { timesteps, sigmas } = denoisingSchedule(steps);
  const length = gridLength(shapes);
  const sample = new Float32Array(length);
  const scaled = new Float32Array(GUIDANCE_ROWS * length);
  const velocity = new Float32Array(length);
  const fresh = new Float32Array(length);
  const conditionNoise = new Float32Array(condition.length);
  const noisy = new Float32Array(condition.length);

  noise.draw(sample);
  for (let i = 0; i < length; i++) sample[i] = sample[i]! * sigmas[0]!;
  for (let step = 0; step < steps; step++) {
    throwIfCancelled(signal);
    const sigma = sigmas[step]!;
    const timestep = timesteps[step]!;
    scaleForNetwork(sample, sigma, scaled);
    noise.draw(conditionNoise);
    noiseCondition(condition, conditionNoise, sigma, noisy);
    const predicted = await networks.unetTwoPass({
      sample: scaled,
      condition: noisy,
      timestep,
      prompt,
    });
    const what = `prediction of step ${step + 1} of ${steps}`;
    guide(checkedValues(what, predicted, GUIDANCE_ROWS * length), GUIDANCE_SCALE, velocity);
    noise.draw(fresh);
    stepEulerAncestral(sample, velocity, fresh, sigma, sigmas[step + 1]!, sample);
    progress(ENCODED + ((DENOISED - ENCODED) * (step + 1)) / steps);
  }
  log(JOB_LINES.stepsTaken(steps));
  return sample;
}
