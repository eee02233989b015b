import { expect, test, vi } from 'vitest';
import type { RunProgram } from '../diagnosis/finding.ts';
import { describeFindings, runDoctor } from './run-doctor.ts';
import type { Output } from './terminal-output.ts';

function recorded() {
  const said = { result: '', remark: '' };
  const output: Output = {
    result: (text) => {
      said.result += text;
    },
    remark: (text) => {
      said.remark += text;
    },
    progress: () => undefined,
  };
  return { said, output };
}
const nothingThere: RunProgram = async () => ({ status: null, output: '' });

test('a host without a GPU is refused with every fix said', async () => {
  const { said, output } = recorded();
  expect(await runDoctor([], output, nothingThere)).toBe(2);
  expect(said.result).toContain("-> Install NVIDIA's driver");
  expect(said.result).toContain('Generation on the GPU cannot run here');
});

test('--json says the same to programs', async () => {
  const { said, output } = recorded();
  expect(await runDoctor(['--json'], output, nothingThere)).toBe(2);
  const { works, findings } = JSON.parse(said.result);
  expect(works).toBe(false);
  expect(findings[0]).toMatchObject({ check: 'driver', state: 'failed' });
});

test('a host that is to use its CPU is not told of GPUs', async () => {
  vi.stubEnv('FITROOM_DEVICE', 'cpu');
  const { said, output } = recorded();
  expect(await runDoctor([], output, nothingThere)).toBe(0);
  expect(said.result).toContain('networks run on the CPU, as FITROOM_DEVICE says');
  expect(said.result).not.toContain('FAILED');
  vi.unstubAllEnvs();
});

test('a word that it does not know is refused', async () => {
  const { said, output } = recorded();
  expect(await runDoctor(['--jsn'], output, nothingThere)).toBe(2);
  expect(said.remark).toContain('--jsn');
});

test('warnings alone do not keep a host from being fit', () => {
  const text = describeFindings(
    [{ check: 'GPU 0', state: 'warning', found: 'Tesla T4', fix: 'Slower.' }],
    true,
  );
  expect(text).toContain('warning GPU 0: Tesla T4\n        -> Slower.');
  expect(text).toContain('Nothing that was looked at keeps');
});
