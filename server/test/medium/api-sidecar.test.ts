import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { generatedMesh, wornGarment } from '../../../shared/test/shapes/generated-meshes.ts';
import { meshDocument } from '../../../shared/test/shapes/mesh-document.ts';
import { createNodeGltf } from '../../src/platform/node-gltf.ts';
import { loadPresetBody } from '../../src/platform/preset-bodies.ts';
import { samplePhoto } from './api-harness.ts';
import { startNeural } from './neural-harness.ts';

/** A closed shirt as a file, colours at none of its vertices. */
async function shirt(): Promise<Uint8Array> {
  const io = await createNodeGltf();
  const worn = wornGarment('tee', await loadPresetBody('regular', io));
  return io.writeBinary(meshDocument(generatedMesh(worn, 'capped')));
}

test('a sidecar makes the garments of the generator that it stands for', {
  timeout: 120_000,
}, async () => {
  const glb = await shirt();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    request.resume();
    request.on('end', () => {
      if (request.method === 'POST') return response.end(glb);
      const generators = [{ id: 'shap-e', licence: 'MIT (TRELLIS.2)', commercial_use: true }];
      response.end(JSON.stringify({ status: 'ok', generators }));
    });
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { client, upload } = await startNeural(
    {
      FITROOM_SIDECAR_URL: `http://127.0.0.1:${port}`,
      FITROOM_SIDECAR_TOKEN: 'secret',
      FITROOM_SIDECAR_GENERATORS: 'shap-e,triposr',
    },
    [],
  );
  const models = await client.listModels();
  expect(models.find(({ id }) => id === 'shap-e')).toMatchObject({
    available: true,
    device: 'sidecar',
    licence: 'MIT (TRELLIS.2)',
    commercial_use: true,
  });
  expect(models.find(({ id }) => id === 'triposr')).toMatchObject({
    available: false,
    reason: expect.stringContaining('does not run it'),
  });
  const { cloth_id } = await upload(await samplePhoto('tee-sunrise'));
  const { cloth3d_id } = await client.generate3d(cloth_id, {
    model: 'shap-e',
    quality: 'low',
    category: 'top',
    seed: 3,
  });
  const garment = await client.watchCloth3d(cloth3d_id, () => {});
  expect(garment).toMatchObject({
    status: 'done',
    report: { valid: true, generation: { device: 'sidecar', commercial_use: true, views: 0 } },
  });
  expect(garment.intermediates?.map(({ kind }) => kind)).toEqual(['matte']);
  expect(await client.fetchBytes(garment.mesh_url ?? '')).toEqual(glb);
  expect(asked).toContain('POST /v1/generate?generator=shap-e&quality=low&seed=3 Bearer secret');
});
