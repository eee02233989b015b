import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JOB_LINES } from '@fitroom/shared/messages/job-lines';
import { megabytesOf } from '@fitroom/shared/schemas/generator-model';
import { afterEach, expect, test } from 'vitest';
import { fakeModel, installFake } from '../../test/medium/fake-models.ts';
import { readSettings } from '../config/read-settings.ts';
import { judgeFailure } from '../jobs/judge-failure.ts';
import { NotYetError } from '../jobs/not-yet-error.ts';
import { sayRow } from '../problems/kept-words.ts';
import type { JobRow } from '../records/jobs.ts';
import { createGeneratorHost } from './generator-host.ts';
import { openModelCatalogue } from './model-catalogue.ts';
import { modelFolder } from './model-folder.ts';
import { verifyOnce } from './verify-once.ts';

const triposr = openModelCatalogue().models.find(({ name }) => name === 'triposr')!;

let logged: string[] = [];
const logger = {
  debug() {},
  info() {},
  warn() {},
  error: (_: object, line: string) => {
    logged.push(line);
  },
};
const closing: (() => void)[] = [];
afterEach(() => {
  logged = [];
  for (const close of closing.splice(0)) close();
});

/** A web server with the files of the model, which it hands out once it is let. */
async function source(name: string, isOpen: Promise<void>, spoilt?: string): Promise<string> {
  const { manifest, files } = fakeModel(name);
  const server = createServer(async ({ url }, response) => {
    const path = (url ?? '').split('/').at(-1) ?? '';
    if (path === 'model.json') return response.end(JSON.stringify(manifest));
    await isOpen;
    const bytes = files.get(path) ?? Buffer.alloc(0);
    response.end(path === spoilt ? Buffer.alloc(bytes.length) : bytes);
  });
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fitroom-host-'));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function hostOf(
  environment: Record<string, string>,
  more: Partial<Parameters<typeof createGeneratorHost>[0]> = {},
) {
  const settings = readSettings({
    FITROOM_MODELS: temporaryFolder(),
    FITROOM_DEVICE: 'cpu',
    ...environment,
  });
  const cacheFolder = temporaryFolder();
  return createGeneratorHost({ settings, logger, now: Date.now, cacheFolder, ...more });
}

test('weights that a job lacks are fetched, which it waits for in line', async () => {
  const open = Promise.withResolvers<void>();
  const url = await source('triposr', open.promise);
  const host = hostOf({ FITROOM_MODELS_URL: url });
  expect((await host.list()).find(({ id }) => id === 'triposr')).toMatchObject({
    qualities: ['low', 'med'],
    reason: null,
    // What the catalogue says of its size.
    toDownloadMb: megabytesOf(triposr),
  });
  const prepared = await host.prepare('triposr', 'low');
  expect(prepared).toMatchObject({
    is: 'fetching',
    line: {
      en: expect.stringMatching(/^The weights of triposr \(about \d+ MB\) are being fetched/),
    },
  });
  // Somebody else who asks does not fetch them again.
  expect(await host.prepare('triposr', 'med')).toMatchObject({ is: 'fetching' });
  open.resolve();
  await expect.poll(() => host.prepare('triposr', 'low')).toEqual({ is: 'ready' });
  const job = { attempts: 2 } as JobRow;
  const half = JOB_LINES.weightsFetchedSoFar('triposr', 8, 'rgb.onnx', 50);
  expect(judgeFailure(new NotYetError(half, 500), job, 0)).toEqual({
    kind: 'again',
    isCounted: false,
    afterMs: 500,
    code: 'not-yet',
    line: half,
  });
});

const listed = async (host: ReturnType<typeof hostOf>) => {
  const found = (await host.list()).find(({ id }) => id === 'triposr');
  return found && { ...found, reason: found.reason && sayRow(found.reason, 'en') };
};

test('a fetch that failed stands for some minutes, in words for users, and is then tried again', async () => {
  const url = await source('triposr', Promise.resolve(), 'rgb.onnx');
  let ms = 0;
  const host = hostOf({ FITROOM_MODELS_URL: url }, { now: () => ms });
  expect(await listed(host)).toMatchObject({ reason: null });
  const refusal = {
    code: 'model-unavailable',
    message: expect.stringMatching(
      /^triposr cannot run here\. The weights of triposr could not be fetched: what came is not .*log; after 5 minutes/,
    ),
  };
  for (let n = 0; n < 2; n++) {
    await expect(host.prepare('triposr', 'low')).rejects.toMatchObject(refusal);
  }
  expect(logged).toHaveLength(1);
  expect(logged[0]).toContain(`rgb.onnx from ${url}/triposr/`);
  expect(await listed(host)).toMatchObject({
    qualities: [],
    reason: expect.stringMatching(/could not be fetched: what came is not/),
    toDownloadMb: null,
    failsJobs: true,
  });
  expect(JSON.stringify(await host.list())).not.toContain(url);
  ms = 5 * 60_000;
  expect(await listed(host)).toMatchObject({ reason: null, qualities: ['low', 'med'] });
  await expect(host.prepare('triposr', 'low')).rejects.toMatchObject(refusal);
  expect(logged).toHaveLength(2);
});

test('a source that has nothing is not named to users, and is to the operator', async () => {
  const server = createServer((_, response) => {
    response.statusCode = 404;
    response.end();
  });
  closing.push(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const reasonOf = (more: Parameters<typeof hostOf>[1]) =>
    hostOf({ FITROOM_MODELS_URL: url }, more)
      .prepare('triposr', 'low')
      .then(String, ({ message }: Error) => message);
  const reason = await reasonOf({});
  expect(reason).toContain('the place where they are kept does not have them');
  expect(reason).not.toMatch(/127\.0\.0\.1|--from|FITROOM_/);
  expect(await reasonOf({ isForOperator: true })).toContain(`model.json is not at ${url}/triposr/`);
});

test('weights once read as damaged are said to be until the files change', async () => {
  const folder = temporaryFolder();
  const cacheFolder = temporaryFolder();
  installFake(folder, fakeModel('triposr'));
  const path = join(modelFolder(folder, 'triposr'), 'rgb.onnx');
  const right = readFileSync(path);
  writeFileSync(path, Buffer.alloc(right.length));
  let ms = 0;
  const host = hostOf({ FITROOM_MODELS: folder }, { now: () => ms, cacheFolder });
  expect(await listed(host)).toMatchObject({ reason: null });
  const verify = () =>
    verifyOnce(folder, triposr, fakeModel('triposr').manifest, cacheFolder, () => {});
  await expect(verify()).rejects.toMatchObject({ code: 'model-damaged' });
  ms += 5000;
  expect(await listed(host)).toMatchObject({
    qualities: [],
    reason: expect.stringMatching(/damaged \(rgb\.onnx: its checksum.*models pull triposr/),
    failsJobs: true,
  });
  await expect(host.prepare('triposr', 'low')).rejects.toThrow(/damaged/);
  writeFileSync(path, right);
  // As a later fetch would: clocks of file systems may be coarse.
  utimesSync(path, new Date(), new Date(Date.now() + 2000));
  expect(await host.prepare('triposr', 'low')).toEqual({ is: 'ready' });
  await verify();
  ms += 5000;
  expect(await listed(host)).toMatchObject({ reason: null });
});

test('nothing is fetched where the operator does not want it', async () => {
  const url = await source('triposr', Promise.resolve());
  const host = hostOf({ FITROOM_MODELS_URL: url, FITROOM_MODELS_LAZY: '0' });
  await expect(host.prepare('triposr', 'low')).rejects.toMatchObject({
    message: expect.stringContaining('npm run -s fitroom -- models pull triposr'),
  });
  expect((await host.list()).find(({ id }) => id === 'triposr')?.qualities).toEqual([]);
});
