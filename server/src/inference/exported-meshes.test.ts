import { reconstructFromViews } from '@fitroom/shared/generators/instant-mesh';
import { TRIPO_SR } from '@fitroom/shared/generators/triposr';
import type { RgbaImage } from '@fitroom/shared/image/image';
import { meshTopology } from '@fitroom/shared/mesh/topology';
import { cameraRows, ZERO123_PLUS_VIEWS } from '@fitroom/shared/triplane/camera-rows';
import type { GeneratedMesh } from '@fitroom/shared/triplane/generated-mesh';
import { expect, test } from 'vitest';
import { tinyModels } from '../../../models/test/tiny-models.ts';
import { openModelGraphs } from './model-graphs-node.ts';

const SIGNAL = { aborted: false };

/** Random weights and small sides, heads fitted to a shirt. */
const models = tinyModels((folder, manifest) =>
  openModelGraphs(folder, manifest, { providers: ['cpu'], threads: 1 }),
);

/** Opaque, of one colour and stripes of another. */
function striped(side: number, stripe: number): RgbaImage {
  const data = Uint8Array.from({ length: side * side * 4 }, (_, i) =>
    i % 4 === 3 ? 255 : Math.floor(i / (4 * stripe)) % 2 ? 220 : 40 * (i % 4),
  );
  return { width: side, height: side, data };
}

/** Of one closed body, lying as the product's axes say: wider than high, flat from front to back. */
function expectShirt({ positions, indices, colours, closed }: GeneratedMesh): void {
  expect(closed).toBe(true);
  const vertices = positions.length / 3;
  expect(meshTopology(indices, vertices)).toMatchObject({
    boundaryEdges: 0,
    nonManifoldEdges: 0,
    inconsistentEdges: 0,
    eulerNumber: 2,
  });
  const size = [0, 1, 2].map((axis) => {
    const along = positions.filter((_, n) => n % 3 === axis);
    return Math.max(...along) - Math.min(...along);
  });
  expect(size[2]!).toBeLessThan(0.5 * Math.min(size[0]!, size[1]!));
  // Red in front, blue behind.
  for (let v = 0; v < vertices; v++) {
    if (Math.abs(positions[3 * v + 2]!) < 0.25 * size[2]!) continue;
    const isRed = colours[3 * v]! > colours[3 * v + 2]!;
    if (isRed !== positions[3 * v + 2]! > 0) expect.fail(`the colour at vertex ${v}`);
  }
}

test('an exported InstantMesh makes a shirt that follows from its views', async () => {
  const model = await models.open('instantmesh-base');
  const cameras = cameraRows(ZERO123_PLUS_VIEWS);
  const meshOf = async (stripe: number) => {
    const views = ZERO123_PLUS_VIEWS.map((_, n) => striped(48, stripe + n));
    const grid = { cellsPerAxis: 40, scale: 2.1 };
    const garment = await reconstructFromViews(views, cameras, model, { signal: SIGNAL, grid });
    const colour = await garment.colourAt!(garment.mesh.positions.slice(0, 3));
    expect(Math.round(255 * colour[0]!)).toBeCloseTo(garment.mesh.colours[0]!, -1);
    await garment.close();
    return garment.mesh;
  };
  const mesh = await meshOf(3);
  expectShirt(mesh);
  expect((await meshOf(3)).positions).toEqual(mesh.positions);
  expect((await meshOf(9)).positions).not.toEqual(mesh.positions);
});

test('an exported TripoSR makes a shirt of one photo', async () => {
  const garment = await TRIPO_SR.generate(
    striped(64, 5),
    { quality: 'low', seed: 1, views: null, large: false },
    models,
    { signal: SIGNAL, progress: () => undefined, log: () => undefined, now: () => 0 },
  );
  expectShirt(garment.mesh);
  await garment.close();
});
