import { InputError } from '@fitroom/shared/job/input-error';
import type { Cloth3d } from '@fitroom/shared/schemas/cloth3d';
import { describe, expect, test } from 'vitest';
import { plainPhoto } from './api-harness.ts';
import { GENERATED, PATIENT, problemOf, REPORT, start } from './api-jobs-fixture.ts';

describe('making a 3D garment', () => {
  test('goes from queued through its stages to done, and keeps its files', async () => {
    const { hand, harness, generate } = await start();
    const { cloth3d_id, status } = await generate();
    expect(status).toBe('processing');
    const seen: Cloth3d[] = [];
    const watching = harness.client.watchCloth3d(cloth3d_id, (state) => seen.push(state));
    const running = await hand.next();
    expect(running.task).toMatchObject({
      kind: 'generate',
      category: 'auto',
      ease: 'regular',
      quality: 'med',
      knownWidthCm: null,
      sizeLabel: null,
      front: 'auto',
      corrections: [],
      textureSize: 1024,
      backPhoto: null,
      removeBackground: true,
      obj: false,
    });
    running.listener.progress('drape', 0.5);
    running.listener.log('half way');
    await expect.poll(() => seen.at(-1)?.stage, PATIENT).toBe('drape');
    running.finish(GENERATED);
    const last = await watching;
    expect(last).toMatchObject({
      status: 'done',
      stage: 'finished',
      progress: 1,
      category: 'dress',
      model_used: 'panels',
      error: null,
      obj_url: null,
      report: REPORT,
    });
    expect(last.log).toContain('half way');
    expect(seen.map((state) => state.progress)).toEqual(
      seen.map((state) => state.progress).toSorted((a, b) => a - b),
    );
    expect(seen.filter((s) => s.status === 'processing').every((s) => s.gltf_url === null)).toBe(
      true,
    );
    expect(await harness.client.fetchBytes(last.gltf_url ?? '')).toEqual(GENERATED.garmentGlb);
    expect(await harness.client.fetchBytes(last.thumb_url ?? '')).toEqual(GENERATED.thumbnail);
    const svg = await fetch(last.pattern_svg_url ?? '');
    expect(svg.headers.get('content-type')).toBe('image/svg+xml');
    expect(await svg.text()).toBe(GENERATED.patternSvg);
    expect(await (await fetch(last.pattern_dxf_url ?? '')).text()).toBe(GENERATED.patternDxf);
  });

  test('is given the photo of the back, and the size, front, landmarks and texture wished for', async () => {
    const { hand, harness } = await start();
    const back = await plainPhoto(90, 100);
    const { cloth_id } = await harness.client.uploadImage({
      userId: 'ann',
      photo: await plainPhoto(),
      mimeType: 'image/jpeg',
      back,
    });
    const landmarks = [{ name: 'neck-left', x: 0.6, y: 0.2 }];
    await harness.client.generate3d(cloth_id, {
      model: 'panels',
      quality: 'med',
      size_label: 'M',
      front: 'open',
      landmarks,
      texture_px: 2048,
    });
    expect((await hand.next()).task).toMatchObject({
      backPhoto: back,
      sizeLabel: 'M',
      front: 'open',
      corrections: landmarks,
      textureSize: 2048,
    });
  });

  test('passes on what was asked for', async () => {
    const { hand, harness, cloth_id } = await start();
    await harness.client.generate3d(cloth_id, {
      model: 'panels',
      quality: 'low',
      category: 'skirt',
      ease: 'slim',
      fabric: 'leather',
      known_width_cm: 42,
      remove_background: false,
      seed: 7,
      formats: ['obj'],
    });
    expect((await hand.next()).task).toMatchObject({
      category: 'skirt',
      quality: 'low',
      ease: 'slim',
      fabric: 'leather',
      knownWidthCm: 42,
      removeBackground: false,
      obj: true,
    });
  });

  test('that fails says why, and a fit of it is refused with its log', async () => {
    const { hand, harness, cloth_id, generate } = await start();
    const { cloth3d_id } = await generate();
    const running = await hand.next();
    running.listener.progress('outline', 0.1);
    running.fail(new InputError('outline-incomplete', 'The hem is not on the photo.'));
    const last = await harness.client.watchCloth3d(cloth3d_id, () => {});
    expect(last).toMatchObject({
      status: 'error',
      error: { code: 'outline-incomplete', detail: 'The hem is not on the photo.' },
      gltf_url: null,
    });
    expect(last.log).toContain('The hem is not on the photo.');
    // The photo itself can be used: with another category, say.
    expect((await harness.client.getCloth(cloth_id)).status).toBe('uploaded');
    const response = await harness.sendJson('/fit', { cloth3d_id, avatar_preset_id: 'slim' });
    expect(response.status).toBe(409);
    const problem = await problemOf(response);
    expect(problem.code).toBe('cloth3d-failed');
    expect(problem.log).toContain('The hem is not on the photo.');
  });

  test('of a photo without a garment fails the cloth too', async () => {
    const { hand, harness, cloth_id, generate } = await start();
    const { cloth3d_id } = await generate();
    const running = await hand.next();
    running.listener.progress('matte', 0.5);
    running.fail(new InputError('no-garment', 'No garment was found.'));
    await harness.client.watchCloth3d(cloth3d_id, () => {});
    const cloth = await harness.client.getCloth(cloth_id);
    expect(cloth.status).toBe('failed');
    expect(cloth.log).toContain('No garment was found.');
  });

  test('that fails for a fault of ours tells nothing of the inside, and the next one works', async () => {
    const { hand, harness, generate } = await start();
    const { cloth3d_id } = await generate();
    (await hand.next()).fail(new TypeError('secret path /root'));
    const last = await harness.client.watchCloth3d(cloth3d_id, () => {});
    expect(last.error?.code).toBe('internal');
    expect(JSON.stringify(last)).not.toContain('secret');
    const again = await generate();
    (await hand.next()).finish(GENERATED);
    expect((await harness.client.watchCloth3d(again.cloth3d_id, () => {})).status).toBe('done');
  });

  test('beyond its time limit ends as an error', async () => {
    const { hand, harness, generate } = await start({ FITROOM_JOB_LIMIT_S: '1' });
    const { cloth3d_id } = await generate();
    await hand.next();
    const last = await harness.client.watchCloth3d(cloth3d_id, () => {});
    expect(last.error?.code).toBe('time-limit');
    expect(last.log).toContain('1 s');
  });

  test('by a generator that is not built is refused with what would make it run', async () => {
    const { harness, cloth_id } = await start();
    const response = await harness.sendJson(`/clothes/${cloth_id}/generate-3d`, {
      model: 'zero123+instantmesh',
      quality: 'med',
    });
    const problem = await problemOf(response);
    expect([response.status, problem.code]).toEqual([422, 'model-unavailable']);
    expect(problem.detail).toContain('fitroom -- models pull zero123+instantmesh');
  });

  test('is refused for a while when too many wait', async () => {
    const { hand, harness, generate } = await start({ FITROOM_QUEUE_LIMIT: '1' });
    await generate();
    await hand.next();
    const waiting = await generate({ ease: 'slim' });
    await expect(generate({ ease: 'oversize' })).rejects.toMatchObject({
      problem: { status: 429, code: 'queue-full', retryable: true },
      retryAfterSeconds: 30,
    });
    expect(await harness.client.isReady()).toBe(true);
    // The same request again is no new job, and is not refused.
    expect(await generate({ ease: 'slim' })).toEqual(waiting);
  });
});
