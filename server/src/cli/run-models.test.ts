import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exportedModel } from '../../test/models/exported-model.ts';
import { type FileServer, serveFiles } from '../../test/models/file-server.ts';
import { checkModels } from '../diagnosis/check-models.ts';
import { openModelCatalogue } from '../models/model-catalogue.ts';
import { parseModelsCommand, runModels } from './run-models.ts';

let folder: string;
let server: FileServer;
let said: string;
let told: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fitroom-models-'));
  const files = new Map(
    openModelCatalogue().models.flatMap((model) =>
      [...exportedModel(model).files].map(([path, bytes]) => [`${model.name}/${path}`, bytes]),
    ),
  );
  server = await serveFiles(files);
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

function models(
  words: string,
  change: Record<string, string> = {},
  ask?: (question: string) => Promise<boolean>,
): Promise<number> {
  said = '';
  told = '';
  return runModels(
    words.split(' '),
    {
      FITROOM_MODELS: folder,
      FITROOM_MODELS_URL: server.address,
      FITROOM_CACHE: join(folder, 'cache'),
      FITROOM_DATA: join(folder, 'data'),
      ...change,
    },
    {
      output: {
        result: (text) => {
          said += text;
        },
        remark: (text) => {
          told += text;
        },
        progress: () => undefined,
      },
      ask,
      wait: async () => undefined,
    },
  );
}

/** Of what is listed: the models of Zero123++ and InstantMesh, which these tests pull. */
const listed = async () => {
  await models('list --json');
  const all = JSON.parse(said) as { name: string; state: string; accepted: boolean }[];
  return all.filter(({ name }) => /^(zero123plus-views|instantmesh-)/.test(name));
};

/** Of all listed models that are not absent, by name. */
const present = async () =>
  new Map((await listed()).filter(({ state }) => state !== 'absent').map((m) => [m.name, m]));

test('what is listed is pulled, verified, found damaged and removed', async () => {
  expect((await present()).size).toBe(0);
  expect((await listed()).length).toBeGreaterThan(2);
  expect(await models('verify')).toBe(0);
  expect(told).toContain('No model is installed');
  expect(await models('pull instantmesh-base')).toBe(0);
  expect(told).toContain('6 of 6 files fetched, all checked');
  expect(await models('verify')).toBe(0);
  expect(said).toBe('instantmesh-base: ready\n');
  expect([...(await present()).values()]).toMatchObject([
    { name: 'instantmesh-base', state: 'ready' },
  ]);
  writeFileSync(join(folder, 'generators', 'instantmesh-base', 'rgb.onnx'), 'x');
  expect(await models('verify')).toBe(2);
  expect(said).toContain('rgb.onnx: 1 bytes instead of');
  expect(told).toContain('models pull instantmesh-base');
  expect(await models('list')).toBe(0);
  expect(said).toMatch(/instantmesh-base +damaged \(rgb\.onnx/);
  expect(await models('remove instantmesh-base')).toBe(0);
  expect((await present()).size).toBe(0);
});

test('what verify found damaged is listed so until it is fetched again, by every command and the server', async () => {
  const data = join(folder, 'data');
  mkdirSync(join(data, 'cache'), { recursive: true });
  await models('pull instantmesh-base');
  const path = join(folder, 'generators', 'instantmesh-base', 'rgb.onnx');
  writeFileSync(path, Buffer.alloc(readFileSync(path).length));
  const stateOf = async () => (await present()).get('instantmesh-base')?.state;
  // Of the right length: only its bytes tell.
  expect(await stateOf()).toBe('ready');
  expect(await models('verify')).toBe(2);
  expect(await stateOf()).toBe('damaged');
  const finding = async (cache: string) =>
    (
      await checkModels({ modelsFolder: folder, acceptNonCommercial: '0' }, openModelCatalogue(), [
        join(folder, cache),
      ])
    ).find(({ check }) => check === 'instantmesh-base');
  for (const cache of ['cache', 'data/cache']) {
    expect(await finding(cache)).toMatchObject({
      state: 'warning',
      found: expect.stringMatching(/^damaged: rgb\.onnx: its checksum/),
      fix: 'npm run -s fitroom -- models pull instantmesh-base',
    });
  }
  expect(await models('pull instantmesh-base')).toBe(0);
  expect(told).toContain('1 of 6 files fetched');
  expect(await stateOf()).toBe('ready');
  expect(await finding('data/cache')).toMatchObject({ state: 'ok' });
});

test('a disk that read wrongly once: what verify then finds right is no longer listed as damaged', async () => {
  await models('pull instantmesh-base');
  const path = join(folder, 'generators', 'instantmesh-base', 'rgb.onnx');
  const right = readFileSync(path);
  const put = (bytes: Buffer) => {
    writeFileSync(path, bytes);
    utimesSync(path, 1e9, 1e9);
  };
  const stateOf = async () => (await present()).get('instantmesh-base')?.state;
  put(Buffer.alloc(right.length));
  await models('verify');
  put(right);
  expect(await stateOf()).toBe('damaged');
  expect(await models('verify')).toBe(0);
  expect(await stateOf()).toBe('ready');
});

test('a generator is pulled with all that it needs, once its licence is accepted', async () => {
  expect(await models('pull zero123+instantmesh')).toBe(2);
  expect(told).toContain('forbids commercial use');
  expect(told).toContain('--accept-nc');
  expect(server.requests).toEqual([]);
  expect(await models('pull zero123+instantmesh', {}, async () => false)).toBe(2);
  expect(told).toContain('https://creativecommons.org/licenses/by-nc/4.0/');
  expect(await models('pull zero123+instantmesh --accept-nc')).toBe(0);
  expect([...(await present()).values()]).toMatchObject([
    { name: 'zero123plus-views', state: 'ready', accepted: true },
    { name: 'instantmesh-base', state: 'ready' },
  ]);
  const record = readFileSync(join(folder, 'generators', 'accepted-licences.json'), 'utf8');
  expect(JSON.parse(record).accepted).toMatchObject([
    { model: 'zero123plus-views', licence: 'CC-BY-NC 4.0', by: 'operator' },
  ]);
  expect(await models('remove zero123plus-views')).toBe(0);
  expect(await models('pull zero123plus-views')).toBe(0);
});

test('FITROOM_ACCEPT_NC accepts without a question', async () => {
  expect(await models('pull zero123plus-views', { FITROOM_ACCEPT_NC: '1' })).toBe(0);
});

test('one model from an address of its own', async () => {
  const from = `${server.address}/instantmesh-large/model.json`;
  const nowhere = { FITROOM_MODELS_URL: '' };
  expect(await models(`pull instantmesh-large --from ${from}`, nowhere)).toBe(0);
  expect(await models(`pull instantmesh-base --from ${from}`, nowhere)).toBe(2);
  expect(told).toContain('it is of instantmesh-large');
  expect(await models('pull instantmesh-base', nowhere)).toBe(2);
  expect(told).toContain('models/export');
  expect(await models(`pull zero123+instantmesh --accept-nc --from ${from}`)).toBe(2);
  expect(told).toContain('pull them one by one');
});

test('without a folder nothing is done', async () => {
  expect(await models('list', { FITROOM_MODELS: '' })).toBe(2);
  expect(told).toContain('FITROOM_MODELS names no folder');
});

test('a folder that cannot be written is said, without a stack', async () => {
  // A file where the folder would be: permissions would not stop root.
  writeFileSync(join(folder, 'generators'), '');
  expect(await models('pull instantmesh-base')).toBe(2);
  expect(told).toContain('has to be a folder that can be written');
});

test.each([
  ['pull', /Name what to pull/],
  ['remove', /Name what to remove/],
  ['list x', /takes no names/],
  ['fetch x', /none of list, pull, verify and remove/],
  ['verify --accept-nc', /options of models pull/],
  ['pull a b --from https://m.example', /one, not several/],
  ['pull a --colour red', /--colour/],
])('models %s is refused', (words, reason) => {
  expect(() => parseModelsCommand(words.split(' '))).toThrow(reason);
});

test('help is the answer to nothing', () => {
  expect(parseModelsCommand([])).toEqual({ name: 'help' });
  expect(parseModelsCommand(['pull', '--help'])).toEqual({ name: 'help' });
});
