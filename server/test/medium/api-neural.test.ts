import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Generate3dRequest } from '@fitroom/shared/schemas/cloth3d';
import { describe, expect, onTestFinished, test } from 'vitest';
import { modelFolder } from '../../src/models/model-folder.ts';
import { createNodeGltf } from '../../src/platform/node-gltf.ts';
import { decodeImage } from '../../src/platform/node-images.ts';
import { samplePhoto } from './api-harness.ts';
import { filesBelow } from './api-jobs-fixture.ts';
import { FATES } from './fake-generator.ts';
import { startNeural } from './neural-harness.ts';

/** A whole job on a busy machine of two cores. */
const SLOW = 120_000;

type Harness = Awaited<ReturnType<typeof startNeural>>;

/** Nothing is read off the photo then. */
const TOP = { category: 'top' } as const;
const REQUEST = { model: 'zero123+instantmesh', quality: 'med' } as const;

async function generate(harness: Harness, more: Partial<Generate3dRequest> = {}) {
  const { client, upload } = harness;
  const { cloth_id } = await upload(await samplePhoto('tee-sunrise'));
  const { cloth3d_id } = await client.generate3d(cloth_id, { ...REQUEST, ...more });
  const stages = new Set<string>();
  const watched = client.watchCloth3d(cloth3d_id, (state) => stages.add(state.stage));
  return { cloth_id, cloth3d_id, watched, stages };
}

describe('a garment that networks make', () => {
  test('is made at low where memory runs out at med, kept with what was made on the way, and worn', {
    timeout: SLOW,
  }, async () => {
    const harness = await startNeural();
    const { client, send } = harness;
    const { cloth_id, cloth3d_id, watched, stages } = await generate(harness, {
      seed: FATES['out of memory at med'],
      formats: ['obj'],
    });
    // It waits for the garment.
    const { fitting_session_id } = await client.fit({ cloth3d_id, avatar_preset_id: 'curvy' });
    const garment = await watched;
    expect(garment).toMatchObject({ status: 'done', error: null, category: 'top' });
    expect([...stages]).toEqual(expect.arrayContaining(['matte', 'finished']));
    expect(garment.log).toContain('Networks run on the CPU, as FITROOM_DEVICE says.');
    const said = 'The generator ran out of memory at quality med, so the garment was made at low.';
    expect(garment.log).toContain(said);
    expect(garment.report?.warnings).toContain(said);
    expect(garment.report).toMatchObject({
      valid: true,
      generator: 'zero123+instantmesh',
      photo: { file: 'photo' },
      category: { value: 'top', source: 'detected' },
      generation: {
        quality: 'low',
        asked_quality: 'med',
        seed: 1,
        views: 2,
        device: 'cpu',
        commercial_use: false,
      },
    });
    for (const stage of ['matte', 'views', 'reconstruct', 'texture', 'drape', 'total']) {
      expect(garment.report?.timings_ms).toHaveProperty(stage);
    }
    const { intermediates = [] } = garment;
    expect(intermediates.map(({ kind, index }) => [kind, index])).toEqual([
      ['matte', 0],
      ['view', 0],
      ['view', 1],
    ]);
    const matte = await decodeImage(await client.fetchBytes(intermediates[0]!.url));
    expect(Math.max(matte.width, matte.height)).toBe(1024);
    expect(matte.data[3]).toBe(0);
    const view = await decodeImage(await client.fetchBytes(intermediates[1]!.url));
    expect([view.width, view.data[0]]).toEqual([4, 200]);
    expect(filesBelow(harness, 'clothes', cloth_id)).toEqual(
      expect.arrayContaining(['given.glb', 'matte-0.png', 'view-0.png', 'view-1.png']),
    );
    const io = await createNodeGltf();
    const worn = await io.readBinary(await client.fetchBytes(garment.gltf_url ?? ''));
    expect(worn.getRoot().getAsset().extras).toMatchObject({
      fitroom: { generator: 'zero123+instantmesh', generation: { seed: 1 } },
    });
    expect((await client.fetchBytes(garment.obj_url ?? '')).length).toBeGreaterThan(1000);
    const mesh = await client.fetchBytes(garment.mesh_url ?? '');
    expect((await io.readBinary(mesh)).getRoot().listTextures()).toHaveLength(1);

    const session = await client.watchSession(fitting_session_id, () => {});
    expect(session).toMatchObject({
      status: 'done',
      report: {
        valid: true,
        generator: 'zero123+instantmesh',
        generation: { quality: 'low' },
        fit: { avatar: 'curvy' },
      },
    });
    const model = (await client.listModels()).find(({ id }) => id === REQUEST.model);
    expect(model?.about_s).toEqual({ low: null, med: expect.any(Number) });
    const metrics = await (await send('/metrics')).text();
    expect(metrics).toMatch(/fitroom_stage_seconds_count\{stage="views"\} 1/);
    expect(metrics).toMatch(/fitroom_stage_seconds_count\{stage="reconstruct"\} 1/);
  });
});

describe('what keeps networks from making a garment', () => {
  test('out of memory, out of time, cancelled: the job ends, the server lives', {
    timeout: SLOW,
  }, async () => {
    const harness = await startNeural({ FITROOM_VIEWS_LIMIT_S: '1' });
    const { send } = harness;
    const full = await (await generate(harness, { ...TOP, seed: FATES['out of memory'] })).watched;
    expect(full).toMatchObject({
      status: 'error',
      error: { code: 'out-of-memory', detail: expect.stringContaining('at quality low') },
      gltf_url: null,
      intermediates: [],
    });
    const late = await (await generate(harness, { ...TOP, seed: FATES['never ends'] })).watched;
    expect(late).toMatchObject({
      error: { code: 'time-limit', detail: expect.stringContaining('The stage views') },
      log: expect.stringContaining('took longer than 1 s at quality med'),
    });
    const once = await startNeural({ FITROOM_NEURAL_RETRY: '0' });
    const failed = await (await generate(once, { ...TOP, seed: FATES['out of memory at med'] }))
      .watched;
    expect(failed).toMatchObject({
      error: { code: 'out-of-memory', detail: expect.stringContaining('ask for quality low') },
    });
    const endless = await generate(once, { ...TOP, seed: FATES['never ends'] });
    let isAsked = false;
    const cancelled = await once.client.watchCloth3d(endless.cloth3d_id, (state) => {
      if (isAsked || state.stage !== 'views') return;
      isAsked = true;
      void once.client.cancelCloth3d(endless.cloth3d_id);
    });
    expect(cancelled).toMatchObject({ error: { code: 'cancelled' } });
    expect((await send('/healthz')).status).toBe(200);
    const metrics = await (await send('/metrics')).text();
    expect(metrics).toContain('fitroom_job_failures_total{kind="generate",code="out-of-memory"} 1');
  });

  const modelOf = async ({ client }: Harness) =>
    (await client.listModels()).find(({ id }) => id === REQUEST.model);

  test('weights of another checksum: the command that mends it is named', async () => {
    const harness = await startNeural();
    const path = join(modelFolder(harness.modelsFolder, 'instantmesh-base'), 'rgb.onnx');
    writeFileSync(path, Buffer.from('INSTANTMESH-BASE rgb.onnx'));
    const garment = await (await generate(harness)).watched;
    expect(garment).toMatchObject({
      error: {
        code: 'model-damaged',
        detail: expect.stringMatching(/rgb\.onnx.*checksum.*models pull instantmesh-base/),
      },
    });
    // What was looked at some seconds ago may say otherwise.
    await expect
      .poll(() => modelOf(harness), { timeout: 10_000 })
      .toMatchObject({
        available: false,
        reason: expect.stringMatching(/damaged \(rgb\.onnx: its checksum.*fitroom -- models pull/),
      });
  });

  test('weights that cannot be fetched: users are told so, beforehand their size, and no address', async () => {
    const nothing = createServer((_, response) => response.writeHead(404).end());
    await new Promise<void>((resolve) => nothing.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void nothing.close());
    const url = `http://127.0.0.1:${(nothing.address() as AddressInfo).port}/weights`;
    const harness = await startNeural({ FITROOM_MODELS_URL: url }, ['instantmesh-base']);
    expect(await modelOf(harness)).toMatchObject({
      available: true,
      reason: null,
      to_download_mb: expect.any(Number),
    });
    // Both stand in line before either fails.
    const jobs = [await generate(harness), await generate(harness)];
    for (const garment of await Promise.all(jobs.map(({ watched }) => watched))) {
      expect(garment).toMatchObject({
        status: 'error',
        error: {
          code: 'model-unavailable',
          detail: expect.stringMatching(/zero123plus-views could not be fetched.*server's log/),
        },
      });
      expect(JSON.stringify([garment.error, garment.log])).not.toMatch(
        /127\.0\.0\.1|--from|FITROOM_MODELS_URL/,
      );
    }
    const model = await modelOf(harness);
    expect(model).toMatchObject({ available: false, to_download_mb: null });
    expect(model?.reason).toMatch(/does not have them/);
  });

  test('weights that are missing, short, or of a licence nobody accepted: it is not offered', async () => {
    const reasonOf = async (harness: Harness) => {
      const model = await modelOf(harness);
      expect(model).toMatchObject({ available: false, commercial_use: false, device: null });
      const { cloth_id } = await harness.upload(await samplePhoto('tee-sunrise'));
      await expect(harness.client.generate3d(cloth_id, REQUEST)).rejects.toMatchObject({
        problem: { status: 422, code: 'model-unavailable' },
      });
      return model?.reason;
    };
    const missing = await startNeural({}, ['instantmesh-base']);
    expect(await reasonOf(missing)).toMatch(
      /missing \(zero123plus-views\).*fitroom -- models pull zero123\+instantmesh/,
    );
    const halve = (modelsFolder: string) =>
      writeFileSync(
        join(modelFolder(modelsFolder, 'instantmesh-base'), 'rgb.onnx'),
        Buffer.from('half'),
      );
    const short = await startNeural({}, undefined, halve);
    expect(await reasonOf(short)).toMatch(/damaged.*rgb\.onnx: 4 bytes instead of/);
    expect(await reasonOf(await startNeural({ FITROOM_ACCEPT_NC: '0' }))).toMatch(
      /CC-BY-NC 4\.0.*--accept-nc/,
    );
    expect(await reasonOf(await startNeural({ FITROOM_MODELS: '' }))).toMatch(/set FITROOM_MODELS/);
  });
});
