import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAssetExtras } from '@fitroom/shared/gltf/asset-extras';
import { readFitted } from '@fitroom/shared/gltf/read-fitted';
import { readReport } from '@fitroom/shared/schemas/report';
import { validateBytes } from 'gltf-validator';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNodeGltf } from '../../src/platform/node-gltf.ts';
import { drawnPhoto } from './drawn-photos.ts';
import { type CliRun, runCli } from './run-cli.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fitroom-cli-'));
  await writeFile(join(folder, 'tee.png'), await drawnPhoto('tee'));
  await writeFile(join(folder, 'trousers.png'), await drawnPhoto('trousers'));
  await writeFile(join(folder, 'waisted.png'), await drawnPhoto('waisted', { transparent: true }));
  await writeFile(join(folder, 'cut-out.png'), await drawnPhoto('tee', { transparent: true }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const reportIn = async (out: string) =>
  readReport(JSON.parse(await readFile(join(folder, out, 'report.json'), 'utf8')));

describe('fitroom tryon --pose --animate', () => {
  it('settles the garment in the pose and writes a walk that the Khronos validator accepts', async () => {
    const words = 'tryon tee.png --out posed --quality low --pose relaxed --animate walk --json';
    const run = await runCli(words.split(' '), folder);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    const glb = new Uint8Array(await readFile(join(folder, 'posed', 'walk.glb')));
    const { issues } = await validateBytes(glb);
    expect(issues.messages.filter((message) => message.severity <= 1)).toEqual([]);

    const root = (await (await createNodeGltf()).readBinary(glb)).getRoot();
    expect(root.listSkins().map((skin) => skin.listJoints().length)).toEqual([53]);
    expect(root.listAnimations().map((animation) => animation.getName())).toEqual([
      'walk',
      'shown',
      'a',
      'relaxed',
      't',
      'hips',
    ]);
    const garment = root.listNodes().find((node) => node.getName() === 'garment')!;
    const primitive = garment.getMesh()!.listPrimitives()[0]!;
    const carried = [
      ...['POSITION', 'JOINTS_0', 'WEIGHTS_0'].map((name) => primitive.getAttribute(name)!),
      ...primitive.listTargets().map((target) => target.getAttribute('POSITION')!),
    ].map((accessor) => ({ array: accessor.getArray()!, size: accessor.getElementSize() }));
    // Copies of a seam's vertex are moved alike, or seams would open as it walks.
    const atPlace = new Map<string, string>();
    for (let v = 0; 3 * v < carried[0]!.array.length; v += 1) {
      const [place, ...rest] = carried.map(({ array, size }) =>
        array.slice(size * v, size * (v + 1)).join(),
      );
      const moves = rest.join(';');
      expect(atPlace.get(place!) ?? moves).toBe(moves);
      atPlace.set(place!, moves);
    }
    expect(atPlace.size).toBeLessThan(carried[0]!.array.length / 3);
  });
});

describe('fitroom tryon', () => {
  let run: CliRun;
  beforeAll(async () => {
    run = await runCli(['tryon', 'tee.png', '--out', 'tee', '--obj', '--json'], folder);
  });

  it('writes the files of the contract, relative to where the user stands, and exits 0', async () => {
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect((await readdir(join(folder, 'tee'))).sort()).toEqual([
      'fitted.glb',
      'garment.glb',
      'garment.jpg',
      'garment.mtl',
      'garment.obj',
      'report.json',
      'thumb.png',
    ]);
  });

  it('prints the report alone on stdout with --json', async () => {
    expect(JSON.parse(run.stdout)).toEqual(await reportIn('tee'));
  });

  it('reports a valid top with four openings and med triangles', async () => {
    const report = await reportIn('tee');
    expect(report.category).toMatchObject({ value: 'top', source: 'detected' });
    expect(report.garment.openings.map(({ kind }) => kind).sort()).toEqual([
      'cuff',
      'cuff',
      'hem',
      'neck',
    ]);
    expect(report.garment.triangles).toBeGreaterThanOrEqual(10_000);
    expect(report.garment.triangles).toBeLessThanOrEqual(20_000);
    expect(Object.values(report.gates)).not.toContain(false);
    expect(report.valid).toBe(true);
    expect(report.timings_ms.total).toBeGreaterThan(0);
    expect(report.photo).toEqual({ file: 'tee.png', width_px: 600, height_px: 800 });
  });

  it('puts the same report, without bytes and timings, into both GLBs', async () => {
    const { timings_ms: _, ...report } = await reportIn('tee');
    const { bytes, ...garment } = report.garment;
    for (const name of ['garment.glb', 'fitted.glb']) {
      const glb = await readFile(join(folder, 'tee', name));
      expect(readAssetExtras(glb, 'fitroom')).toEqual({ ...report, garment });
      if (name === 'garment.glb') expect(glb.length).toBe(bytes);
    }
  });

  it('draws a thumbnail that shows cloth and skin', async () => {
    const { data, info } = await sharp(join(folder, 'tee', 'thumb.png'))
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    let cloth = 0;
    let skin = 0;
    for (let i = 0; i < data.length; i += 3) {
      const [r, g, b] = [data[i]!, data[i + 1]!, data[i + 2]!];
      if (b > r + 40) cloth += 1;
      if (r > b + 25 && r > g && g > b) skin += 1;
    }
    expect(cloth / (info.width * info.height)).toBeGreaterThan(0.04);
    expect(skin / (info.width * info.height)).toBeGreaterThan(0.04);
  });

  it('writes an OBJ of the same triangles', async () => {
    const obj = await readFile(join(folder, 'tee', 'garment.obj'), 'utf8');
    const fitted = await readFitted(
      await readFile(join(folder, 'tee', 'fitted.glb')),
      await createNodeGltf(),
    );
    expect(obj.match(/^f /gm)).toHaveLength(fitted.garment.indices.length / 3);
    expect(obj.match(/^v /gm)).toHaveLength(fitted.garment.positions.length / 3);
    expect(obj).toContain('mtllib garment.mtl');
    expect(await readFile(join(folder, 'tee', 'garment.mtl'), 'utf8')).toContain('garment.jpg');
  });

  it('gives the same bytes for the same photo', async () => {
    const again = await runCli(['tryon', 'tee.png', '--out', 'again'], folder);
    expect(again.status).toBe(0);
    for (const name of ['garment.glb', 'fitted.glb', 'thumb.png']) {
      const first = await readFile(join(folder, 'tee', name));
      expect(first.equals(await readFile(join(folder, 'again', name))), name).toBe(true);
    }
  });

  it('takes avatar, category, ease, quality and a known width, however small', async () => {
    const words = '--avatar curvy --category trousers --ease slim --quality low --width-cm 34';
    const { status } = await runCli(
      ['tryon', 'trousers.png', '--out', 'low', ...words.split(' ')],
      folder,
    );
    expect([0, 3]).toContain(status);
    const report = await reportIn('low');
    expect(report.fit.avatar).toBe('curvy');
    expect(report.category).toEqual({ value: 'trousers', source: 'given', confidence: 1 });
    expect(report.garment.triangles).toBeGreaterThanOrEqual(4000);
    expect(report.garment.triangles).toBeLessThanOrEqual(6000);
    expect(status === 0).toBe(report.valid);
    // 68 cm of cloth at a waist of 80 and more.
    const { fit } = report;
    expect(fit).toMatchObject({ size: 'kept', ease_basis: 'cut' });
    expect(fit.ease_cm).toEqual(fit.ease_cut_cm);
    expect(fit.ease_cm.waist).toBeLessThan(-10);
    expect(fit.ease_cm.waist).toBeGreaterThan(-22);
    // What it was drawn out by is what it is worn wider by, and is strain.
    expect(fit.ease_worn_cm?.waist).toBeGreaterThan(0);
    expect(fit.maps?.strain?.as_cut.p95_percent).toBeGreaterThan(115);
    expect(report.notices?.map(({ code }) => code)).toContain('too-small-on-body');
    expect(report.warnings.join(' ')).toMatch(/\d+ cm at the hip/);
  });

  it('takes a photo with transparency as its own matte', async () => {
    const { status } = await runCli(['tryon', 'cut-out.png', '--out', 'cut-out'], folder);
    expect(status).toBe(0);
    expect((await reportIn('cut-out')).outline_iou).toBeGreaterThan(0.985);
  });

  it('lets out what is too tight with the chosen ease, and says by how much', async () => {
    const run = await runCli(
      ['tryon', 'waisted.png', '--out', 'waisted', '--ease', 'slim'],
      folder,
    );
    expect(run.status).toBe(0);
    const { fit, gates } = await reportIn('waisted');
    expect(gates.strain).toBe(true);
    expect(fit.ease).toBe('slim');
    expect(fit.authored_ease_mean).toBeGreaterThan(0.02);
  });
});

describe('fitroom tryon with input that cannot be used', () => {
  const cases: Record<string, () => Promise<Buffer>> = {
    'text.jpg': async () => Buffer.from('this is not a photo\n'.repeat(50)),
    'cut-short.jpg': async () => {
      const jpeg = await sharp(await drawnPhoto('tee'))
        .jpeg()
        .toBuffer();
      return jpeg.subarray(0, jpeg.length >> 1);
    },
    'one-pixel.png': () =>
      sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } })
        .png()
        .toBuffer(),
    'bomb.png': () =>
      sharp({
        create: { width: 12_000, height: 12_000, channels: 3, background: 'red' },
        limitInputPixels: false,
      })
        .png()
        .toBuffer(),
    'eleven-megabytes.jpg': async () => Buffer.alloc(11 * 1024 * 1024, 0xff),
    'animation.gif': async () =>
      sharp(await drawnPhoto('tee'))
        .gif()
        .toBuffer(),
    'drawing.svg': async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  };
  for (const [name, make] of Object.entries(cases)) {
    it(`refuses ${name} with one line and exit status 2`, async () => {
      await writeFile(join(folder, name), await make());
      const run = await runCli(['tryon', name, '--out', `bad-${name}`], folder);
      expect(run.status, run.stderr).toBe(2);
      expect(run.stdout).toBe('');
      expect(run.stderr.trim().split('\n')).toHaveLength(1);
      expect(await readdir(join(folder, `bad-${name}`))).toEqual([]);
    });
  }

  it('says that a file does not exist', async () => {
    const run = await runCli(['tryon', 'none.jpg', '--out', 'none'], folder);
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toContain('none.jpg');
  });

  it('writes a report with its reason for a photo of nothing, over an earlier result', async () => {
    await mkdir(join(folder, 'nothing'));
    await writeFile(join(folder, 'nothing', 'fitted.glb'), 'of an earlier run');
    const plain = {
      create: { width: 500, height: 700, channels: 3, background: '#c8c8c8' },
    } as const;
    await writeFile(join(folder, 'nothing.jpg'), await sharp(plain).jpeg().toBuffer());
    const run = await runCli(['tryon', 'nothing.jpg', '--out', 'nothing', '--json'], folder);
    expect(run.status).toBe(2);
    const report = await reportIn('nothing');
    expect(JSON.parse(run.stdout)).toEqual(report);
    expect(report).toMatchObject({ valid: false, outline_iou: null });
    expect(report.warnings[0]).toBe(run.stderr.trim());
    expect(await readdir(join(folder, 'nothing'))).toEqual(['report.json']);
  });

  it('says what would make another generator run', async () => {
    const run = await runCli(
      ['tryon', 'tee.png', '--out', 'other', '--generator', 'zero123+instantmesh'],
      folder,
    );
    expect(run.status).toBe(2);
    expect(run.stderr).toMatch(/cannot run here.*weights/);
    expect(await reportIn('other')).toMatchObject({
      generator: 'zero123+instantmesh',
      valid: false,
    });
  });

  it.each([
    [['tryon', 'tee.png'], '--out'],
    [['tryon', '--out', 'x'], 'photo'],
    [['tryon', 'tee.png', '--out', 'x', '--avatar', 'giant'], 'slim, regular, curvy'],
    [['tryon', 'tee.png', '--out', 'x', '--width-cm', 'wide'], 'width'],
    [['tryon', 'tee.png', '--out', 'x', '--colour', 'red'], '--colour'],
    [['wear', 'tee.png', '--out', 'x'], 'tryon'],
  ])('explains the wrong command line %j', async (words, expected) => {
    const run = await runCli(words, folder);
    expect(run.status).toBe(2);
    expect(run.stderr).toContain(expected);
  });

  it('shows its usage with --help', async () => {
    const run = await runCli(['--help'], folder);
    expect(run.status).toBe(0);
    expect(run.stdout).toContain('fitroom -- tryon PHOTO --out DIR');
  });
});
