import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawnPhoto } from './drawn-photos.ts';
import { type CliRun, runCli } from './run-cli.ts';

describe('fitroom batch', () => {
  let folder: string;
  let run: CliRun;
  let rows: string[];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fitroom-batch-'));
    await mkdir(join(folder, 'photos', 'deep', 'er'), { recursive: true });
    const tee = await drawnPhoto('tee');
    await writeFile(join(folder, 'photos', 'a.png'), tee);
    await writeFile(join(folder, 'photos', 'a.webp'), await sharp(tee).webp().toBuffer());
    await writeFile(join(folder, 'photos', 'deep', 'er', 'b.png'), await drawnPhoto('trousers'));
    await writeFile(join(folder, 'photos', 'deep', 'broken.jpg'), 'no photo, at all');
    await writeFile(join(folder, 'photos', 'notes.txt'), 'no photo either');
    run = await runCli(['batch', 'photos', 'gone.jpg', '--out', 'out', '--quality', 'low'], folder);
    rows = (await readFile(join(folder, 'out', 'table.csv'), 'utf8')).trim().split('\r\n');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('runs to the end past bad photos and exits 0', () => {
    expect(run.status, run.stderr).toBe(0);
    expect(run.stdout).toContain('5 photos: 0 faults, 2 refused');
  });

  it('gives each photo a folder named by its path without extension', async () => {
    for (const name of ['a', 'a-webp', 'deep/er/b']) {
      expect((await stat(join(folder, 'out', name, 'fitted.glb'))).size).toBeGreaterThan(1000);
    }
  });

  it('lists every photo once in table.csv, what was refused with its reason', () => {
    expect(rows[0]).toMatch(/^photo,status,category,/);
    expect(rows.slice(1).map((row) => row.split(',')[0])).toEqual([
      'a',
      'a-webp',
      'deep/broken',
      'deep/er/b',
      'gone',
    ]);
    expect(rows.find((row) => row.startsWith('deep/broken'))).toMatch(/,refused,.*JPEG/);
    expect(rows.find((row) => row.startsWith('gone'))).toMatch(/,refused,.*no readable file/);
  });

  it('draws a sheet with two tiles a row', async () => {
    const { width, height } = await sharp(join(folder, 'out', 'sheet.png')).metadata();
    expect(width).toBeGreaterThan(2 * 4 * 200);
    expect(height).toBeGreaterThan(3 * 300);
  });

  it('refuses a folder without photos', async () => {
    await mkdir(join(folder, 'empty'));
    const empty = await runCli(['batch', 'empty', '--out', 'none'], folder);
    expect(empty.status).toBe(2);
    expect(empty.stderr).toContain('no photo');
  });
});
