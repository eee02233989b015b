import { InputError } from '@fitroom/shared/job/input-error';
import { describe, expect, test } from 'vitest';
import { wornGarment } from '../../../shared/test/shapes/generated-meshes.ts';
import { meshDocument } from '../../../shared/test/shapes/mesh-document.ts';
import { createNodeGltf } from '../../src/platform/node-gltf.ts';
import { loadPresetBody } from '../../src/platform/preset-bodies.ts';
import { startHarness } from './api-harness.ts';
import { start } from './api-jobs-fixture.ts';

const GLB = new TextEncoder().encode('glTF, and whatever follows');

/** Trousers in centimetres; nothing in the file says so. */
async function trousers(): Promise<Uint8Array> {
  const io = await createNodeGltf();
  const { positions, indices } = wornGarment('trousers', await loadPresetBody('regular', io));
  return io.writeBinary(meshDocument({ positions: positions.map((x) => 100 * x), indices }));
}

describe('an uploaded mesh', () => {
  test('becomes a 3D garment that fit puts on, draped or placed', async () => {
    const { client } = await startHarness();
    const mesh = await trousers();
    const uploaded = await client.uploadMesh({ userId: 'ann', mesh });
    const garment = await client.watchCloth3d(uploaded.cloth3d_id, () => {});
    expect(garment).toMatchObject({
      status: 'done',
      model_used: 'upload',
      category: 'trousers',
      report: { valid: true, photo: null, generator: null, category: { source: 'detected' } },
    });
    expect((await client.fetchBytes(garment.gltf_url ?? '')).length).toBeGreaterThan(1000);
    expect(await client.fetchBytes(garment.mesh_url ?? ''), 'what is put on').toEqual(mesh);
    const cloth = await client.getCloth(uploaded.cloth_id);
    expect(cloth).toMatchObject({ status: 'uploaded', width_px: 0, height_px: 0 });
    expect(await client.fetchBytes(String(cloth.image_url))).toEqual(mesh);
    for (const [avatar, method, pose] of [
      ['curvy', undefined, undefined],
      ['slim', 'rigid', 'relaxed'],
    ] as const) {
      const { fitting_session_id } = await client.fit({
        cloth3d_id: uploaded.cloth3d_id,
        avatar_preset_id: avatar,
        ...(method && { method }),
        ...(pose && { pose, offset_mm: 3, animate: 'walk', maps: true }),
      });
      const session = await client.watchSession(fitting_session_id, () => {});
      expect(session.walk_gltf_url === null).toBe(pose === undefined);
      // Against its own shape as it came, and how far off it lies.
      const maps = pose ? ['strain', 'gap', 'contact'] : [];
      expect(session.maps?.map(({ map }) => map)).toEqual(maps);
      expect(session).toMatchObject({
        status: 'done',
        report: { valid: true, fit: { avatar, method: method ?? 'drape' } },
      });
    }
  }, 120_000);

  test('is refused in words where it is none, too large, or of no known category', async () => {
    const { harness } = await start();
    const upload = (mesh: Uint8Array, category?: 'top') =>
      harness.client
        .uploadMesh({ userId: 'ann', mesh, ...(category && { category }) })
        .catch((error: unknown) => error);
    expect(await upload(new TextEncoder().encode('a photo'))).toMatchObject({
      problem: { code: 'not-a-glb', status: 422 },
    });
    expect(await upload(new Uint8Array(50 * 2 ** 20 + 1))).toMatchObject({
      problem: { code: 'mesh-too-large', status: 413 },
    });
    expect(await upload(GLB, 'hat' as 'top')).toMatchObject({
      problem: { code: 'schema-mismatch', errors: [{ pointer: '/category' }] },
    });
  });

  test('says why it could not be worn, and has no photo to make a garment of', async () => {
    const { hand, harness } = await start();
    const { client } = harness;
    const uploaded = await client.uploadMesh({ userId: 'ann', mesh: GLB, category: 'top' });
    const making = await hand.next();
    expect(making.task).toMatchObject({ kind: 'mesh', mesh: GLB, category: 'top' });
    const refusal = (call: Promise<unknown>) => call.catch((error: unknown) => error);
    const ask = { model: 'panels', quality: 'low' } as const;
    expect(await refusal(client.generate3d(uploaded.cloth_id, ask))).toMatchObject({
      problem: { code: 'photo-unsupported' },
    });
    making.fail(new InputError('mesh-not-readable', 'It holds no triangles.'));
    const garment = await client.watchCloth3d(uploaded.cloth3d_id, () => {});
    expect(garment).toMatchObject({ status: 'error', error: { code: 'mesh-not-readable' } });
  });
});
