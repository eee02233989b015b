import type { Quality } from '../garment/vocabulary.ts';
import type { RgbaImage } from '../image/image.ts';
import { type JobContext, throwIfCancelled } from '../job/context.ts';
import { JOB_LINES } from '../messages/job-lines.ts';
import { checkedValues } from '../networks/checked-values.ts';
import type { GraphTensor } from '../networks/graph-runner.ts';
import { runAndRelease } from '../networks/run-and-release.ts';
import { tensorSides } from '../networks/tensor-sides.ts';
import {
  meshFromShape,
  type ShapeDecoder,
  shapeColours,
} from '../shape-latents/mesh-from-shape.ts';
import { GUIDANCE_ROWS, sampleLatents } from '../shape-latents/sample-latents.ts';
import type { DecodeStep } from '../triplane/generated-mesh.ts';
import { wearerColours } from '../triplane/wearer-colours.ts';
import { CLIP_INPUT, conditionInput } from '../views/condition-inputs.ts';
import { composeFrame, frameGarment } from '../views/frame-garment.ts';
import { seededNoise } from '../views/noise-source.ts';
import type { InstalledModel } from './model-port.ts';
import type { NeuralGenerator } from './neural-generator.ts';
import { turnAboutY, turnToPhoto } from './turn-to-photo.ts';

/** Of models/generator-models.json. */
export const SHAP_E_MODEL = 'shap-e';

/** Med is the reference's own number; low takes about a third of its calls. */
const STEPS: Readonly<Record<Quality, number>> = { low: 24, med: 64 };

/** Share of the side that the object takes in the reference's sample picture (124 of 256 px). */
const FRAME_RATIO = 0.5;

/** Shares of the time, about. */
const ENCODED = 0.01;
const SAMPLED = 0.85;
const PROJECTED = 0.87;
const DECODED: Readonly<Record<DecodeStep, readonly [from: number, to: number]>> = {
  field: [PROJECTED, 0.98],
  weights: [0.98, 0.98],
  colours: [0.98, 1],
};

/**
 * A garment by Shap-E (Jun and Nichol 2023, arXiv 2305.02463): the photo's tokens by CLIP, latents of a shape by
 * diffusion, the small network that these become, and its surface by marching cubes. Facts and limits:
 * docs/models.md. `large` and `views` do not concern it.
 */
export const shapE: NeuralGenerator = {
  name: 'shap-e',
  async generate(photo, { quality, seed }, models, context) {
    const { signal } = context;
    const progress = (fraction: number) => context.progress('reconstruct', fraction);
    const model = await models.open(SHAP_E_MODEL);
    const { graphs } = model;
    try {
      const tokens = await encodePhoto(photo, model, context);
      progress(ENCODED);
      const latents = await sample(tokens, { quality, seed }, model, context);
      progress(SAMPLED);
      const decoder = await decode(latents, model, context);
      progress(PROJECTED);
      const mesh = await meshFromShape(decoder, {
        signal,
        onProgress(step, share) {
          const [from, to] = DECODED[step];
          progress(from + share * (to - from));
        },
      });
      const turned = turnToPhoto(mesh, photo);
      context.log(JOB_LINES.shapeTurned(Math.round((turned * 180) / Math.PI)));
      const colours = wearerColours(shapeColours(decoder, decoder.pointsPerAxis ** 2), signal);
      return {
        mesh,
        views: [],
        colourAt: (points) => colours(turnAboutY(points.slice(), -turned)),
        close: () => graphs.release(['field']),
      };
    } catch (error) {
      await graphs.release(['clip_grid', 'denoise', 'params', 'field']);
      throw error;
    }
  },
};

/** @returns what CLIP sees of each patch. */
async function encodePhoto(
  photo: RgbaImage,
  model: InstalledModel,
  { signal }: JobContext,
): Promise<GraphTensor> {
  throwIfCancelled(signal);
  const { manifest } = model;
  const pixels = tensorSides(manifest, 'clip_grid', 'pixel_values', 4);
  const dims = tensorSides(manifest, 'clip_grid', 'tokens', 3);
  const framed = composeFrame(photo, frameGarment(photo, FRAME_RATIO), 'white');
  const data = conditionInput(framed, pixels[2]!, CLIP_INPUT);
  const tokens = await runAndRelease(
    model.graphs,
    'clip_grid',
    { pixel_values: { data, dims: pixels } },
    'tokens',
  );
  return { data: checkedValues('photo’s tokens', tokens, dims[1]! * dims[2]!), dims };
}

async function sample(
  tokens: GraphTensor,
  { quality, seed }: { readonly quality: Quality; readonly seed: number },
  { manifest, graphs }: InstalledModel,
  { signal, progress, log }: JobContext,
): Promise<GraphTensor> {
  const dims = tensorSides(manifest, 'denoise', 'latents', 3);
  const steps = STEPS[quality];
  const data = await sampleLatents({
    length: dims[1]! * dims[2]!,
    steps,
    noise: seededNoise(seed),
    predict: (latents, step) =>
      graphs.run(
        'denoise',
        {
          latents: { data: latents, dims },
          step: { data: Float32Array.of(step), dims: [1] },
          tokens,
        },
        'clean',
      ),
    signal,
    progress: (share) => progress('reconstruct', ENCODED + share * (SAMPLED - ENCODED)),
  });
  await graphs.release(['denoise']);
  log(JOB_LINES.latentStepsTaken(steps, GUIDANCE_ROWS * (2 * steps - 1)));
  return { data, dims };
}

/** The network that the latents become. */
async function decode(
  latents: GraphTensor,
  model: InstalledModel,
  { signal }: JobContext,
): Promise<ShapeDecoder> {
  throwIfCancelled(signal);
  const { manifest, graphs } = model;
  const dims = tensorSides(manifest, 'field', 'weights', 2);
  const pointsPerQuery = tensorSides(manifest, 'field', 'points', 3)[1]!;
  const generated = await runAndRelease(model.graphs, 'params', { latents }, 'weights');
  const weights = { data: checkedValues('shape’s weights', generated, dims[1]!), dims };
  return {
    pointsPerAxis: Math.round(Math.sqrt(pointsPerQuery)),
    values: (points) =>
      graphs.run(
        'field',
        { weights, points: { data: points, dims: [1, points.length / 3, 3] } },
        'field',
      ),
  };
}
