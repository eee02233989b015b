import { describe, expect, it } from 'vitest';
import { quickTurnedViews } from '../../test/networks/quick-turned-views.ts';
import { roundInstantMesh } from '../../test/networks/round-instant-mesh.ts';
import { standInModels } from '../../test/networks/stand-in-models.ts';
import type { RgbaImage } from '../image/image.ts';
import type { NeuralOptions } from './neural-generator.ts';
import { originalViewAngles, zero123OriginalInstantMesh } from './zero123-original-instantmesh.ts';

const photo: RgbaImage = { width: 6, height: 8, data: new Uint8Array(6 * 8 * 4).fill(200) };
const low: NeuralOptions = { quality: 'low', seed: 4, views: null, large: false };

async function generate(options: NeuralOptions) {
  const { port, asked, open } = standInModels({
    'zero123-views': quickTurnedViews(),
    'instantmesh-base': roundInstantMesh(0.5),
  });
  const told: [string, number][] = [];
  const context = {
    signal: { aborted: false },
    progress: (stage: string, fraction: number) => void told.push([stage, fraction]),
    log() {},
    now: () => 0,
  };
  const garment = await zero123OriginalInstantMesh.generate(photo, options, port, context);
  await garment.close();
  return {
    garment,
    told,
    open,
    runs: (graph: string) => asked.filter((one) => one.graph === graph),
  };
}

describe('zero123-original+instantmesh', () => {
  it('makes eight views round the garment and hands them on with cameras of their own', async () => {
    const { garment, runs, told, open } = await generate(low);
    expect(garment.views.length).toBe(8);
    expect(garment.mesh.closed).toBe(true);
    expect(runs('unet_step').length).toBe(8 * 24);
    const { images, cameras } = runs('dino_encoder')[0]!.inputs;
    expect([images!.dims[0], cameras!.data.length]).toEqual([8, 8 * 16]);
    // Row by row, camera to world: the third view is from the side, 20 degrees up, at the distance of all.
    const row = cameras!.data.subarray(32, 48);
    const place = [row[3]!, row[7]!, row[11]!];
    const distance = Math.hypot(...place);
    expect(place[0]! / distance).toBeCloseTo(0, 5);
    expect(place[1]! / distance).toBeCloseTo(Math.cos(Math.PI / 9), 5);
    expect(place[2]! / distance).toBeCloseTo(Math.sin(Math.PI / 9), 5);
    // 35 mm before 32 mm; the picture shows 200 / 256 of 2.33 there, as much as 0.85 of 2.14.
    expect(row[12]).toBeCloseTo(35 / 32, 5);
    expect(((32 / 35) * distance * 200) / 256).toBeCloseTo(0.85 * 8 * Math.tan(Math.PI / 12), 4);
    expect([...new Set(told.map(([stage]) => stage))]).toEqual(['views', 'reconstruct']);
    expect([...open]).toEqual([]);
  });

  it('makes as many views as are asked for, in twice the steps at med', async () => {
    const { garment, runs } = await generate({ ...low, quality: 'med', views: 9 });
    expect(garment.views.length).toBe(9);
    expect(runs('unet_step').length).toBe(9 * 49);
    expect(runs('dino_encoder')[0]!.inputs.images!.dims[0]).toBe(9);
  });
});

it('spreads views evenly, above and below in turn', () => {
  const angles = originalViewAngles(16);
  expect(angles.slice(0, 3)).toEqual([
    { azimuthDeg: 0, elevationDeg: 20 },
    { azimuthDeg: 22.5, elevationDeg: -10 },
    { azimuthDeg: 45, elevationDeg: 20 },
  ]);
  expect(angles.at(-1)?.azimuthDeg).toBe(337.5);
});
