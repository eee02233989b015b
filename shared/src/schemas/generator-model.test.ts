import { expect, test } from 'vitest';
import {
  type ModelManifest,
  ModelManifestSchema,
  manifestMismatch,
  readModelCatalogue,
} from './generator-model.ts';

const tensor = { name: 'x', shape: [1, 'n'] };
const graph = { name: 'step', inputs: [tensor], outputs: [{ name: 'y', shape: [1] }] };
const manifest: ModelManifest = {
  schema: 1,
  name: 'small',
  licence: 'MIT',
  commercial_use: true,
  exported: { by: 'models/export', opset: 17, precision: 'fp32', sources: [] },
  graphs: [{ ...graph, file: 'step.onnx' }],
  files: [
    { path: 'step.onnx', bytes: 3, sha256: '0'.repeat(64) },
    { path: 'constants.bin', bytes: 3, sha256: '0'.repeat(64) },
  ],
};
const listed = readModelCatalogue({
  schema: 1,
  models: [
    {
      name: 'small',
      title: 'Small',
      licence: 'MIT',
      licence_url: 'https://licence.example/',
      commercial_use: true,
      terms: 'None.',
      sources: [{ repository: 'some/one', licence: 'MIT' }],
      graphs: [{ ...graph, parameters: 1, megabytes: 1, precision: 'fp32' }],
      files: ['constants.bin'],
    },
  ],
  generators: [],
}).models[0]!;

test('a manifest that is what was listed', () => {
  expect(manifestMismatch(ModelManifestSchema.parse(manifest), listed)).toBeNull();
});

test.each([
  '../step.onnx',
  '/etc/passwd',
  'a/../../b',
  '.hidden',
  'a\\b',
  'a//b',
  'model.json',
  'step.onnx.part',
  '',
])('no file may be called %j', (path) => {
  const files = [...manifest.files, { path, bytes: 1, sha256: '0'.repeat(64) }];
  expect(ModelManifestSchema.safeParse({ ...manifest, files }).success).toBe(false);
});

test.each([
  ['a graph whose file is missing', { files: manifest.files.slice(1) }],
  ['a file twice', { files: [...manifest.files, ...manifest.files] }],
  ['a graph twice', { graphs: [...manifest.graphs, ...manifest.graphs] }],
])('a manifest with %s is refused', (_, change) => {
  expect(ModelManifestSchema.safeParse({ ...manifest, ...change }).success).toBe(false);
});

test.each([
  [{ name: 'other' }, 'it is of other'],
  [{ graphs: [{ ...manifest.graphs[0]!, name: 'walk' }] }, 'it lacks the graph step'],
  [
    { graphs: [{ ...manifest.graphs[0]!, inputs: [{ name: 'x', shape: [1] }] }] },
    'no x of 2 sides',
  ],
  [{ files: manifest.files.slice(0, 1) }, 'it lacks the file constants.bin'],
])('%j is another model', (change, reason) => {
  expect(manifestMismatch({ ...manifest, ...change }, listed)).toContain(reason);
});

test('a generator that needs what is not listed is refused', () => {
  const needs = { generator: 'triposr', quality: 'low', needs: ['triposr'], may_use: [] };
  expect(() => readModelCatalogue({ schema: 1, models: [], generators: [needs] })).toThrow(
    'triposr needs triposr',
  );
});
