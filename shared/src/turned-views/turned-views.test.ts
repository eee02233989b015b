import { describe, expect, it } from 'vitest';
import { quickTurnedViews } from '../../test/networks/quick-turned-views.ts';
import { standInModels } from '../../test/networks/stand-in-models.ts';
import type { RgbaImage } from '../image/image.ts';
import { CancelledError } from '../job/context.ts';
import { seededNoise } from '../views/noise-source.ts';
import { turnedViewModel } from './turned-view-model.ts';
import { turnedViews } from './turned-views.ts';

const STEPS = 5;
/** The reference leaves one out. */
const WALKED = 4;
const ANGLES = [
  { azimuthDeg: 0, elevationDeg: 20 },
  { azimuthDeg: 90, elevationDeg: -10 },
];
/** Red, upright, transparent around. */
const photo: RgbaImage = {
  width: 40,
  height: 60,
  data: Uint8Array.from({ length: 40 * 60 * 4 }, (_, i) => {
    const [x, y] = [Math.floor(i / 4) % 40, Math.floor(i / 160)];
    const inside = x >= 10 && x < 31 && y >= 5 && y < 46;
    return i % 4 === 3 ? (inside ? 255 : 0) : i % 4 === 0 ? 255 : 0;
  }),
};

async function setUp(model = quickTurnedViews()) {
  const { port, asked, open } = standInModels({ 'zero123-views': model });
  const installed = await port.open('zero123-views');
  const signal = { aborted: false };
  const fractions: number[] = [];
  const options = { steps: STEPS, photoElevationDeg: 0 };
  const generate = (seed = 1) =>
    turnedViews(
      turnedViewModel(installed),
      photo,
      ANGLES,
      { ...options, noise: seededNoise(seed) },
      { signal, log() {}, progress: (fraction) => fractions.push(fraction) },
    );
  const runs = (graph: string) => asked.filter((one) => one.graph === graph);
  return { generate, runs, asked, open, signal, fractions };
}

describe('turnedViews', () => {
  it('shows the network the garment in the middle on white, its longer side 200 of 256', async () => {
    const { generate, runs } = await setUp();
    await generate();
    const { data } = runs('vae_encoder')[0]!.inputs.image!;
    const green = (x: number, y: number) => data[256 + y * 16 + x]!;
    expect([green(0, 0), green(8, 0), green(15, 15)]).toEqual([1, 1, 1]);
    expect(green(8, 8)).toBe(-1);
    // 40 of 51 rows, of 16: from 1.7 to 14.3; 20 of 51 columns: from 4.9 to 11.1; soft at their rims.
    for (const inner of [green(8, 2), green(8, 13), green(5, 8), green(10, 8)]) {
      expect(inner).toBeLessThan(-0.5);
    }
    expect([green(8, 0), green(8, 15), green(3, 8), green(12, 8)]).toEqual([1, 1, 1, 1]);
    expect(runs('clip_vision')[0]!.inputs.image!.data).toEqual(data);
  });

  it('tells the turn of each camera, and nothing in the row without the photo', async () => {
    const { generate, runs } = await setUp();
    await generate();
    const poses = runs('pose_token').map(({ inputs }) => [...inputs.pose!.data]);
    const radians = (degrees: number) => Math.fround((degrees * Math.PI) / 180);
    // A higher camera has a smaller polar angle.
    expect(poses).toEqual([
      [radians(-20), 0, 1, 0],
      [radians(10), 1, Math.fround(Math.cos(Math.PI / 2)), 0],
    ]);
    const { cond, context } = runs('unet_step')[0]!.inputs;
    const half = cond!.data.length / 2;
    expect(cond!.data.slice(0, half).every((value) => value === 0)).toBe(true);
    expect(cond!.data.slice(half).every((value) => value === 0.25)).toBe(true);
    expect([...context!.data]).toEqual([0, 0, 0, ...poses[0]!.slice(0, 3)]);
  });

  it('gives a picture a view that follows from the seed, and lets the networks go', async () => {
    const { generate, runs, open, fractions } = await setUp();
    const views = await generate();
    expect(views.map(({ width, height }) => [width, height])).toEqual([
      [16, 16],
      [16, 16],
    ]);
    expect(runs('unet_step').length).toBe(WALKED * ANGLES.length);
    expect(
      runs('unet_step')
        .map(({ inputs }) => inputs.timestep!.data[0])
        .slice(0, 4),
    ).toEqual([601, 401, 201, 1]);
    expect(views[0]!.data).not.toEqual(views[1]!.data);
    expect(await generate(1)).toEqual(views);
    expect(await generate(2)).not.toEqual(views);
    expect([...open]).toEqual([]);
    const first = fractions.slice(0, fractions.indexOf(1) + 1);
    expect(first).toEqual([...first].sort((a, b) => a - b));
  });

  it('stops between two steps, and says when a value is no number', async () => {
    const cancelled = await setUp();
    cancelled.fractions.push = () => {
      cancelled.signal.aborted = cancelled.runs('unet_step').length === WALKED + 1;
      return 0;
    };
    await expect(cancelled.generate()).rejects.toThrow(CancelledError);
    expect(cancelled.runs('unet_step').length).toBe(WALKED + 1);
    expect([...cancelled.open]).toEqual([]);

    const model = quickTurnedViews();
    const unet = model.graphs.unet_step!;
    const overflowing = await setUp({
      graphs: {
        ...model.graphs,
        unet_step: {
          ...unet,
          answer: ({ sample }) => sample!.data.map(() => Number.POSITIVE_INFINITY),
        },
      },
    });
    await expect(overflowing.generate()).rejects.toThrow(/prediction of step 1 of 4 holds values/);
    expect([...overflowing.open]).toEqual([]);
  });
});
