import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryFolder } from './api-harness.ts';

const SERVER = join(import.meta.dirname, '..', '..', 'src');
const SAMPLE = join(SERVER, '..', '..', 'presets', 'samples', 'tee-sunrise.jpg');

/** A home of its own, and nothing of this process's environment that would help. */
async function runAtHome(args: string[]) {
  const home = temporaryFolder();
  const env = { PATH: process.env.PATH, HOME: home };
  await promisify(execFile)(process.execPath, args, { env, cwd: home });
  return readdirSync(home, { recursive: true, encoding: 'utf8' });
}

test('a garment is made without the ONNX runtime making itself an id or a queue of reports', async () => {
  const main = join(SERVER, 'cli', 'main.ts');
  const left = await runAtHome([main, 'debug', SAMPLE, '--out', 'out']);
  expect(left).toContain(join('out', 'matte.png'));
  expect(left.filter((path) => /microsoft|deviceid|onnxruntime/i.test(path))).toEqual([]);
});

test('every program of the server sets that before anything else is loaded', () => {
  for (const program of ['main.ts', join('cli', 'main.ts')]) {
    const [first] = /^import .*$/m.exec(readFileSync(join(SERVER, program), 'utf8')) ?? [];
    expect([program, first]).toEqual([program, expect.stringMatching(/config\/no-telemetry\.ts/)]);
  }
});
