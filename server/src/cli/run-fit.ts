import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { AVATAR_IDS, type AvatarId } from '@fitroom/shared/garment/vocabulary';
import { InputError } from '@fitroom/shared/job/input-error';
import { stageClock } from '@fitroom/shared/tryon/stage-clock';
import { type MeshReport, wearMesh } from '@fitroom/shared/tryon/wear-mesh';
import { ALL_EXTENSIONS } from '@gltf-transform/extensions';
import { cacheFolder, createDiskCache } from '../platform/disk-cache.ts';
import { createNodeGltf } from '../platform/node-gltf.ts';
import { decodeImage, encodeImage } from '../platform/node-images.ts';
import { loadPresetBody } from '../platform/preset-bodies.ts';
import { EXIT } from './exit-status.ts';
import type { FitCommand } from './parse-fit.ts';
import { progressLine } from './progress-line.ts';
import { MAP_FILES, writeMaps } from './write-maps.ts';

/** A garment of some hundred thousand triangles with its textures stays below this, bytes. */
const LARGEST = 200 * 2 ** 20;

/**
 * `fitroom fit`: somebody's mesh on an avatar.
 *
 * @param base the folder that relative paths start from.
 * @returns the exit status.
 * @throws {InputError} when the mesh cannot be worn.
 */
export async function runFit(command: FitCommand, base: string): Promise<number> {
  const path = resolve(base, command.mesh);
  const folder = resolve(base, command.out);
  const glb = await readMesh(path);
  // Materials of any kind pass through; none of their extensions is fetched or run.
  const io = (await createNodeGltf()).registerExtensions(ALL_EXTENSIONS);
  const avatar = await loadPresetBody(command.avatar, io);
  const line = progressLine(process.stderr, '');
  await mkdir(folder, { recursive: true });
  const outputs = ['garment.glb', 'fitted.glb', 'thumb.png', 'report.json'];
  await Promise.all(
    [...outputs, ...MAP_FILES].map((name) => rm(join(folder, name), { force: true })),
  );
  const options = {
    category: command.category,
    method: command.method,
    fabric: command.fabric,
    pose: command.pose,
    file: basename(path),
    offsetMm: command.offsetMm,
    bodyOf: async (id: string) => (isPreset(id) ? loadPresetBody(id, io) : null),
  };
  const ports = { gltf: io, decodeImage, cache: createDiskCache(cacheFolder(process.env)) };
  const worn = await wearMesh(glb, avatar, options, ports, stageClock(line.context)).finally(() =>
    line.clear(),
  );
  const text = `${JSON.stringify(worn.report, null, 2)}\n`;
  await Promise.all([
    writeFile(join(folder, 'garment.glb'), worn.garmentGlb),
    writeFile(join(folder, 'fitted.glb'), worn.fittedGlb),
    writeFile(join(folder, 'thumb.png'), await encodeImage(worn.thumbnail, 'image/png')),
    writeFile(join(folder, 'report.json'), text),
  ]);
  if (command.maps) await writeMaps(folder, worn.fittedGlb, { gltf: io, encodeImage });
  process.stdout.write(command.json ? text : summary(worn.report, folder));
  return worn.report.valid ? EXIT.valid : EXIT.gateFailed;
}

/** @throws {InputError} when it is no GLB, or too large. */
export async function readMesh(path: string): Promise<Uint8Array> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new InputError('mesh-not-readable', `${path} cannot be read; name a GLB file.`, {
      cause: error,
    });
  }
  if (bytes.subarray(0, 4).toString('latin1') !== 'glTF') {
    throw new InputError(
      'mesh-not-readable',
      `${path} is not a GLB file; export the garment as binary glTF 2.0 (.glb).`,
    );
  }
  if (bytes.length > LARGEST) {
    throw new InputError(
      'mesh-too-large',
      `${path} has ${bytes.length} bytes, more than ${LARGEST}; export it with fewer triangles or smaller textures.`,
    );
  }
  return new Uint8Array(bytes);
}

export function isPreset(id: string): id is AvatarId {
  return (AVATAR_IDS as readonly string[]).includes(id);
}

const WAYS = {
  kept: 'kept as it came',
  shell: 'the outer surface of its shell',
  solid: 'cut open',
} as const;

function summary(
  { category, gates, garment, mesh, warnings, timings_ms }: MeshReport,
  folder: string,
) {
  const failed = Object.entries(gates).flatMap(([gate, holds]) => (holds ? [] : [gate]));
  const verdict = failed.length === 0 ? 'valid' : `not valid: ${failed.join(', ')}`;
  const openings = garment.openings.map(({ kind }) => kind).join(', ');
  return [
    `${category.value} (${category.source}), ${verdict}`,
    `${WAYS[mesh.opened]}; openings: ${openings}`,
    ...(mesh.reduced_to ? [`thinned from ${mesh.triangles} to ${mesh.reduced_to} triangles`] : []),
    ...warnings,
    `${(timings_ms.total / 1000).toFixed(1)} s, in ${folder}`,
    '',
  ].join('\n');
}
