/**
 * Our side of zero123plus_views.py: `node run-views.ts FOLDER` reads job.json and raw arrays (photo, draws, decoded) from the folder, writes
 * framed-white, framed-gray, latents-N and views there, and prints the schedules of all numbers of steps as JSON.
 */
import { cutViews, viewsTensor } from '@fitroom/shared/views/cut-views';
import { denoisingSchedule } from '@fitroom/shared/views/denoising-schedule';
import { composeFrame, frameGarment, type Ground } from '@fitroom/shared/views/frame-garment';
import { generateViews } from '@fitroom/shared/views/generate-views';
import { replayedNoise } from '@fitroom/shared/views/noise-source';
import type { UnetInputs, ViewModel, ViewShapes } from '@fitroom/shared/views/view-model';
import { cutDraws, openJobFolder } from './job-folder.ts';

interface Job {
  readonly width: number;
  readonly height: number;
  readonly steps: readonly number[];
  readonly shapes: ViewShapes;
  /** Pixels of a view in `decoded`. */
  readonly side: number;
}

const { job, bytes, floats, write } = openJobFolder<Job>();

const photo = { width: job.width, height: job.height, data: bytes('photo') };
for (const ground of ['white', 'gray'] satisfies Ground[]) {
  write(`framed-${ground}`, composeFrame(photo, frameGarment(photo), ground).data);
}
write('views', viewsTensor(cutViews(floats('decoded'), job.side)));

const [condition, prompt, embedding] = ['condition', 'prompt', 'embedding'].map(floats);
const { tokens } = job.shapes;

/** The stand-in of zero123plus_views.py: linear, each row by itself. */
async function linearNetwork({ sample, condition: seen, timestep, prompt: words }: UnetInputs) {
  const half = sample.length / 2;
  return sample.map((value, i) => {
    const row = i < half ? 0 : 1;
    const at = i - row * half;
    const noisy = seen[(row * seen.length) / 2 + (at % (seen.length / 2))]!;
    const word = words[(row * words.length) / 2 + (at % (words.length / 2))]!;
    return (
      0.6 * value -
      0.3 * sample[row * half + half - 1 - at]! +
      0.25 * noisy +
      word -
      timestep / 4000
    );
  });
}

for (const steps of job.steps) {
  const model: ViewModel = {
    shapes: job.shapes,
    ground: 'white',
    constants: {
      emptyPrompt: prompt!,
      ramp: floats('ramp').subarray(0, tokens),
      negativeLatents: condition!.subarray(0, condition!.length / 2),
    },
    networks: {
      clip: async () => embedding!,
      vaeEncode: async () => condition!.subarray(condition!.length / 2),
      unetTwoPass: linearNetwork,
      vaeDecode: async (latents) => {
        write(`latents-${steps}`, latents);
        const pixels = 6 * (job.shapes.viewLatents * job.shapes.latentPixels) ** 2;
        return new Float32Array(3 * pixels);
      },
    },
  };
  const lengths = JSON.parse(new TextDecoder().decode(bytes(`draws-${steps}.json`))) as number[];
  const noise = replayedNoise(cutDraws(floats(`draws-${steps}`), lengths));
  const context = { signal: { aborted: false }, log: () => undefined, progress: () => undefined };
  await generateViews(model, photo, { steps, noise }, context);
}

console.log(
  JSON.stringify(
    Array.from({ length: 1000 }, (_, n) => {
      const { timesteps, sigmas } = denoisingSchedule(n + 1);
      return { timesteps: [...timesteps], sigmas: [...sigmas] };
    }),
  ),
);
