import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  MODEL_MANIFEST_FILE,
  ModelManifestSchema,
  manifestMismatch,
  readModelCatalogue,
} from '@fitroom/shared/schemas/generator-model';
import { expect, test } from 'vitest';
import catalogue from '../generator-models.json' with { type: 'json' };

const FOLDER = join(import.meta.dirname, '../test/fixtures/tiny');
const { models } = readModelCatalogue(catalogue);
const names = readdirSync(FOLDER).filter((name) =>
  existsSync(join(FOLDER, name, MODEL_MANIFEST_FILE)),
);

test.each(names)('the tiny export of %s is the model that is listed, and whole', (name) => {
  const file = (path: string) => readFileSync(join(FOLDER, name, path));
  const manifest = ModelManifestSchema.parse(JSON.parse(file(MODEL_MANIFEST_FILE).toString()));
  const listed = models.find((model) => model.name === name);
  expect(listed && manifestMismatch(manifest, listed)).toBeNull();
  for (const { path, bytes, sha256 } of manifest.files) {
    const content = file(path);
    expect([content.length, createHash('sha256').update(content).digest('hex')]).toEqual([
      bytes,
      sha256,
    ]);
  }
});
