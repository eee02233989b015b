import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ModelPort } from '@fitroom/shared/generators/model-port';
import type { GraphRunner } from '@fitroom/shared/networks/graph-runner';
import {
  MODEL_MANIFEST_FILE,
  type ModelManifest,
  ModelManifestSchema,
} from '@fitroom/shared/schemas/generator-model';

/**
 * Models with random weights and small sides, each a folder as `fitroom models pull` leaves it, written by
 * `python -m fitroom_export NAME --random tiny` (models/export).
 */
export const TINY_MODELS = fileURLToPath(new URL('fixtures/tiny/', import.meta.url));

/** @param name Of generator-models.json. */
export function tinyManifest(name: string): ModelManifest {
  const path = join(TINY_MODELS, name, MODEL_MANIFEST_FILE);
  return ModelManifestSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

/** Hands out the tiny models, without looking at their checksums. */
export function tinyModels(
  openGraphs: (folder: string, manifest: ModelManifest) => GraphRunner,
): ModelPort {
  return {
    async open(name) {
      const folder = join(TINY_MODELS, name);
      const manifest = tinyManifest(name);
      return {
        manifest,
        graphs: openGraphs(folder, manifest),
        read: (path) => readFile(join(folder, path)),
      };
    },
    isInstalled: async (name) => existsSync(join(TINY_MODELS, name, MODEL_MANIFEST_FILE)),
  };
}
