import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type ModelManifest, ModelManifestSchema } from '@fitroom/shared/schemas/generator-model';
import { openModelGraphs } from '../../../server/src/inference/model-graphs-node.ts';

/** What a comparison's Python side and ours hand each other: job.json and raw arrays, little-endian. */
export interface JobFolder<Job> {
  readonly folder: string;
  readonly job: Job;
  bytes(name: string): Uint8Array<ArrayBuffer>;
  floats(name: string): Float32Array<ArrayBuffer>;
  write(name: string, values: Uint8Array | Uint8ClampedArray | Float32Array | Uint32Array): void;
}

/** The folder that the command line names. @throws {Error} when it names none. */
export function openJobFolder<Job>(): JobFolder<Job> {
  const [, program = '', folder] = process.argv;
  if (!folder) throw new Error(`Usage: ${basename(program)} FOLDER`);
  const bytes = (name: string) => new Uint8Array(readFileSync(join(folder, name))).slice();
  return {
    folder,
    job: JSON.parse(readFileSync(join(folder, 'job.json'), 'utf8')) as Job,
    bytes,
    floats: (name) => new Float32Array(bytes(name).buffer),
    write: (name, values) => writeFileSync(join(folder, name), values),
  };
}

/** An exported model on one core of the CPU. */
export function openExport(folder: string) {
  const text = readFileSync(join(folder, 'model.json'), 'utf8');
  const manifest: ModelManifest = ModelManifestSchema.parse(JSON.parse(text));
  return {
    manifest,
    graphs: openModelGraphs(folder, manifest, { providers: ['cpu'], threads: 1 }),
    read: async (path: string) => new Uint8Array(readFileSync(join(folder, path))),
  };
}

/** Cuts draws of noise that were written one behind the other. */
export function cutDraws(draws: Float32Array, lengths: readonly number[]): Float32Array[] {
  let from = 0;
  return lengths.map((length) => {
    from += length;
    return draws.subarray(from - length, from);
  });
}
