import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { RgbaImage } from '../image/image.ts';
import { CancelledError } from '../job/context.ts';
import { generateViews, type ViewContext } from './generate-views.ts';
import { type NoiseSource, seededNoise } from './noise-source.ts';
import {
  conditionLength,
  gridLength,
  type UnetInputs,
  type ViewModel,
  type ViewNetworks,
  type ViewShapes,
  type ViewStage,
} from './view-model.ts';

const FIXTURES = join(import.meta.dirname, '../../../models/export/fixtures/schedule.json');
const { walks } = z
  .object({ walks: z.array(z.object({ steps: z.int(), latents: z.base64() })) })
  .parse(JSON.parse(readFileSync(FIXTURES, 'utf8')));

/** As models/export/make_schedule_fixtures.py has them. */
const SHAPES: ViewShapes = {
  clipSide: 14,
  conditionSide: 6,
  latentPixels: 2,
  viewLatents: 3,
  tokens: 3,
  tokenWidth: 5,
};

function sines(draw: number, target: Float32Array): Float32Array {
  for (let i = 0; i < target.length; i++) {
    target[i] = Math.sin(i * 1.7 + draw * 0.9) + Math.sin(i * i * 0.37 + draw * 2.3);
  }
  return target;
}

function sineNoise(): NoiseSource {
  let draw = 0;
  return { draw: (target) => void sines(draw++, target) };
}

/** Each row reads its own sample, reversed too, its condition and its prompt. */
function linearUnet({ sample, condition, timestep, prompt }: UnetInputs): Float32Array {
  return sample.map((value, i) => {
    const half = sample.length / 2;
    const row = i < half ? 0 : 1;
    const at = i - row * half;
    const mirrored = sample[row * half + half - 1 - at]!;
    const seen = condition.subarray(
      (row * condition.length) / 2,
      ((row + 1) * condition.length) / 2,
    );
    const words = prompt.subarray((row * prompt.length) / 2, ((row + 1) * prompt.length) / 2);
    const said = words.reduce((sum, word) => sum + word, 0) / words.length;
    return 0.6 * value - 0.3 * mirrored + 0.25 * seen[at % seen.length]! + said - timestep / 4000;
  });
}

function linearModel(overrides: Partial<ViewNetworks> = {}): ViewModel {
  const length = conditionLength(SHAPES);
  return {
    shapes: SHAPES,
    ground: 'white',
    constants: {
      emptyPrompt: Float32Array.from({ length: 15 }, (_, i) => i / 16 - 0.4),
      ramp: Float32Array.of(0.1, 0.3, 0.2),
      negativeLatents: Float32Array.from({ length }, (_, i) => i / 32 - 0.5),
    },
    networks: {
      clip: async () => Float32Array.of(0.5, -1, 0.25, 2, -0.5),
      vaeEncode: async () => sines(99, new Float32Array(length)),
      unetTwoPass: async (inputs) => linearUnet(inputs),
      // Each latent becomes a square of two by two pixels, gray by its first channel.
      vaeDecode: async (latents) => {
        const [width, height] = [12, 18];
        return Float32Array.from({ length: 3 * width * height }, (_, i) => {
          const at = i % (width * height);
          const row = Math.floor(at / width / 2);
          return latents[row * 6 + Math.floor((at % width) / 2)]! / 20;
        });
      },
      ...overrides,
    },
  };
}

function photo(): RgbaImage {
  const data = new Uint8Array(20 * 24 * 4);
  for (let i = 0; i < data.length; i += 4) {
    const [x, y] = [(i / 4) % 20, Math.floor(i / 80)];
    data.set([x * 12, y * 10, 90, x > 3 && x < 16 && y > 2 && y < 21 ? 255 : 0], i);
  }
  return { width: 20, height: 24, data };
}

function quiet(signal = { aborted: false }): ViewContext & { told: number[] } {
  const told: number[] = [];
  return { signal, told, log: () => undefined, progress: (fraction) => void told.push(fraction) };
}

test.each(walks)('$steps steps end within 1e-5 of the same walk in 64 bits', async (walk) => {
  let latents = new Float32Array(0);
  const model = linearModel();
  const { vaeDecode } = model.networks;
  const networks = {
    ...model.networks,
    vaeDecode: (unscaled: Float32Array) => {
      latents = unscaled.map((value) => (value * 0.18215 - 0.22) * 0.75);
      return vaeDecode(unscaled);
    },
  };
  const options = { steps: walk.steps, noise: sineNoise() };
  await generateViews({ ...model, networks }, photo(), options, quiet());
  const bytes = Uint8Array.from(Buffer.from(walk.latents, 'base64'));
  const wanted = new Float64Array(bytes.buffer);
  expect(latents.length).toBe(wanted.length);
  const largest = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  latents.forEach((value, i) => {
    expect(Math.abs(value - wanted[i]!)).toBeLessThan(1e-5 * largest);
  });
});

test('six views of one seed are the same again, of another they are not', async () => {
  const views = (seed: number) =>
    generateViews(linearModel(), photo(), { steps: 5, noise: seededNoise(seed) }, quiet());
  const [first, again, other] = [await views(11), await views(11), await views(12)];
  expect(first.map(({ width, height }) => [width, height])).toEqual(Array(6).fill([6, 6]));
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

/** A network that first does something else. */
function after<I extends readonly unknown[], O>(
  before: (...input: NoInfer<I>) => void,
  run: (...input: I) => O,
) {
  return (...input: I): O => {
    before(...input);
    return run(...input);
  };
}

test('the networks see what their shapes say, once or once a step, and the timesteps', async () => {
  const seen: [string, number][] = [];
  const timesteps: number[] = [];
  const model = linearModel();
  const { networks } = model;
  const note = (name: string) => (values: Float32Array) => void seen.push([name, values.length]);
  const spied: ViewNetworks = {
    clip: after(note('clip'), networks.clip),
    vaeEncode: after(note('encode'), networks.vaeEncode),
    unetTwoPass: after(({ sample, condition, prompt, timestep }) => {
      timesteps.push(timestep);
      expect(sample.length).toBe(2 * gridLength(SHAPES));
      expect(condition.length).toBe(2 * conditionLength(SHAPES));
      expect(prompt.length).toBe(2 * 3 * 5);
    }, networks.unetTwoPass),
    vaeDecode: after(note('decode'), networks.vaeDecode),
  };
  const context = quiet();
  const options = { steps: 28, noise: seededNoise(1) };
  await generateViews({ ...model, networks: spied }, photo(), options, context);
  expect(seen).toEqual([
    ['clip', 3 * 14 * 14],
    ['encode', 3 * 6 * 6],
    ['decode', gridLength(SHAPES)],
  ]);
  expect(timesteps.length).toBe(28);
  expect(timesteps.slice(0, 3)).toEqual([999, 963, 928]);
  expect(context.told.length).toBe(2 + 28 + 1);
  expect(context.told.at(-1)).toBe(1);
  expect(context.told.every((fraction, i, all) => i === 0 || fraction > all[i - 1]!)).toBe(true);
});

test('the same arrays are handed to the network in every step', async () => {
  const arrays = new Set<Float32Array>();
  const unetTwoPass = async (inputs: UnetInputs) => {
    for (const array of [inputs.sample, inputs.condition, inputs.prompt]) arrays.add(array);
    return linearUnet(inputs);
  };
  const options = { steps: 6, noise: seededNoise(1) };
  await generateViews(linearModel({ unetTwoPass }), photo(), options, quiet());
  expect(arrays.size).toBe(3);
});

test('once cancelled no further step is taken, and what ran is let go', async () => {
  const signal = { aborted: false };
  const released: ViewStage[] = [];
  let steps = 0;
  const model = linearModel({
    unetTwoPass: async (inputs) => {
      steps++;
      if (steps === 3) signal.aborted = true;
      return linearUnet(inputs);
    },
    release: async (stage) => void released.push(stage),
  });
  const options = { steps: 75, noise: seededNoise(1) };
  await expect(generateViews(model, photo(), options, quiet(signal))).rejects.toThrow(
    CancelledError,
  );
  expect(steps).toBe(3);
  expect(released).toEqual(['encode', 'denoise']);
});

test('networks are let go stage by stage', async () => {
  const order: string[] = [];
  const plain = linearModel().networks;
  const model = linearModel({
    unetTwoPass: after(() => order.push('unet'), plain.unetTwoPass),
    vaeDecode: after(() => order.push('vae'), plain.vaeDecode),
    release: async (stage) => void order.push(`-${stage}`),
  });
  await generateViews(model, photo(), { steps: 2, noise: seededNoise(1) }, quiet());
  expect(order).toEqual(['-encode', 'unet', 'unet', '-denoise', 'vae', '-decode']);
});

test.each([
  [
    'not a number',
    (inputs: UnetInputs) => linearUnet(inputs).fill(Number.NaN, 7, 8),
    /step 1 of 4 holds values that are no numbers/,
  ],
  [
    'too short',
    (inputs: UnetInputs) => linearUnet(inputs).subarray(1),
    /should have 432 values and has 431/,
  ],
])('a prediction that is %s is refused', async (_, unet, message) => {
  const model = linearModel({ unetTwoPass: async (inputs) => unet(inputs) });
  const options = { steps: 4, noise: seededNoise(1) };
  await expect(generateViews(model, photo(), options, quiet())).rejects.toThrow(message);
});
