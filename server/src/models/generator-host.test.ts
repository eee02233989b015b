import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { fakeModel } from '../../test/medium/fake-models.ts';
import { readSettings } from '../config/read-settings.ts';
import { judgeFailure } from '../jobs/judge-failure.ts';
import { NotYetError } from '../jobs/not-yet-error.ts';
import type { JobRow } from '../records/jobs.ts';
import { createGeneratorHost } from './generator-host.ts';

const logger = { debug() {}, info() {}, warn() {}, error() {} };
const closing: (() => void)[] = [];
afterEach(() => {
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

function hostOf(environment: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'fitroom-host-'));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  const settings = readSettings({
    FITROOM_MODELS: folder,
    FITROOM_DEVICE: 'cpu',
    ...environment,
  });
  return createGeneratorHost({ settings, logger, now: Date.now });
}

test('weights that a job lacks are fetched, which it waits for in line', async () => {
  const open = Promise.withResolvers<void>();
  const url = await source('triposr', open.promise);
  const host = hostOf({ FITROOM_MODELS_URL: url });
  expect((await host.list()).find(({ id }) => id === 'triposr')).toMatchObject({
    qualities: ['low', 'med'],
    reason: null,
  });
  const prepared = await host.prepare('triposr', 'low');
  expect(prepared).toMatchObject({
    is: 'fetching',
    line: expect.stringMatching(/^The weights of triposr \(about \d+ MB\) are being fetched/),
  });
  // Somebody else who asks does not fetch them again.
  expect(await host.prepare('triposr', 'med')).toMatchObject({ is: 'fetching' });
  open.resolve();
  await expect.poll(() => host.prepare('triposr', 'low')).toEqual({ is: 'ready' });
  const job = { attempts: 2 } as JobRow;
  expect(judgeFailure(new NotYetError('Half is there.', 500), job, 0)).toEqual({
    kind: 'again',
    isCounted: false,
    afterMs: 500,
    code: 'not-yet',
    line: 'Half is there.',
  });
});

test('a fetch that fails is said to whoever waits, and tried again by the next', async () => {
  const url = await source('triposr', Promise.resolve(), 'rgb.onnx');
  const host = hostOf({ FITROOM_MODELS_URL: url });
  for (let n = 0; n < 2; n++) {
    await expect(host.prepare('triposr', 'low')).rejects.toMatchObject({
      code: 'model-unavailable',
      message: expect.stringMatching(/rgb\.onnx.*checksum/),
    });
  }
});

test('nothing is fetched where the operator does not want it', async () => {
  const url = await source('triposr', Promise.resolve());
  const host = hostOf({ FITROOM_MODELS_URL: url, FITROOM_MODELS_LAZY: '0' });
  await expect(host.prepare('triposr', 'low')).rejects.toMatchObject({
    message: expect.stringContaining('fitroom models pull triposr'),
  });
  expect((await host.list()).find(({ id }) => id === 'triposr')?.qualities).toEqual([]);
});
