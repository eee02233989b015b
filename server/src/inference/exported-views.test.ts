import { zero123plusModel } from '@fitroom/shared/generators/zero123plus-model';
import type { RgbaImage } from '@fitroom/shared/image/image';
import { generateViews } from '@fitroom/shared/views/generate-views';
import { seededNoise } from '@fitroom/shared/views/noise-source';
import { expect, test } from 'vitest';
import { tinyModels } from '../../../models/test/tiny-models.ts';
import { openModelGraphs } from './model-graphs-node.ts';

const models = tinyModels((folder, manifest) =>
  openModelGraphs(folder, manifest, { providers: ['cpu'], threads: 1 }),
);

const photoOf = (gray: number): RgbaImage => ({
  width: 20,
  height: 30,
  data: Uint8Array.from({ length: 20 * 30 * 4 }, (_, i) => (i % 4 === 3 ? 255 : gray)),
});
const context = { signal: { aborted: false }, log: () => undefined, progress: () => undefined };

async function picturesOf(photo: RgbaImage, seed: number): Promise<Uint8Array[]> {
  const model = await zero123plusModel(await models.open('zero123plus-views'));
  const views = await generateViews(model, photo, { steps: 2, noise: seededNoise(seed) }, context);
  return views.map(({ data }) => new Uint8Array(data));
}

test('an exported model makes views that follow from photo and seed', async () => {
  const views = await picturesOf(photoOf(60), 1);
  expect(views.length).toBe(6);
  const [first, second] = views;
  expect(first).not.toEqual(second);
  expect(new Set(first).size).toBeGreaterThan(50);
  expect(await picturesOf(photoOf(60), 1)).toEqual(views);
  expect(await picturesOf(photoOf(60), 2)).not.toEqual(views);
  // Through both ways by which the photo gets in: CLIP's embedding and the first pass.
  expect(await picturesOf(photoOf(180), 1)).not.toEqual(views);
});
