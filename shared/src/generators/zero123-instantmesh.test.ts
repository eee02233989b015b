import { describe, expect, it } from 'vitest';
import { roundInstantMesh } from '../../test/networks/round-instant-mesh.ts';
import { type StandInModel, standInModels } from '../../test/networks/stand-in-models.ts';
import type { RgbaImage } from '../image/image.ts';
import { CancelledError, type JobContext } from '../job/context.ts';
import { cameraRows, FOUR_OF_SIX_VIEWS, ZERO123_PLUS_VIEWS } from '../triplane/camera-rows.ts';
import { alphasCumulative } from '../views/denoising-schedule.ts';
import type { NeuralOptions } from './neural-generator.ts';
import { zero123InstantMesh } from './zero123-instantmesh.ts';

const [CLIP, PICTURE, LATENTS, TOKENS, WIDTH] = [14, 8, 4, 2, 5];
const GRID = [9, 6];

/** Stands for Zero123++: noise is taken away by halves, the picture is what the latents say. */
function quickViews(): StandInModel {
  const constants = [
    ...new Array<number>(TOKENS * WIDTH).fill(0.1),
    ...new Array<number>(TOKENS).fill(0.2),
    ...new Array<number>(4 * LATENTS * LATENTS).fill(0),
    ...alphasCumulative(),
  ];
  return {
    graphs: {
      clip_vision: {
        inputs: { pixel_values: [1, 3, CLIP, CLIP] },
        outputs: { image_embeds: [1, WIDTH] },
        answer: ({ pixel_values: { data } = { data: new Float32Array() } }) =>
          new Float32Array(WIDTH).fill(data.reduce((sum, value) => sum + value, 0) / data.length),
      },
      vae_encoder: {
        inputs: { image: [1, 3, PICTURE, PICTURE] },
        outputs: { mean: [1, 4, LATENTS, LATENTS], logvar: [1, 4, LATENTS, LATENTS] },
        answer: () => new Float32Array(4 * LATENTS * LATENTS),
      },
      unet_step: {
        inputs: {
          sample: [2, 4, ...GRID],
          cond: [2, 4, LATENTS, LATENTS],
          timestep: [1],
          context: [2, TOKENS, WIDTH],
        },
        outputs: { v: [2, 4, ...GRID] },
        answer: ({ sample }) => sample!.data.map((value) => value / 2),
      },
      vae_decoder: {
        inputs: { latent: [1, 4, ...GRID] },
        outputs: { image: [1, 3, 2 * GRID[0]!, 2 * GRID[1]!] },
        answer: ({ latent }) =>
          Float32Array.from({ length: 12 * GRID[0]! * GRID[1]! }, (_, i) =>
            Math.tanh(latent!.data[i % latent!.data.length]!),
          ),
      },
    },
    files: { 'constants.bin': new Uint8Array(Float32Array.from(constants).buffer) },
  };
}

const photo: RgbaImage = { width: 6, height: 8, data: new Uint8Array(6 * 8 * 4).fill(200) };
const options: NeuralOptions = { quality: 'low', seed: 4, views: null, large: false };

function setUp(extra: Readonly<Record<string, StandInModel>> = {}) {
  const models = standInModels({
    'zero123plus-views': quickViews(),
    'instantmesh-base': roundInstantMesh(0.5),
    ...extra,
  });
  const told: [string, number][] = [];
  const lines: string[] = [];
  const signal = { aborted: false };
  const context: JobContext = {
    signal,
    progress: (stage, fraction) => told.push([stage, fraction]),
    log: (line) => lines.push(line.en),
    now: () => 0,
  };
  const generate = (changed: Partial<NeuralOptions> = {}) =>
    zero123InstantMesh.generate(photo, { ...options, ...changed }, models.port, context);
  const runs = (graph: string) => models.asked.filter((one) => one.graph === graph);
  return { ...models, generate, runs, told, lines, signal };
}

describe('zero123+instantmesh', () => {
  it('makes six views in 28 steps and a mesh of four of them at low', async () => {
    const { generate, runs, told, open } = setUp();
    const garment = await generate();
    expect(garment.views.length).toBe(6);
    expect(garment.mesh.closed).toBe(true);
    expect(runs('unet_step').length).toBe(28);
    const [{ inputs }] = runs('dino_encoder') as [ReturnType<typeof runs>[0]];
    expect(inputs.images?.dims[0]).toBe(4);
    expect(inputs.cameras?.data).toEqual(
      cameraRows(FOUR_OF_SIX_VIEWS.map((view) => ZERO123_PLUS_VIEWS[view]!)),
    );
    // Told step by step, each stage to its end, the views first.
    const views = told.filter(([stage]) => stage === 'views').map(([, fraction]) => fraction);
    expect(views.length).toBeGreaterThan(28);
    expect(views).toEqual([...views].sort((a, b) => a - b));
    expect([views.at(-1), told.at(-1)]).toEqual([1, ['reconstruct', 1]]);
    expect(told.findLastIndex(([stage]) => stage === 'views')).toBeLessThan(
      told.findIndex(([stage]) => stage === 'reconstruct'),
    );
    await garment.close();
    expect([...open]).toEqual([]);
  });

  it('takes 75 steps and all six views at med', async () => {
    const { generate, runs } = setUp();
    await generate({ quality: 'med' });
    expect(runs('unet_step').length).toBe(75);
    expect(runs('dino_encoder')[0]?.inputs.images?.dims[0]).toBe(6);
  });

  it('takes the large reconstruction at med alone, and says so where it is not installed', async () => {
    const both = setUp({ 'instantmesh-large': roundInstantMesh(0.7) });
    await both.generate({ quality: 'med', large: true });
    expect(both.runs('triplane').map(({ model }) => model)).toEqual(['instantmesh-large']);
    await both.generate({ large: true });
    expect(both.runs('triplane').map(({ model }) => model)).toEqual([
      'instantmesh-large',
      'instantmesh-base',
    ]);
    const base = setUp();
    await base.generate({ quality: 'med', large: true });
    expect(base.runs('triplane').map(({ model }) => model)).toEqual(['instantmesh-base']);
    expect(base.lines.join()).toContain('large was asked for and is not installed');
  });

  it('gives the same views for a seed, and others for another', async () => {
    const bytes = async (seed: number) =>
      (await setUp().generate({ seed })).views.map(({ data }) => data);
    const first = await bytes(4);
    expect(await bytes(4)).toEqual(first);
    expect(await bytes(5)).not.toEqual(first);
  });

  it('says what is missing before the first network runs', async () => {
    const { port, asked } = standInModels({ 'zero123plus-views': quickViews() });
    const context = { signal: { aborted: false }, progress() {}, log() {}, now: () => 0 };
    await expect(zero123InstantMesh.generate(photo, options, port, context)).rejects.toMatchObject({
      code: 'model-unavailable',
    });
    expect(asked).toEqual([]);
  });

  it('stops between two steps and lets everything go', async () => {
    const { generate, runs, signal, told, open } = setUp();
    const push = told.push.bind(told);
    told.push = (...items) => {
      if (runs('unet_step').length === 3) signal.aborted = true;
      return push(...items);
    };
    await expect(generate()).rejects.toThrow(CancelledError);
    expect(runs('unet_step').length).toBe(3);
    expect([...open]).toEqual([]);
  });

  it('says that a manifest’s sides do not fit together', async () => {
    const views = quickViews();
    const { vae_encoder } = views.graphs;
    const odd = { ...vae_encoder!, outputs: { mean: [1, 4, 3, 3], logvar: [1, 4, 3, 3] } };
    const { generate } = setUp({
      'zero123plus-views': { ...views, graphs: { ...views.graphs, vae_encoder: odd } },
    });
    await expect(generate()).rejects.toThrow(/do not fit together: image 1,3,8,8, mean 1,4,3,3/);
  });
});
