import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readAvatar } from '@fitroom/shared/gltf/read-avatar';
import { expect, test } from 'vitest';
import { createNodeGltf } from '../../src/platform/node-gltf.ts';
import { decodeImage } from '../../src/platform/node-images.ts';
import { plainPhoto, samplePhoto, startHarness } from './api-harness.ts';

/** Two whole jobs on a busy machine of two cores. */
const SLOW = 240_000;

const meshNames = async (glb: Uint8Array) =>
  (await (await createNodeGltf()).readBinary(glb))
    .getRoot()
    .listNodes()
    .filter((node) => node.getMesh())
    .map((node) => node.getName())
    .sort();

test('a photo becomes a garment, and the garment is worn', { timeout: SLOW }, async () => {
  const { client, send, upload } = await startHarness();
  const { cloth_id } = await upload(await samplePhoto('tee-sunrise'));
  const { cloth3d_id } = await client.generate3d(cloth_id, {
    model: 'panels',
    quality: 'low',
    formats: ['obj'],
  });
  const { fitting_session_id } = await client.fit({ cloth3d_id, avatar_preset_id: 'curvy' });
  const stages = new Set<string>();
  const garment = await client.watchCloth3d(cloth3d_id, (state) => stages.add(state.stage));
  expect(garment).toMatchObject({ status: 'done', category: 'top', error: null });
  expect(garment.report).toMatchObject({ valid: true, fit: { avatar: 'regular' } });
  expect(garment.report?.timings_ms).toMatchObject({
    matte: expect.any(Number),
    drape: expect.any(Number),
  });
  expect([...stages]).toEqual(expect.arrayContaining(['matte', 'drape', 'finished']));
  const glb = await client.fetchBytes(garment.gltf_url ?? '');
  expect(await meshNames(glb)).toEqual(['garment']);
  expect(glb.length).toBe(garment.report?.garment.bytes);

  const obj = new TextDecoder().decode(await client.fetchBytes(garment.obj_url ?? ''));
  const mtl = new TextDecoder().decode(await client.fetchBytes(garment.mtl_url ?? ''));
  expect(obj.split('\n').filter((line) => line.startsWith('f ')).length).toBe(
    garment.report?.garment.triangles,
  );
  expect(obj).toContain('mtllib garment.mtl');
  expect(mtl).toContain(`map_Kd ${new URL(garment.texture_url ?? '').pathname.split('/').at(-1)}`);
  expect(
    (await decodeImage(await client.fetchBytes(garment.texture_url ?? ''))).width,
  ).toBeGreaterThan(100);

  const svg = await (await fetch(garment.pattern_svg_url ?? '')).text();
  expect(svg).toContain('<g id="front"');
  expect((await client.fetchBytes(garment.pattern_dxf_url ?? '')).length).toBeGreaterThan(1000);

  const session = await client.watchSession(fitting_session_id, () => {});
  expect(session).toMatchObject({ status: 'done', report: { fit: { avatar: 'curvy' } } });
  const result = await client.getSessionResult(fitting_session_id);
  const fitted = await client.fetchBytes(result.fitted_gltf_url ?? '');
  expect(await meshNames(fitted)).toEqual(['avatar', 'garment']);
  const thumbnail = await fetch(result.thumb_url ?? '');
  expect(thumbnail.headers.get('content-type')).toBe('image/webp');
  const picture = await decodeImage(new Uint8Array(await thumbnail.arrayBuffer()));
  expect(picture.height).toBeGreaterThan(picture.width);

  const metrics = await (await send('/metrics')).text();
  expect(metrics).toMatch(/fitroom_stage_seconds_count\{stage="drape"\} 2/);
  expect(metrics).toMatch(/fitroom_job_seconds_count\{kind="fit"\} 1/);
});

test('a photo of nothing fails with advice, a cancelled job ends, and the next works', {
  timeout: SLOW,
}, async () => {
  const { client, send, upload } = await startHarness();
  const nothing = await upload(await plainPhoto(300, 400));
  const request = { model: 'panels', quality: 'low' } as const;
  const empty = await client.generate3d(nothing.cloth_id, request);
  const failed = await client.watchCloth3d(empty.cloth3d_id, () => {});
  expect(failed.status).toBe('error');
  expect(failed.error?.detail.length).toBeGreaterThan(20);
  expect(failed.error?.code).not.toMatch(/internal|crashed/);
  const metrics = await (await send('/metrics')).text();
  expect(metrics).toContain(
    `fitroom_job_failures_total{kind="generate",code="${failed.error?.code}"} 1`,
  );

  const { cloth_id } = await upload(await samplePhoto('skirt-denim'));
  const stopped = await client.generate3d(cloth_id, request);
  let isAsked = false;
  const cancelled = await client.watchCloth3d(stopped.cloth3d_id, (state) => {
    if (isAsked || state.stage !== 'drape') return;
    isAsked = true;
    void client.cancelCloth3d(stopped.cloth3d_id);
  });
  expect(cancelled).toMatchObject({ error: { code: 'cancelled' }, gltf_url: null });

  const next = await client.generate3d(cloth_id, request);
  const done = await client.watchCloth3d(next.cloth3d_id, () => {});
  expect(done).toMatchObject({ status: 'done', category: 'skirt' });
});

test('a preset from the store is the body that the files in the checkout describe', async () => {
  const { client } = await startHarness();
  const [slim] = await client.listAvatarPresets();
  const folder = join(import.meta.dirname, '..', '..', '..', 'presets', 'bodies');
  const record: unknown = JSON.parse(await readFile(join(folder, 'slim.json'), 'utf8'));
  const glb = await client.fetchBytes(slim?.gltf_url ?? '');
  const avatar = await readAvatar(glb, record, await createNodeGltf());
  expect(avatar.record.height_cm).toBe(slim?.height_cm);
});
