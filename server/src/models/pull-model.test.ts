import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CatalogueModel } from '@fitroom/shared/schemas/generator-model';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ExportedModel, exportedModel, noise } from '../../test/models/exported-model.ts';
import { type FileServer, serveFiles } from '../../test/models/file-server.ts';
import { acceptedLicences } from './licence-acceptance.ts';
import { findModels, openModelCatalogue } from './model-catalogue.ts';
import { inspectModel, modelFolder, removeModel, verifyModel } from './model-folder.ts';
import { httpSource, readSourceAddress } from './model-source.ts';
import { type PullOptions, pullModel } from './pull-model.ts';

const BIG = 'weights/all.onnx_data';
const catalogue = openModelCatalogue();
const [mesh, views] = findModels(catalogue, ['instantmesh-base', 'zero123plus-views']) as [
  CatalogueModel,
  CatalogueModel,
];

let folder: string;
let exported: ExportedModel;
let server: FileServer;
let pauses: number;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fitroom-models-'));
  exported = exportedModel(mesh);
  server = await serveFiles(exported.files);
  pauses = 0;
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

function options(change: Partial<PullOptions> = {}): PullOptions {
  return {
    modelsFolder: folder,
    acceptance: { byEnvironment: false },
    now: () => new Date('2026-01-02T03:04:05Z'),
    mostCuts: 3,
    wait: async () => void pauses++,
    progress: () => undefined,
    ...change,
  };
}

const source = (token = '') => httpSource(new URL(`${server.address}/`), token);
const pull = (model = mesh, change: Partial<PullOptions> = {}) =>
  pullModel(source(), model, options(change));
const installed = (path: string, model = mesh) => join(modelFolder(folder, model.name), path);
const rangesOf = (path: string) =>
  server.requests.filter((request) => request.path === path).map(({ range }) => range);

/** Until the part on disk is so long. */
async function arrived(path: string, bytes: number): Promise<void> {
  await expect
    .poll(() => readFileSync(installed(`${path}.part`)).length, { timeout: 20_000, interval: 5 })
    .toBe(bytes);
}

/** Every file byte for byte, nothing half done, nothing else. */
function expectWhole(model = mesh): void {
  for (const [path, bytes] of exported.files) {
    if (path !== 'model.json')
      expect(readFileSync(installed(path, model)).equals(bytes)).toBe(true);
    expect(existsSync(installed(`${path}.part`, model))).toBe(false);
  }
}

test('a model is fetched whole, and again not at all', async () => {
  expect((await inspectModel(folder, mesh)).state).toBe('absent');
  expect((await pull()).fetched).toBe(exported.manifest.files.length);
  expectWhole();
  expect((await inspectModel(folder, mesh)).state).toBe('ready');
  const { length } = server.requests;
  expect((await pull()).fetched).toBe(0);
  expect(server.requests.slice(length).map(({ path }) => path)).toEqual(['model.json']);
  expect(await removeModel(folder, mesh)).toBe(true);
  expect(await removeModel(folder, mesh)).toBe(false);
});

test('cut twice on the way, it goes on where it ended', async () => {
  server.faults.cuts.set(BIG, [120_000, 50_000]);
  server.faults.arrived = arrived;
  const seen: number[] = [];
  await pull(mesh, { progress: ({ path }, bytes) => void (path === BIG && seen.push(bytes)) });
  expectWhole();
  expect(rangesOf(BIG)).toEqual([null, 'bytes=120000-', 'bytes=170000-']);
  expect(pauses).toBe(2);
  expect(seen.at(-1)).toBe(300_000);
});

test('what another process began is gone on with', async () => {
  mkdirSync(installed('weights'), { recursive: true });
  writeFileSync(installed(`${BIG}.part`), exported.files.get(BIG)!.subarray(0, 250_000));
  expect((await inspectModel(folder, mesh)).state).toBe('partial');
  await pull();
  expectWhole();
  expect(rangesOf(BIG)).toEqual(['bytes=250000-']);
});

test.each([
  ['of another export', noise(250_000, 5)],
  ['longer than the file', noise(400_000, 5)],
  ['whole, but wrong', noise(300_000, 5)],
])('a part that is %s is thrown away and fetched anew', async (_, part) => {
  mkdirSync(installed('weights'), { recursive: true });
  writeFileSync(installed(`${BIG}.part`), part);
  await pull();
  expectWhole();
  expect(rangesOf(BIG).at(-1)).toBeNull();
});

test('a server without ranges begins at the beginning', async () => {
  server.faults.hasRanges = false;
  server.faults.cuts.set(BIG, [100_000]);
  await pull();
  expectWhole();
});

test('a server that is busy for a moment is asked again', async () => {
  server.faults.statuses = [503, 429];
  await pull();
  expectWhole();
  expect(pauses).toBe(2);
});

test('cut again and again without a byte, it is given up, and what came is kept', async () => {
  server.faults.cuts.set(BIG, [200_000, 0, 0, 0, 0]);
  server.faults.arrived = arrived;
  await expect(pull()).rejects.toMatchObject({ code: 'unreachable' });
  expect(rangesOf(BIG)).toEqual([null, ...Array(3).fill('bytes=200000-')]);
  expect((await inspectModel(folder, mesh)).state).toBe('partial');
  server.faults.cuts.clear();
  await pull();
  expectWhole();
  expect(rangesOf(BIG).at(-1)).toBe('bytes=200000-');
});

test('nobody there is said', async () => {
  await server.close();
  await expect(pull()).rejects.toMatchObject({ code: 'unreachable' });
});

test.each([
  ['other bytes', noise(300_000, 1)],
  ['too few', noise(299_000, 99)],
  ['too many', noise(301_000, 99)],
])('a file of %s than its manifest says is not kept', async (_, bytes) => {
  exported.files.set(BIG, bytes);
  await expect(pull()).rejects.toMatchObject({ code: 'checksum' });
  expect(existsSync(installed(BIG))).toBe(false);
  expect(existsSync(installed('model.json'))).toBe(false);
});

test('a file that is missing at the source is named', async () => {
  exported.files.delete(BIG);
  const failure = pull();
  await expect(failure).rejects.toMatchObject({ code: 'missing-at-source' });
  await expect(failure).rejects.toThrow(BIG);
});

test('a token goes along, and its lack is said', async () => {
  server.faults.token = 'secret';
  await expect(pull()).rejects.toMatchObject({ code: 'access-denied' });
  await pullModel(source('secret'), mesh, options());
  expectWhole();
});

test.each([
  ['of another model', { name: 'instantmesh-large' }, 'it is of instantmesh-large'],
  [
    'with a path that leads out',
    { files: [{ path: '../x', bytes: 1, sha256: '0'.repeat(64) }] },
    'files.0.path',
  ],
  ['without a graph', { graphs: [] }, 'graphs'],
])('a manifest %s is refused before anything is fetched', async (_, change, reason) => {
  exported.files.set(
    'model.json',
    Buffer.from(JSON.stringify({ ...exported.manifest, ...change })),
  );
  await expect(pull()).rejects.toThrow(reason);
  expect(server.requests.map(({ path }) => path)).toEqual(['model.json']);
});

test.each(['<html>', 'null', ''])('%j is no manifest', async (text) => {
  exported.files.set('model.json', Buffer.from(text));
  await expect(pull()).rejects.toMatchObject({ code: 'manifest-unusable' });
});

test('more than the disk has room for is refused before anything is fetched', async () => {
  const files = exported.manifest.files.map((file) => ({ ...file, bytes: 2 ** 40 }));
  exported.files.set('model.json', Buffer.from(JSON.stringify({ ...exported.manifest, files })));
  await expect(pull()).rejects.toMatchObject({ code: 'no-space' });
  expect(server.requests.length).toBe(1);
});

test('a changed file is found by reading, a missing one by looking, and pull mends both', async () => {
  await pull();
  const bytes = Buffer.from(exported.files.get(BIG)!);
  bytes[7]! ^= 1;
  writeFileSync(installed(BIG), bytes);
  expect((await inspectModel(folder, mesh)).state).toBe('ready');
  const verified = await verifyModel(folder, mesh, () => undefined);
  expect(verified).toMatchObject({ state: 'damaged' });
  expect(verified.faults).toEqual([`${BIG}: its checksum is not that of the manifest`]);
  rmSync(installed('rgb.onnx'));
  expect(await inspectModel(folder, mesh)).toMatchObject({
    state: 'damaged',
    faults: ['rgb.onnx: missing'],
  });
  expect((await pull()).fetched).toBe(2);
  expect((await verifyModel(folder, mesh, () => undefined)).state).toBe('ready');
});

test('cut while another export takes its place, neither is there; then the new one is', async () => {
  await pull();
  const bytes = noise(300_000, 42);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const files = exported.manifest.files.map((file) =>
    file.path === BIG ? { ...file, sha256 } : file,
  );
  exported.files.set(BIG, bytes);
  exported.files.set('model.json', Buffer.from(JSON.stringify({ ...exported.manifest, files })));
  server.faults.cuts.set(BIG, [0, 0, 0, 0]);
  await expect(pull()).rejects.toMatchObject({ code: 'unreachable' });
  expect((await inspectModel(folder, mesh)).state).toBe('partial');
  server.faults.cuts.clear();
  expect((await pull()).fetched).toBe(1);
  expectWhole();
  expect((await inspectModel(folder, mesh)).state).toBe('ready');
});

test('a manifest that cannot be read is damage, not a crash', async () => {
  await pull();
  writeFileSync(installed('model.json'), '{');
  expect(await inspectModel(folder, mesh)).toMatchObject({ state: 'damaged' });
  await pull();
  expect((await inspectModel(folder, mesh)).state).toBe('ready');
});

test('non-commercial weights are refused until their licence is accepted, once', async () => {
  exported = exportedModel(views);
  await server.close();
  server = await serveFiles(exported.files);
  await expect(pull(views)).rejects.toThrow('models pull zero123plus-views --accept-nc');
  const declined = { byEnvironment: false, ask: async () => false };
  await expect(pull(views, { acceptance: declined })).rejects.toMatchObject({
    code: 'licence-not-accepted',
  });
  expect(server.requests).toEqual([]);
  let asked = 0;
  const acceptance = { byEnvironment: false, ask: async () => ++asked > 0 };
  await pull(views, { acceptance });
  await pull(views, { acceptance });
  await pull(views);
  expect(asked).toBe(1);
  expectWhole(views);
  expect(await acceptedLicences(folder)).toEqual([
    { model: views.name, licence: 'CC-BY-NC 4.0', at: '2026-01-02T03:04:05.000Z', by: 'operator' },
  ]);
});

test('the environment may accept, which is written down as its word', async () => {
  exported = exportedModel(views);
  await server.close();
  server = await serveFiles(exported.files);
  await pull(views, { acceptance: { byEnvironment: true } });
  expect(await acceptedLicences(folder)).toMatchObject([{ by: 'FITROOM_ACCEPT_NC' }]);
});

test('an export under a stricter licence than was listed is asked for too', async () => {
  const stricter = { ...exported.manifest, licence: 'house rules', commercial_use: false };
  exported.files.set('model.json', Buffer.from(JSON.stringify(stricter)));
  await expect(pull()).rejects.toThrow('house rules');
  expect(existsSync(installed(BIG))).toBe(false);
});

test('a generator means all that it needs; an unknown word is told what there is', () => {
  const names = (...words: string[]) => findModels(catalogue, words).map(({ name }) => name);
  expect(names('zero123+instantmesh', 'instantmesh-base')).toEqual([views.name, mesh.name]);
  expect(() => names('panels')).toThrow('is called panels; there are zero123plus-views');
});

test.each([
  ['https://m.example/models/a', 'https://m.example/models/a/'],
  ['https://m.example/models/a/model.json', 'https://m.example/models/a/'],
  ['hub:some/one', 'https://huggingface.co/some/one/resolve/main/'],
  ['hub:some/one@v1.2/fp16/a', 'https://huggingface.co/some/one/resolve/v1.2/fp16/a/'],
])('the address %s', (text, wanted) => {
  expect(readSourceAddress(text)).toEqual({ kind: 'http', folder: new URL(wanted) });
});

test('the address of a bucket, and ones that are none', () => {
  expect(readSourceAddress('s3://bucket/models/a')).toEqual({
    kind: 's3',
    bucket: 'bucket',
    prefix: 'models/a/',
  });
  for (const text of ['ftp://x/y', 'models/a', 'https://me:secret@m.example/a', 'hub:one']) {
    expect(() => readSourceAddress(text), text).toThrow('The address of a model is');
  }
});
