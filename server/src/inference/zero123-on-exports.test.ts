import { zero123InstantMesh } from '@fitroom/shared/generators/zero123-instantmesh';
import { zero123OriginalInstantMesh } from '@fitroom/shared/generators/zero123-original-instantmesh';
import type { RgbaImage } from '@fitroom/shared/image/image';
import { CancelledError, type JobContext } from '@fitroom/shared/job/context';
import { expect, test } from 'vitest';
import { tinyModels } from '../../../models/test/tiny-models.ts';
import { openModelGraphs } from './model-graphs-node.ts';

const models = tinyModels((folder, manifest) =>
  openModelGraphs(folder, manifest, { providers: ['cpu'], threads: 1 }),
);
const SIDE = 64;
const photo: RgbaImage = {
  width: SIDE,
  height: SIDE,
  data: new Uint8Array(4 * SIDE * SIDE).fill(130),
};
const OPTIONS = { quality: 'low', seed: 3, views: null, large: false } as const;

function job(over: Partial<JobContext> = {}): JobContext {
  return { signal: { aborted: false }, progress: () => {}, log: () => {}, now: () => 0, ...over };
}

test.each([
  [zero123InstantMesh, 6],
  [zero123OriginalInstantMesh, 8],
] as const)('$0.name goes from photo to mesh on exported graphs', async (generator, views) => {
  const garment = await generator.generate(photo, OPTIONS, models, job());
  expect(garment.views.length).toBe(views);
  expect(garment.mesh.closed).toBe(true);
  expect(garment.mesh.positions.length).toBeGreaterThan(3000);
  const colour = await garment.colourAt!(Float32Array.of(0, 0.2, 0.1));
  expect(colour.every((value) => value >= 0 && value <= 1)).toBe(true);
  await garment.close();
});

test('a job that is cancelled while views are made ends between two steps', async () => {
  const signal = { aborted: false };
  let told = 0;
  const progress = () => {
    signal.aborted = ++told === 5;
  };
  const generating = zero123InstantMesh.generate(photo, OPTIONS, models, job({ signal, progress }));
  await expect(generating).rejects.toThrow(CancelledError);
  expect(told).toBe(5);
});
