import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@fitroom/shared/job/input-error';
import type { Report } from '@fitroom/shared/report/report';
import type { Cloth3d } from '@fitroom/shared/schemas/cloth3d';
import { ProblemSchema } from '@fitroom/shared/schemas/problem';
import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { FitOutput, GenerateOutput } from '../../src/jobs/job-task.ts';
import { type Harness, handRunner, plainPhoto, startHarness } from './api-harness.ts';

const REPORT: Report = {
  schema: 1,
  photo: { file: 'photo', width_px: 200, height_px: 300 },
  generator: 'panels',
  category: { value: 'dress', source: 'detected', confidence: 0.8 },
  timings_ms: { drape: 900, total: 1000 },
  garment: {
    vertices: 4,
    triangles: 2,
    bytes: 3,
    openings: [{ kind: 'hem', length_mm: 900 }],
    min_triangle_quality: 0.5,
    non_manifold_edges: 0,
  },
  outline_iou: 0.99,
  fit: {
    avatar: 'regular',
    ease_cm: { chest: 8, waist: null, hip: null },
    penetrating_vertices: 0,
    penetration_max_mm: 0,
    gap_mean_mm: 10,
    gap_p95_mm: 20,
    strain_mean: 0.01,
    strain_p95: 0.05,
    authored_ease_mean: 0,
    drop_mm: 12,
  },
  gates: {
    openings: true,
    manifold: true,
    simple_outline: true,
    coverage: true,
    drop: true,
    strain: true,
    penetration: false,
  },
  valid: false,
  warnings: ['Penetration.'],
};
const GENERATED: GenerateOutput = {
  kind: 'generate',
  category: 'dress',
  garment: Uint8Array.of(1),
  garmentGlb: Uint8Array.of(2, 2),
  obj: null,
  patternSvg: '<svg/>',
  patternDxf: '0\nEOF',
  thumbnail: Uint8Array.of(3),
  report: REPORT,
};
const FITTED: FitOutput = {
  kind: 'fit',
  fittedGlb: Uint8Array.of(4, 4, 4),
  thumbnail: Uint8Array.of(5),
  report: REPORT,
};

/** For a busy machine. */
const PATIENT = { timeout: 20_000 };

async function start(environment: Record<string, string> = {}) {
  const hand = handRunner();
  const harness = await startHarness({ createRunner: hand.createRunner, environment });
  const { cloth_id } = await harness.upload(await plainPhoto());
  const generate = () => harness.client.generate3d(cloth_id, { model: 'panels', quality: 'med' });
  return { hand, harness, cloth_id, generate };
}

const problemOf = async (response: Response) => ProblemSchema.parse(await response.json());
const codeOf = async (response: Response) => [response.status, (await problemOf(response)).code];
const filesBelow = ({ dataFolder }: Harness, ...names: string[]) => {
  const folder = join(dataFolder, 'objects', ...names);
  return existsSync(folder) ? readdirSync(folder).sort() : null;
};

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
      known_width_cm: 42,
      remove_background: false,
      seed: 7,
      formats: ['obj'],
    });
    expect((await hand.next()).task).toMatchObject({
      category: 'skirt',
      quality: 'low',
      ease: 'slim',
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
    expect(problem.detail).toContain('CUDA');
  });

  test('is refused for a while when too many wait', async () => {
    const { hand, harness, generate } = await start({ FITROOM_QUEUE_LIMIT: '1' });
    await generate();
    await hand.next();
    await generate();
    await expect(generate()).rejects.toMatchObject({
      problem: { status: 503, code: 'queue-full', retryable: true },
      retryAfterSeconds: 30,
    });
    expect(await harness.client.isReady()).toBe(true);
  });
});

describe('a request that does not match', () => {
  const body = { model: 'panels', quality: 'med' };
  test.each([
    ['broken JSON', '{"model": ', 400, 'malformed-json'],
    ['an unknown model', { ...body, model: 'magic' }, 422, 'schema-mismatch'],
    ['no quality', { model: 'panels' }, 422, 'schema-mismatch'],
    ['an unknown field', { ...body, qualty: 'low' }, 422, 'schema-mismatch'],
    ['a texture of another size', { ...body, texture_px: 512 }, 422, 'schema-mismatch'],
    [
      'a landmark beside the photo',
      { ...body, landmarks: [{ name: 'hem', x: 2, y: 0 }] },
      422,
      'schema-mismatch',
    ],
    ['two sizes', { ...body, known_width_cm: 50, size_label: 'M' }, 422, 'schema-mismatch'],
    ['a width in metres', { ...body, known_width_cm: 0.5 }, 422, 'schema-mismatch'],
    ['a body of 100 KB', `"${'a'.repeat(100_000)}"`, 413, 'body-too-large'],
  ])('%s', async (_title, wrong, status, code) => {
    const { hand, harness, cloth_id, generate } = await start();
    const response = await harness.sendJson(`/clothes/${cloth_id}/generate-3d`, wrong);
    expect(await codeOf(response)).toEqual([status, code]);
    const { cloth3d_id } = await generate();
    (await hand.next()).finish(GENERATED);
    expect((await harness.client.watchCloth3d(cloth3d_id, () => {})).status).toBe('done');
  });

  test('has a pointer to each wrong place', async () => {
    const { harness, cloth_id } = await start();
    const wrong = { model: 'magic', quality: 'med', formats: ['fbx'] };
    const response = await harness.sendJson(`/clothes/${cloth_id}/generate-3d`, wrong);
    const { errors } = await problemOf(response);
    expect(errors?.map((error) => error.pointer).sort()).toEqual(['/formats/0', '/model']);
  });

  test('form data where JSON is expected', async () => {
    const { harness, cloth_id } = await start();
    const response = await harness.send(`/clothes/${cloth_id}/generate-3d`, {
      method: 'POST',
      body: new URLSearchParams(body),
    });
    expect(await codeOf(response)).toEqual([415, 'unsupported-media-type']);
  });
});

test('unknown ids and routes are 404 everywhere', async () => {
  const { harness, generate } = await start();
  const { cloth3d_id } = await generate();
  const json = (body: unknown) => ({
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const asked: [path: string, init?: RequestInit][] = [
    ['/clothes/none'],
    ['/clothes/none', { method: 'DELETE' }],
    ['/clothes/none/generate-3d', json({ model: 'panels', quality: 'med' })],
    ['/clothes3d/none'],
    ['/clothes3d/none', { method: 'DELETE' }],
    ['/clothes3d/none/cancel', { method: 'POST' }],
    ['/clothes3d/none/events'],
    ['/session/none'],
    ['/session/none/result'],
    ['/session/none/events'],
    ['/session/none/cancel', { method: 'POST' }],
    ['/session/none', { method: 'DELETE' }],
    ['/fit', json({ cloth3d_id: 'none', avatar_preset_id: 'slim' })],
    ['/fit', json({ cloth3d_id, avatar_preset_id: 'none' })],
    ['/no/such/route'],
    ['/clothes', { method: 'PUT' }],
  ];
  for (const [path, init] of asked) {
    const response = await harness.send(path, init);
    expect([path, ...(await codeOf(response))]).toEqual([path, 404, 'not-found']);
  }
});

describe('fitting', () => {
  test('waits for a garment still in the making, then dresses the preset that was asked for', async () => {
    const { hand, harness, generate } = await start({ FITROOM_WORKERS: '2' });
    const { cloth3d_id } = await generate();
    const fit = await harness.client.fit({
      cloth3d_id,
      avatar_preset_id: 'curvy',
      ease: 'oversize',
    });
    expect(fit.status).toBe('processing');
    const making = await hand.next();
    const waiting = await harness.client.getSession(fit.fitting_session_id);
    expect(waiting).toMatchObject({ status: 'processing', stage: 'waiting', user_id: 'ann' });
    expect(await harness.client.getSessionResult(fit.fitting_session_id)).toEqual({
      status: 'processing',
      cloth3d_url: null,
      avatar_preset_id: 'curvy',
      fitted_gltf_url: null,
      thumb_url: null,
    });
    // A second worker is free, and still leaves it alone.
    expect(hand.untaken).toBe(0);
    making.finish(GENERATED);
    const fitting = await hand.next();
    expect(fitting.task).toMatchObject({
      kind: 'fit',
      garment: GENERATED.garment,
      method: 'drape',
      ease: 'oversize',
      body: { id: 'curvy' },
    });
    fitting.finish(FITTED);
    const session = await harness.client.watchSession(fit.fitting_session_id, () => {});
    expect(session).toMatchObject({ status: 'done', report: { valid: false } });
    const result = await harness.client.getSessionResult(fit.fitting_session_id);
    expect(result).toMatchObject({ status: 'done', avatar_preset_id: 'curvy' });
    expect(await harness.client.fetchBytes(result.fitted_gltf_url ?? '')).toEqual(FITTED.fittedGlb);
    expect(await harness.client.fetchBytes(result.cloth3d_url ?? '')).toEqual(GENERATED.garmentGlb);
  });

  test('ends with the garment that it waited for', async () => {
    const { hand, harness, generate } = await start();
    const { cloth3d_id } = await generate();
    const fit = await harness.client.fit({ cloth3d_id, avatar_preset_id: 'slim' });
    (await hand.next()).fail(new InputError('no-garment', 'No garment was found.'));
    const session = await harness.client.watchSession(fit.fitting_session_id, () => {});
    expect(session).toMatchObject({ status: 'error', error: { code: 'cloth3d-failed' } });
    expect(session.log).toContain('No garment was found.');
  });
});

describe('cancelling', () => {
  test('ends a running job at once, and the next one runs', async () => {
    const { hand, harness, generate } = await start();
    const { cloth3d_id } = await generate();
    const running = await hand.next();
    const watching = harness.client.watchCloth3d(cloth3d_id, () => {});
    const cancelled = await harness.client.cancelCloth3d(cloth3d_id);
    expect(cancelled).toMatchObject({ status: 'error', error: { code: 'cancelled' } });
    expect(running.signal.aborted).toBe(true);
    expect((await watching).error?.code).toBe('cancelled');
    // Cancelling again changes nothing; what has ended otherwise cannot be cancelled.
    expect((await harness.client.cancelCloth3d(cloth3d_id)).error?.code).toBe('cancelled');
    const next = await generate();
    (await hand.next()).finish(GENERATED);
    await harness.client.watchCloth3d(next.cloth3d_id, () => {});
    await expect(harness.client.cancelCloth3d(next.cloth3d_id)).rejects.toMatchObject({
      problem: { status: 409, code: 'already-finished' },
    });
  });

  test('takes a waiting job out of the line', async () => {
    const { hand, harness, generate } = await start();
    await generate();
    const second = await generate();
    const third = await generate();
    const first = await hand.next();
    await harness.client.cancelCloth3d(second.cloth3d_id);
    first.finish(GENERATED);
    (await hand.next()).finish(GENERATED);
    expect((await harness.client.watchCloth3d(third.cloth3d_id, () => {})).status).toBe('done');
    expect((await harness.client.getCloth3d(second.cloth3d_id)).status).toBe('error');
  });
});

describe('deleting', () => {
  test('a cloth takes everything made from it along, files too', async () => {
    const { hand, harness, cloth_id, generate } = await start();
    const { cloth3d_id } = await generate();
    (await hand.next()).finish(GENERATED);
    const fit = await harness.client.fit({ cloth3d_id, avatar_preset_id: 'slim' });
    (await hand.next()).finish(FITTED);
    const session = await harness.client.watchSession(fit.fitting_session_id, () => {});
    expect(filesBelow(harness, 'clothes', cloth_id)).toContain('original.jpg');
    expect(filesBelow(harness, 'sessions', session.id)).toEqual(['fitted.glb', 'thumb.webp']);
    await harness.client.deleteCloth(cloth_id);
    for (const path of [
      `/clothes/${cloth_id}`,
      `/clothes3d/${cloth3d_id}`,
      `/session/${session.id}`,
    ]) {
      expect((await harness.send(path)).status).toBe(404);
    }
    expect(filesBelow(harness, 'clothes')).toEqual([]);
    expect(filesBelow(harness, 'sessions')).toEqual([]);
    // A link that is still good finds nothing.
    expect((await fetch(session.fitted_gltf_url ?? '')).status).toBe(404);
  });

  test('a 3D garment leaves the photo, and a session leaves the garment', async () => {
    const { hand, harness, cloth_id, generate } = await start();
    const { cloth3d_id } = await generate();
    (await hand.next()).finish(GENERATED);
    const fit = await harness.client.fit({ cloth3d_id, avatar_preset_id: 'slim' });
    (await hand.next()).finish(FITTED);
    await harness.client.watchSession(fit.fitting_session_id, () => {});
    await harness.client.deleteSession(fit.fitting_session_id);
    expect((await harness.client.getCloth3d(cloth3d_id)).status).toBe('done');
    await harness.client.deleteCloth3d(cloth3d_id);
    expect(filesBelow(harness, 'clothes', cloth_id)).toEqual(['original.jpg']);
    expect((await harness.client.getCloth(cloth_id)).status).toBe('uploaded');
  });

  test('ends a running job, tells who watches, and leaves no files behind', async () => {
    const { hand, harness, cloth_id, generate } = await start();
    const { cloth3d_id } = await generate();
    const running = await hand.next();
    const events = await harness.send(`/clothes3d/${cloth3d_id}/events`);
    await harness.client.deleteCloth(cloth_id);
    expect(running.signal.aborted).toBe(true);
    expect(await events.text()).toContain('event: gone');
    expect(filesBelow(harness, 'clothes')).toEqual([]);
  });
});

test('jobs of a server that stopped go on at the next start', async () => {
  const { hand, harness, generate } = await start();
  const { cloth3d_id } = await generate();
  const fit = await harness.client.fit({ cloth3d_id, avatar_preset_id: 'slim' });
  (await hand.next()).listener.progress('drape', 0.5);
  await expect
    .poll(async () => (await harness.client.getCloth3d(cloth3d_id)).stage, PATIENT)
    .toBe('drape');
  const events = await harness.send(`/clothes3d/${cloth3d_id}/events`);
  await harness.stop();
  // Whoever watches is let go at once.
  expect(await events.text()).toContain('"stage":"drape"');
  const nextHand = handRunner();
  const next = await startHarness({
    createRunner: nextHand.createRunner,
    dataFolder: harness.dataFolder,
  });
  const again = await nextHand.next();
  const state = await next.client.getCloth3d(cloth3d_id);
  expect(state).toMatchObject({ status: 'processing', stage: 'queued', progress: 0 });
  again.finish(GENERATED);
  (await nextHand.next()).finish(FITTED);
  const session = await next.client.watchSession(fit.fitting_session_id, () => {});
  expect(session.status).toBe('done');
});

test('a job that took the server down each time it was tried is given up', async () => {
  const { hand, harness, generate } = await start();
  const { cloth3d_id } = await generate();
  await hand.next();
  await harness.stop();
  // What three crashes leave behind; a stop on purpose does not count.
  const database = new Sqlite(join(harness.dataFolder, 'fitroom.sqlite'));
  const isRunning = database.prepare('select attempts from jobs where target_id = ?');
  expect(isRunning.get(cloth3d_id)).toEqual({ attempts: 0 });
  database.prepare('update jobs set attempts = 3 where target_id = ?').run(cloth3d_id);
  database.close();
  const next = await startHarness({
    createRunner: handRunner().createRunner,
    dataFolder: harness.dataFolder,
  });
  const state = await next.client.watchCloth3d(cloth3d_id, () => {});
  expect(state.error?.code).toBe('job-crashed');
});
