import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { drawnPhoto } from './drawn-photos.ts';
import { runCli } from './run-cli.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

let folder: string;
let bundled: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fitroom-bundled-'));
  await writeFile(join(folder, 'tee.png'), await drawnPhoto('tee'));
  const lines = execFileSync(process.execPath, [join(ROOT, '.setup', 'bundle.mjs')]).toString();
  bundled = lines.trim();
  // Its own, so that what is found can be counted; commands are started with this process's environment.
  vi.stubEnv('FITROOM_CACHE', join(folder, 'cache'));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

const filesIn = (out: string) =>
  Promise.all(
    ['garment.glb', 'fitted.glb', 'thumb.png'].map(async (name) =>
      (await readFile(join(folder, out, name))).toString('base64'),
    ),
  );

it('writes the same files from the bundle as from the sources', async () => {
  expect(bundled.startsWith(join(ROOT, '.build'))).toBe(true);
  const words = (command: string, out: string) =>
    `${command} tee.png --out ${out} --quality low`.split(' ');
  const fromSources = await runCli(words('tryon', 'sources'), folder);
  expect(fromSources).toMatchObject({ status: 0, stderr: '' });
  const once = await runCli(words('tryon', 'once'), folder, bundled);
  expect(once).toMatchObject({ status: 0, stderr: '' });
  // Its threads are bundled too.
  expect(await runCli(words('batch', 'several'), folder, bundled)).toMatchObject({ status: 0 });

  const files = await filesIn('sources');
  expect((await filesIn('once')).map((file, i) => file === files[i])).toEqual([true, true, true]);
  expect((await filesIn('several/tee')).map((file, i) => file === files[i])).toEqual([
    true,
    true,
    true,
  ]);
});

it('keeps the code of functions that ran, and runs without it as well', async () => {
  const words = (out: string) => `tryon tee.png --out ${out} --quality low`.split(' ');
  const codeOf = (name: string) => join(dirname(bundled), `${name}.cjs.code`);
  const codes = [codeOf('main-program'), codeOf('main-run-tryon')];
  const kept = () => Promise.all(codes.map((path) => readFile(path)));
  expect(await runCli(words('first'), folder, bundled)).toMatchObject({ status: 0, stderr: '' });
  const before = await kept();
  // What was kept is taken: nothing has to be kept anew.
  expect(await runCli(words('second'), folder, bundled)).toMatchObject({ status: 0, stderr: '' });
  expect((await kept()).map((code, n) => code.equals(before[n]!))).toEqual([true, true]);
  // Cut short, as by a full disk.
  await Promise.all(codes.map((path, n) => writeFile(path, before[n]!.subarray(0, 100))));
  expect(await runCli(words('third'), folder, bundled)).toMatchObject({ status: 0, stderr: '' });
  expect((await kept()).every((code) => code.length > 100)).toBe(true);
  const files = await filesIn('first');
  expect(await filesIn('second')).toEqual(files);
  expect(await filesIn('third')).toEqual(files);
});

it('looks at a photo once for all bodies, and again when it was changed', async () => {
  const found = async () =>
    (await readdir(join(folder, 'cache')))
      .filter((name) => /^(matte|reading|texture)-/.test(name))
      .sort();
  const words = (photo: string, avatar: string) =>
    `tryon ${photo} --out ${avatar} --avatar ${avatar} --quality low`.split(' ');
  const dress = async (photo: string, avatar: string, program?: string) => {
    const run = await runCli(words(photo, avatar), folder, program);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    return filesIn(avatar);
  };
  await dress('tee.png', 'regular', bundled);
  const before = await found();
  expect(before.map((name) => name.replace(/-.*/, ''))).toEqual(['matte', 'reading', 'texture']);
  const onSlim = await dress('tee.png', 'slim', bundled);
  expect(await found()).toEqual(before);
  expect(await dress('tee.png', 'slim')).toEqual(onSlim);

  await writeFile(join(folder, 'other.png'), await drawnPhoto('trousers'));
  await dress('other.png', 'curvy', bundled);
  expect(await found()).toHaveLength(6);
});
