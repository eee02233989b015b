import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createApiClient } from '@fitroom/shared/client/api-client';
import { expect, onTestFinished, test } from 'vitest';
import { samplePhoto, temporaryFolder } from './api-harness.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'main.ts');
const SLOW = 240_000;

/** The server as `npm start` runs it, in a process of its own. */
function startProcess(environment: Record<string, string>) {
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const output = { out: '', error: '' };
  child.stdout.on('data', (chunk) => {
    output.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.error += chunk;
  });
  return { child, output, exit: exitOf(child) };
}

const exitOf = (child: ChildProcess) =>
  new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });

async function ready({ output }: ReturnType<typeof startProcess>) {
  await expect.poll(() => output.out, { timeout: 60_000 }).toMatch(/ready: http/);
  const baseUrl = /ready: (http:\/\/localhost:\d+)/.exec(output.out)?.[1] ?? '';
  return createApiClient({ baseUrl, fetch, sleep: (ms) => wait(Math.min(ms, 100)) });
}

test('a job outlives a server that is killed, and one that is stopped', {
  timeout: SLOW,
}, async () => {
  const FITROOM_DATA = temporaryFolder();
  const request = { model: 'panels', quality: 'low', category: 'skirt' } as const;
  const first = startProcess({ FITROOM_DATA });
  const client = await ready(first);
  const { cloth_id } = await client.uploadImage({
    userId: 'ann',
    photo: await samplePhoto('skirt-denim'),
    mimeType: 'image/jpeg',
  });
  const { cloth3d_id } = await client.generate3d(cloth_id, request);
  const hasBegun = { interval: 20, timeout: 60_000 };
  await expect
    .poll(async () => (await client.getCloth3d(cloth3d_id)).stage, hasBegun)
    .not.toBe('queued');
  first.child.kill('SIGKILL');
  expect((await first.exit).signal).toBe('SIGKILL');

  const second = startProcess({ FITROOM_DATA });
  const clientAgain = await ready(second);
  // While the network or the solver is at work.
  await expect
    .poll(async () => (await clientAgain.getCloth3d(cloth3d_id)).stage, hasBegun)
    .not.toBe('queued');
  second.child.kill('SIGTERM');
  expect(await second.exit).toEqual({ code: 0, signal: null });

  const third = startProcess({ FITROOM_DATA });
  const clientAtLast = await ready(third);
  const garment = await clientAtLast.watchCloth3d(cloth3d_id, () => {});
  expect(garment).toMatchObject({ status: 'done', category: 'skirt' });
  expect(garment.log.match(/begins anew/g)?.length).toBe(2);
  // As npm echoes it.
  third.child.kill('SIGINT');
  third.child.kill('SIGINT');
  expect(await third.exit).toEqual({ code: 0, signal: null });
  expect(third.output.error).toBe('');
});

test('settings that cannot be used are named together, without their values', async () => {
  const { output, exit } = startProcess({ PORT: 'eighty', FITROOM_WORKERS: '-7' });
  expect((await exit).code).toBe(1);
  expect(output.error).toMatch(/PORT: .*\n.*FITROOM_WORKERS: /);
  expect(output.error).not.toMatch(/eighty|-7/);
});

test('a port that is taken is said in a sentence', async () => {
  const other = createServer().listen(0);
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  const { output, exit } = startProcess({ PORT: String(port), FITROOM_DATA: temporaryFolder() });
  expect((await exit).code).toBe(1);
  expect(output.error).toContain('PORT');
  expect(output.error).not.toContain('    at ');
});
