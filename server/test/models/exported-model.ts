import { createHash } from 'node:crypto';
import type { CatalogueModel, ModelManifest } from '@fitroom/shared/schemas/generator-model';

export interface ExportedModel {
  readonly manifest: ModelManifest;
  /** By path below the model's folder, model.json too. */
  readonly files: Map<string, Buffer>;
}

/** Bytes that no compression and no accident makes. */
export function noise(length: number, seed: number): Buffer {
  const blocks: Buffer[] = [];
  for (let i = 0; i * 32 < length; i++) {
    blocks.push(createHash('sha256').update(`${seed} ${i}`).digest());
  }
  return Buffer.concat(blocks).subarray(0, length);
}

/** What the exporter would write of a listed model, with noise for weights. */
export function exportedModel(
  model: CatalogueModel,
  change: (manifest: ModelManifest) => ModelManifest = (manifest) => manifest,
): ExportedModel {
  const files = new Map<string, Buffer>();
  const graphs = model.graphs.map(({ name, inputs, outputs }, n) => {
    files.set(`${name}.onnx`, noise(2000 + n, n));
    return { name, inputs, outputs, file: `${name}.onnx` };
  });
  files.set('weights/all.onnx_data', noise(300_000, 99));
  for (const path of model.files) files.set(path, noise(700, path.length));
  const manifest = change({
    schema: 1,
    name: model.name,
    licence: model.licence,
    commercial_use: model.commercial_use,
    exported: { by: 'test', opset: 17, precision: 'fp32', sources: [] },
    graphs,
    files: [...files].map(([path, bytes]) => ({
      path,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })),
  });
  files.set('model.json', Buffer.from(JSON.stringify(manifest)));
  return { manifest, files };
}
