import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { PATHS } from '../../src/config/paths.ts';
import { sweep } from '../../src/hygiene/sweep.ts';
import { createLogger } from '../../src/log/logger.ts';
import { createFolderStore } from '../../src/objects/folder-store.ts';
import { openSqlite } from '../../src/records/open-sqlite.ts';
import { temporaryFolder } from './api-harness.ts';
import { codeOf, FITTED, filesBelow, GENERATED, problemOf, start } from './api-jobs-fixture.ts';
import { runCli } from './run-cli.ts';

const DAY_MS = 24 * 3600 * 1000;

/** What the server itself does every hour, some days later. */
async function sweepLater(dataFolder: string, days: number, keepResultsDays = 3) {
  const database = openSqlite(join(dataFolder, 'fitroom.sqlite'), join(PATHS.migrations, 'sqlite'));
  try {
    return await sweep({
      database,
      store: createFolderStore(join(dataFolder, 'objects')),
      settings: {
        keepOriginalsDays: 3,
        keepIntermediatesDays: 3,
        keepResultsDays,
        jobLimitSeconds: 300,
      },
      logger: createLogger('silent', false),
      now: () => Date.now() + days * DAY_MS,
    });
  } finally {
    await database.close();
  }
}

/** As a job of networks does it, beside what it made. */
function keepMatte(dataFolder: string, clothId: string, cloth3dId: string): string {
  const database = new Sqlite(join(dataFolder, 'fitroom.sqlite'));
  const { gltf_key } = database
    .prepare<string, { gltf_key: string }>('select gltf_key from clothes3d where id = ?')
    .get(cloth3dId)!;
  const key = gltf_key.replace(/[^/]+$/, 'intermediate/matte-0.png');
  expect(key).toContain(clothId);
  database
    .prepare('update clothes3d set intermediates = ? where id = ?')
    .run(JSON.stringify([{ kind: 'matte', index: 0, key }]), cloth3dId);
  database.close();
  const path = join(dataFolder, 'objects', key);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, 'a matte');
  return path;
}

test('what has expired is answered with 410, and still gives its picture', async () => {
  const { hand, harness, cloth_id, generate } = await start();
  const { client, send, sendJson, dataFolder } = harness;
  const { cloth3d_id } = await generate();
  (await hand.next()).finish(GENERATED);
  const ask = { cloth3d_id, avatar_preset_id: 'slim' };
  const { fitting_session_id } = await client.fit(ask);
  (await hand.next()).finish(FITTED);
  const done = await client.watchSession(fitting_session_id, () => {});
  const { image_url } = await client.getCloth(cloth_id);
  expect(done).toMatchObject({ status: 'done', expired_at: null });

  expect(await sweepLater(dataFolder, 2)).toMatchObject({ removed: [] });
  expect((await send(`/session/${fitting_session_id}/result`)).status).toBe(200);

  // What was made on the way goes first, where the results are kept for longer.
  const matte = keepMatte(dataFolder, cloth_id, cloth3d_id);
  const { intermediates = [] } = await client.getCloth3d(cloth3d_id);
  const url = intermediates[0]?.url ?? '';
  expect(await (await fetch(url)).text()).toBe('a matte');
  await sweepLater(dataFolder, 4, 0);
  expect(existsSync(matte)).toBe(false);
  expect(await codeOf(await fetch(url))).toEqual([410, 'result-expired']);
  expect((await fetch(String(done.cloth3d_url))).status).toBe(200);

  await sweepLater(dataFolder, 4);

  expect(filesBelow(harness, 'sessions')).toEqual(['thumb.webp']);
  expect(filesBelow(harness, 'clothes')).toEqual(['thumb.webp']);
  const result = await send(`/session/${fitting_session_id}/result`);
  expect(result.status).toBe(410);
  const problem = await problemOf(result);
  expect(problem).toMatchObject({ code: 'result-expired', retryable: false });
  expect((await fetch(String(problem.thumb_url))).status).toBe(200);
  const thrown = await client.getSessionResult(fitting_session_id).catch((error) => error);
  expect(thrown).toMatchObject({ code: 'result-expired', problem: { status: 410 } });

  const session = await client.getSession(fitting_session_id);
  expect(session).toMatchObject({
    status: 'done',
    fitted_gltf_url: null,
    cloth3d_url: null,
    thumb_url: problem.thumb_url,
    report: { schema: 1 },
    expired_at: expect.stringMatching(/^20/),
  });
  const garment = await client.getCloth3d(cloth3d_id);
  expect(garment).toMatchObject({
    status: 'done',
    gltf_url: null,
    pattern_svg_url: null,
    pattern_dxf_url: null,
    thumb_url: expect.stringContaining('/files/'),
    expired_at: expect.stringMatching(/^20/),
  });
  expect(await client.getCloth(cloth_id)).toMatchObject({
    status: 'uploaded',
    image_url: null,
    expired_at: expect.stringMatching(/^20/),
  });

  // Links given out before.
  expect(await codeOf(await fetch(String(done.fitted_gltf_url)))).toEqual([410, 'result-expired']);
  expect(await codeOf(await fetch(String(done.cloth3d_url)))).toEqual([410, 'result-expired']);
  expect(await codeOf(await fetch(String(image_url)))).toEqual([410, 'original-expired']);
  // What would need the files.
  const wish = { model: 'panels', quality: 'low' };
  expect(await codeOf(await sendJson(`/clothes/${cloth_id}/generate-3d`, wish))).toEqual([
    410,
    'original-expired',
  ]);
  expect(await codeOf(await sendJson('/fit', ask))).toEqual([410, 'result-expired']);
  const outfit = { garments: [{ cloth3d_id }, { cloth3d_id: 'other' }], avatar_preset_id: 'slim' };
  expect(await codeOf(await sendJson('/outfit', outfit))).toEqual([410, 'result-expired']);
  const korean = await send(`/session/${fitting_session_id}/result`, {
    headers: { 'Accept-Language': 'ko' },
  });
  expect((await problemOf(korean)).detail).toMatch(/보관/);

  await client.deleteCloth(cloth_id);
  expect(await codeOf(await fetch(String(done.fitted_gltf_url)))).toEqual([404, 'not-found']);
  expect(filesBelow(harness, 'sessions') ?? []).toEqual([]);
});

test('the command tells what it would remove and what it removed', async () => {
  const folder = temporaryFolder();
  const before = process.env.FITROOM_DATA;
  process.env.FITROOM_DATA = folder;
  try {
    const store = createFolderStore(join(folder, 'objects'));
    await store.put('sessions/gone/job-1/fitted.glb', new Uint8Array(3));
    const young = await runCli(['sweep', '--dry-run'], folder);
    expect(young).toMatchObject({ status: 0, stdout: 'There is nothing to remove.\n' });
    expect(readdirSync(join(folder, 'objects', 'sessions', 'gone'))).toEqual(['job-1']);
    expect(await runCli(['sweep', '--everything'], folder)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--dry-run'),
    });
  } finally {
    if (before === undefined) delete process.env.FITROOM_DATA;
    else process.env.FITROOM_DATA = before;
  }
});
