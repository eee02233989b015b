import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ints, node, onnxFile, tensor, value } from '../../../models/test/onnx-bytes.ts';
import { openModelCatalogue } from '../models/model-catalogue.ts';
import { checkDriver } from './check-driver.ts';
import { checkModels } from './check-models.ts';
import { checkProvider } from './check-provider.ts';
import { checkSession } from './check-session.ts';
import type { RunProgram } from './finding.ts';
import { runProgram } from './run-program.ts';
import { ONE_CONVOLUTION, tryCudaSession } from './try-cuda-session.ts';

const answers =
  (output: string, status: number | null = 0): RunProgram =>
  async () => ({ status, output });

test('cards are told with their free memory, and the one that is too full with what to do', async () => {
  const output =
    'NVIDIA L4, 580.95.05, 8.9, 23034, 22563\nTesla T4, 580.95.05, 7.5, 15360, 14900\nNVIDIA L4, 580.95.05, 8.9, 23034, 1200\n';
  const [driver, l4, t4, full] = await checkDriver(answers(output));
  expect(driver).toEqual({
    check: 'driver',
    state: 'ok',
    found: 'version 580.95.05',
    fix: null,
  });
  expect(l4).toMatchObject({ check: 'GPU 0', state: 'ok' });
  expect(l4?.found).toContain('22563 of 23034 MB free');
  expect(t4).toMatchObject({ check: 'GPU 1', state: 'warning' });
  expect(t4?.fix).toContain('flash attention');
  expect(full).toMatchObject({ check: 'GPU 2', state: 'warning' });
  expect(full?.fix).toContain('7000 MB');
});

test('a host without the driver is told from one whose driver does not answer', async () => {
  const [absent] = await checkDriver(answers('', null));
  expect(absent).toMatchObject({ state: 'failed', found: 'nvidia-smi is not here' });
  const [dumb] = await checkDriver(
    answers("NVIDIA-SMI couldn't communicate with the driver.\n", 9),
  );
  expect(dumb?.state).toBe('failed');
  expect(dumb?.found).toContain("couldn't communicate");
  expect(await runProgram('no-such-program-here', [])).toEqual({ status: null, output: '' });
});

function folderWithProvider(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fitroom-provider-'));
  for (const part of ['cuda', 'shared']) {
    writeFileSync(join(folder, `libonnxruntime_providers_${part}.so`), '');
  }
  return folder;
}

test('a missing CUDA part names the command that fetches it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fitroom-provider-'));
  const findings = await checkProvider(answers(''), { folder, version: '1.30.0' });
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({ check: 'provider', state: 'failed' });
  expect(findings[0]?.fix).toContain('fetch-cuda-provider.sh');
});

test('libraries of CUDA that the system lacks are named, with the version wanted', async () => {
  const ldd = `\tlibcublasLt.so.13 => not found
\tlibcublas.so.13 => /usr/local/cuda/lib64/libcublas.so.13 (0x00007f)
\tlibcuda.so.1 => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)\n`;
  const run: RunProgram = async (program) => ({
    status: 0,
    output: program === 'ldd' ? ldd : '\tlibcudnn.so.9 (libc6,x86-64) => /usr/lib/libcudnn.so.9\n',
  });
  const place = { folder: folderWithProvider(), version: '1.30.0' };
  const [provider, cuda, cudnn] = await checkProvider(run, place);
  expect(provider?.state).toBe('ok');
  expect(cuda).toMatchObject({
    state: 'failed',
    found: 'not found: libcublasLt.so.13, libcuda.so.1',
  });
  expect(cuda?.fix).toMatch(/CUDA 13 runtime.*started with the GPU/);
  expect(cudnn).toMatchObject({ state: 'ok', found: '/usr/lib/libcudnn.so.9' });
});

test('the graph of one node is a convolution that gives what it should', async () => {
  const built = onnxFile({
    nodes: [node('Conv', ['x', 'kernel'], 'y', [ints('kernel_shape', [3, 3])])],
    weights: [tensor('kernel', [1, 1, 3, 3], Array(9).fill(1))],
    inputs: [value('x', [1, 1, 4, 4])],
    outputs: [value('y', [1, 1, 2, 2])],
  });
  expect(ONE_CONVOLUTION.equals(built)).toBe(true);
  expect(await tryCudaSession('cpu')).toMatchObject({ ran: true });
  expect(await tryCudaSession('no-such-provider')).toMatchObject({ ran: false });
});

test('a process that a library ended is told from a session that was refused', async () => {
  const crashed = await checkSession(answers('terminate called\n', null), []);
  expect(crashed).toMatchObject({ state: 'failed' });
  expect(crashed.found).toContain('terminate called');
  const refusal = JSON.stringify({ ran: false, message: 'CUDA driver version is insufficient' });
  const refused = await checkSession(answers(`noise\ncuda-session ${refusal}\n`), []);
  expect(refused).toMatchObject({ found: 'CUDA driver version is insufficient' });
  const ran = JSON.stringify({ ran: true, openedMs: 812.4, ranMs: 3.2 });
  expect(await checkSession(answers(`cuda-session ${ran}\n`), [])).toMatchObject({ state: 'ok' });
});

test('models that are missing name the command that pulls them', async () => {
  const modelsFolder = mkdtempSync(join(tmpdir(), 'fitroom-models-'));
  const findings = await checkModels(
    { modelsFolder, acceptNonCommercial: '0' },
    openModelCatalogue(),
    [],
  );
  expect(findings.find(({ check }) => check === 'zero123plus-views')).toEqual({
    check: 'zero123plus-views',
    state: 'warning',
    found: 'absent',
    fix: 'npm run -s fitroom -- models pull zero123plus-views',
  });
  expect(findings.at(-1)?.found).toMatch(/^\d+ MB free, \d+ MB of models missing$/);
});
