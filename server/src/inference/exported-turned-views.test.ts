import type { RgbaImage } from '@fitroom/shared/image/image';
import { turnedViewModel } from '@fitroom/shared/turned-views/turned-view-model';
import { turnedViews } from '@fitroom/shared/turned-views/turned-views';
import { seededNoise } from '@fitroom/shared/views/noise-source';
import { expect, test } from 'vitest';
import { tinyModels } from '../../../models/test/tiny-models.ts';
import { openModelGraphs } from './model-graphs-node.ts';

const models = tinyModels((folder, manifest) =>
  openModelGraphs(folder, manifest, { providers: ['cpu'], threads: 1 }),
);
const context = { signal: { aborted: false }, log: () => undefined, progress: () => undefined };
const ANGLES = [0, 90].map((azimuthDeg) => ({ azimuthDeg, elevationDeg: 0 }));

const photoOf = (gray: number): RgbaImage => ({
  width: 20,
  height: 30,
  data: Uint8Array.from({ length: 20 * 30 * 4 }, (_, i) => (i % 4 === 3 ? 255 : gray)),
});

async function picturesOf(photo: RgbaImage, seed: number): Promise<Uint8Array[]> {
  const options = { steps: 3, noise: seededNoise(seed), photoElevationDeg: 0 };
  const model = turnedViewModel(await models.open('zero123-views'));
  const views = await turnedViews(model, photo, ANGLES, options, context);
  return views.map(({ data }) => new Uint8Array(data));
}

test('an exported model makes views that follow from photo, turn and seed', async () => {
  const views = await picturesOf(photoOf(60), 1);
  expect(views.length).toBe(2);
  expect(views[0]).not.toEqual(views[1]);
  expect(new Set(views[0]).size).toBeGreaterThan(50);
  expect(await picturesOf(photoOf(60), 1)).toEqual(views);
  expect(await picturesOf(photoOf(60), 2)).not.toEqual(views);
  expect(await picturesOf(photoOf(180), 1)).not.toEqual(views);
});
