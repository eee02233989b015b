import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelManifest } from '@fitroom/shared/schemas/generator-model';
import { openModelCatalogue } from '../../src/models/model-catalogue.ts';
import { modelFolder } from '../../src/models/model-folder.ts';

/** What is put in place of a model's files: as many graphs and files as it has, of some bytes each. */
export interface FakeModel {
  readonly manifest: ModelManifest;
  readonly files: ReadonlyMap<string, Buffer>;
}

/** A model of the catalogue whose weights are none: it can be installed and checked, not run. */
export function fakeModel(name: string): FakeModel {
  const model = openModelCatalogue().models.find((listed) => listed.name === name);
  if (!model) throw new Error(`The catalogue has no ${name}.`);
  const { licence, commercial_use } = model;
  const paths = [...model.graphs.map((graph) => `${graph.name}.onnx`), ...model.files];
  const files = new Map(paths.map((path) => [path, Buffer.from(`${name} ${path}`)]));
  return {
    files,
    manifest: {
      schema: 1,
      name,
      licence,
      commercial_use,
      exported: { by: 'test', opset: 17, precision: 'fp32', sources: [] },
      graphs: model.graphs.map(({ name: graph, inputs, outputs }) => ({
        name: graph,
        inputs,
        outputs,
        file: `${graph}.onnx`,
      })),
      files: [...files].map(([path, bytes]) => ({
        path,
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      })),
    },
  };
}

/** Installs it as `fitroom models pull` would. */
export function installFake(modelsFolder: string, { manifest, files }: FakeModel): void {
  const folder = modelFolder(modelsFolder, manifest.name);
  mkdirSync(folder, { recursive: true });
  for (const [path, bytes] of files) writeFileSync(join(folder, path), bytes);
  writeFileSync(join(folder, 'model.json'), JSON.stringify(manifest));
}
