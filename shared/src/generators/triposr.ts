import type { Quality } from '../garment/vocabulary.ts';
import type { RgbaImage } from '../image/image.ts';
import { type JobContext, throwIfCancelled } from '../job/context.ts';
import { JOB_LINES } from '../messages/job-lines.ts';
import { checkedValues } from '../networks/checked-values.ts';
import type { GraphRunner, GraphTensor } from '../networks/graph-runner.ts';
import { runAndRelease } from '../networks/run-and-release.ts';
import { tensorSides } from '../networks/tensor-sides.ts';
import { TRIPO_SR_GRID } from '../triplane/density-axis.ts';
import type { DecodeStep } from '../triplane/generated-mesh.ts';
import { type DensityDecoder, meshFromDensity } from '../triplane/mesh-from-density.ts';
import { wearerColours } from '../triplane/wearer-colours.ts';
import { grayPicture } from './gray-picture.ts';
import type { InstalledModel } from './model-port.ts';
import type { GeneratedGarment, NeuralGenerator, NeuralOptions } from './neural-generator.ts';

const MODEL = 'triposr';

/** Points along each axis: the reference's own, and half as many, which ask for an eighth of the answers. */
const POINTS_PER_AXIS: Readonly<Record<Quality, number>> = {
  low: TRIPO_SR_GRID.pointsPerAxis / 2,
  med: TRIPO_SR_GRID.pointsPerAxis,
};

/** Shares of the time, about: the density is asked at two or seventeen million points. */
const ENCODED = 0.1;
const PLANES_MADE = 0.3;
const DECODED: Readonly<Record<DecodeStep, readonly [from: number, to: number]>> = {
  field: [PLANES_MADE, 0.97],
  weights: [0.97, 0.97],
  colours: [0.97, 1],
};

/**
 * A garment from one photo by TripoSR (Tochilkin et al. 2024, arXiv 2403.02151): DINO, a triplane, a density
 * field, marching cubes, colours. One pass and nothing drawn: the seed is of no effect. What the photo
 * does not show, the back above all, it makes up smoother than generators that draw views.
 */
export const TRIPO_SR: NeuralGenerator = {
  name: 'triposr',
  async generate(photo, options, models, context) {
    const model = await models.open(MODEL);
    return reconstruct(photo, options, model, context);
  },
};

async function reconstruct(
  photo: RgbaImage,
  { quality }: Pick<NeuralOptions, 'quality'>,
  { manifest, graphs }: InstalledModel,
  { signal, progress, log }: JobContext,
): Promise<GeneratedGarment> {
  const side = tensorSides(manifest, 'image_encoder', 'image', 4)[2]!;
  const tokenSides = tensorSides(manifest, 'backbone', 'image_tokens', 3);
  const planeSides = tensorSides(manifest, 'backbone', 'planes', 5);
  try {
    throwIfCancelled(signal);
    const image = { data: grayPicture(photo, side), dims: [1, 3, side, side] };
    const tokens = await runAndRelease(graphs, 'image_encoder', { image }, 'image_tokens');
    progress('reconstruct', ENCODED);
    throwIfCancelled(signal);
    const planes = await runAndRelease(
      graphs,
      'backbone',
      { image_tokens: tensorOf('photo’s tokens', tokens, tokenSides) },
      'planes',
    );
    progress('reconstruct', PLANES_MADE);
    const decoder = densityDecoder(graphs, tensorOf('triplane', planes, planeSides));
    const mesh = await meshFromDensity(
      decoder,
      {
        signal,
        onProgress(step, share) {
          const [from, to] = DECODED[step];
          progress('reconstruct', from + share * (to - from));
        },
      },
      { ...TRIPO_SR_GRID, pointsPerAxis: POINTS_PER_AXIS[quality] },
    );
    await graphs.release(['density']);
    log(JOB_LINES.trianglesMade('TripoSR', mesh.indices.length / 3));
    return {
      mesh,
      views: [],
      colourAt: wearerColours(decoder.colours, signal),
      close: () => graphs.release(['rgb']),
    };
  } catch (error) {
    await graphs.release(['density', 'rgb']);
    throw error;
  }
}

function tensorOf(what: string, values: Float32Array, dims: readonly number[]): GraphTensor {
  const length = dims.reduce((product, side) => product * side);
  return { data: checkedValues(what, values, length), dims };
}

function densityDecoder(graphs: GraphRunner, planes: GraphTensor): DensityDecoder {
  const ask = (graph: string, points: Float32Array, output: string) =>
    graphs.run(
      graph,
      { planes, points: { data: points, dims: [1, points.length / 3, 3] } },
      output,
    );
  return {
    density: (points) => ask('density', points, 'density'),
    colours: (points) => ask('rgb', points, 'rgb'),
  };
}
