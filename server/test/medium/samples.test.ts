import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readReport } from '@fitroom/shared/schemas/report';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

const SAMPLES = join(import.meta.dirname, '..', '..', '..', 'presets', 'samples');

interface Sample {
  readonly file: string;
  readonly category: string;
}

let out: string;
let samples: readonly Sample[];
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'fitroom-samples-'));
  const listed = await readFile(join(SAMPLES, 'samples.json'), 'utf8');
  samples = (JSON.parse(listed) as { samples: readonly Sample[] }).samples;
  const run = await runCli(['batch', SAMPLES, '--out', out], SAMPLES);
  expect(run.status, run.stderr).toBe(0);
});
afterAll(() => rm(out, { recursive: true, force: true }));

it('dresses every sample that ships validly, and knows what it is', async () => {
  expect(samples.length).toBeGreaterThan(3);
  for (const { file, category } of samples) {
    const text = await readFile(join(out, file.replace(/\.\w+$/, ''), 'report.json'), 'utf8');
    const report = readReport(JSON.parse(text));
    expect(report.category.value, file).toBe(category);
    expect(report.valid, `${file}: ${report.warnings.join(' ')}`).toBe(true);
  }
});
