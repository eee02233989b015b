/**
 * Our side of shap_e.py: `node run-shap-e.ts FOLDER` reads job.json and raw arrays from the exported model's folder, writes what our code and the
 * graphs make of them there, and prints the schedules as JSON.
 */
import type { GraphTensor } from '@fitroom/shared/networks/graph-runner';
import { tensorSides } from '@fitroom/shared/networks/tensor-sides';
import { karrasSigmas } from '@fitroom/shared/shape-latents/karras-sigmas';
import { meshFromShape } from '@fitroom/shared/shape-latents/mesh-from-shape';
import { sampleLatents } from '@fitroom/shared/shape-latents/sample-latents';
import { trainedAlphas, trainedStep } from '@fitroom/shared/shape-latents/trained-steps';
import { CLIP_INPUT, conditionInput } from '@fitroom/shared/views/condition-inputs';
import { composeFrame, frameGarment } from '@fitroom/shared/views/frame-garment';
import { replayedNoise } from '@fitroom/shared/views/noise-source';
import { openExport, openJobFolder } from './job-folder.ts';

interface Job {
  readonly width: number;
  readonly height: number;
  readonly schedules: readonly number[];
  readonly steps: readonly number[];
  readonly told: readonly number[];
}

const NEVER = { aborted: false };
const { folder, job, bytes, floats, write } = openJobFolder<Job>();
const { manifest, graphs } = openExport(folder);
const sides = (graph: string, tensor: string, count: number) =>
  tensorSides(manifest, graph, tensor, count);

const alphas = trainedAlphas();
const schedules = job.schedules.map((steps) => {
  const sigmas = karrasSigmas(steps);
  return {
    sigmas: [...sigmas],
    told: Array.from(sigmas.subarray(0, steps), (sigma) => trainedStep(alphas, sigma)),
  };
});

const photo = { width: job.width, height: job.height, data: bytes('photo') };
const framed = composeFrame(photo, frameGarment(photo, 0.5), 'white');
write('framed', framed.data);
const pictureDims = sides('clip_grid', 'pixel_values', 4);
const pixels = conditionInput(framed, pictureDims[2]!, CLIP_INPUT);
write('pixels', pixels);
const tokens: GraphTensor = {
  data: await graphs.run(
    'clip_grid',
    { pixel_values: { data: pixels, dims: pictureDims } },
    'tokens',
  ),
  dims: sides('clip_grid', 'tokens', 3),
};
write('tokens', tokens.data);

const latentDims = sides('denoise', 'latents', 3);
const predict = (data: Float32Array, step: number) =>
  graphs.run(
    'denoise',
    {
      latents: { data, dims: latentDims },
      step: { data: Float32Array.of(step), dims: [1] },
      tokens,
    },
    'clean',
  );
const latents = floats('latents');
for (const step of job.told) write(`clean-${step}`, await predict(latents, step));
for (const steps of job.steps) {
  const sampled = await sampleLatents({
    length: latents.length,
    steps,
    noise: replayedNoise([floats('noise')]),
    predict,
    signal: NEVER,
  });
  write(`latents-${steps}`, sampled);
}

const weights = {
  data: await graphs.run('params', { latents: { data: latents, dims: latentDims } }, 'weights'),
  dims: sides('field', 'weights', 2),
};
write('weights', weights.data);
const values = (points: Float32Array) =>
  graphs.run(
    'field',
    { weights, points: { data: points, dims: [1, points.length / 3, 3] } },
    'field',
  );
write('field', await values(floats('points')));
const pointsPerAxis = Math.round(Math.sqrt(sides('field', 'points', 3)[1]!));
const layers: Float32Array[] = [];
const kept = async (points: Float32Array) => {
  const answer = await values(points);
  layers.push(answer);
  return answer;
};
const mesh = await meshFromShape({ pointsPerAxis, values: kept }, { signal: NEVER });
// Layer by layer; what is asked after them is colours.
for (const [i, layer] of layers.slice(0, pointsPerAxis).entries()) write(`layer-${i}`, layer);
write('positions', mesh.positions);
write('colours', mesh.colours);
console.log(JSON.stringify(schedules));
