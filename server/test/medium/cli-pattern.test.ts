import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawnPhoto } from './drawn-photos.ts';
import { runCli } from './run-cli.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fitroom-cli-'));
  await writeFile(join(folder, 'tee.png'), await drawnPhoto('tee'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('fitroom pattern', () => {
  it('writes the pattern as drawings in centimetres and as JSON', async () => {
    const run = await runCli(['pattern', 'tee.png', '--out', 'p', '--json'], folder);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect((await readdir(join(folder, 'p'))).sort()).toEqual([
      'pattern.dxf',
      'pattern.json',
      'pattern.svg',
    ]);
    const pattern = JSON.parse(run.stdout);
    expect(pattern.category).toBe('top');
    const svg = await readFile(join(folder, 'p', 'pattern.svg'), 'utf8');
    for (const seam of pattern.seams) expect(svg).toContain(`data-name="${seam.name}"`);
  });

  it('refuses what is no photo in one line', async () => {
    const run = await runCli(['pattern', 'none.png', '--out', 'p'], folder);
    expect(run.status).toBe(2);
    expect(run.stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('fitroom debug', () => {
  it('draws what was found over the photo, all at one size', async () => {
    const run = await runCli(['debug', 'tee.png', '--out', 'd', '--json'], folder);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    const figures = JSON.parse(run.stdout);
    for (const name of ['matte', 'reading', 'panels-front', 'panels-back']) {
      const { width, height } = await sharp(join(folder, 'd', `${name}.png`)).metadata();
      expect([width, height]).toEqual([figures.width, figures.height]);
    }
    expect(figures.outline_iou).toBeGreaterThan(0.98);
    for (const { confidence } of figures.landmarks) {
      expect(confidence).toBeGreaterThanOrEqual(0);
      expect(confidence).toBeLessThanOrEqual(1);
    }
  });

  it('takes landmarks set by hand, and says what is wrong with a file of them', async () => {
    await writeFile(join(folder, 'bad.json'), '[{"name": "neck-left", "x": 2, "y": 0}]');
    const bad = await runCli(['debug', 'tee.png', '--out', 'b', '--landmarks', 'bad.json'], folder);
    expect(bad.status).toBe(2);
    expect(bad.stderr).toContain('/0/x');
  });
});
