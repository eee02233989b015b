import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { stageClock } from '@fitroom/shared/tryon/stage-clock';
import { wearMovingMesh } from '@fitroom/shared/tryon/walk-mesh';
import type { MeshReport } from '@fitroom/shared/tryon/wear-mesh';
import { ALL_EXTENSIONS } from '@gltf-transform/extensions';
import { cacheFolder, createDiskCache } from '../platform/disk-cache.ts';
import { createNodeGltf } from '../platform/node-gltf.ts';
import { decodeImage, encodeImage } from '../platform/node-images.ts';
import { loadPresetBody, presetBodyOf } from '../platform/preset-bodies.ts';
import { easeLine } from './ease-line.ts';
import { EXIT } from './exit-status.ts';
import { addingKindHint } from './kind-hint.ts';
import type { FitCommand } from './parse-fit.ts';
import { progressLine } from './progress-line.ts';
import { readMesh } from './read-mesh.ts';
import { MAP_FILES, writeMaps } from './write-maps.ts';

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
  const outputs = ['garment.glb', 'fitted.glb', 'walk.glb', 'thumb.png', 'report.json'];
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
    bodyOf: presetBodyOf(io),
  };
  const ports = { gltf: io, decodeImage, cache: createDiskCache(cacheFolder(process.env)) };
  const clock = stageClock(line.context);
  const motion = { animate: command.animate !== null, simulate: command.simulate };
  const worn = await wearMovingMesh(glb, avatar, { ...options, ...motion }, ports, clock)
    .catch(addingKindHint('Give it as --category.'))
    .finally(() => line.clear());
  const text = `${JSON.stringify(worn.report, null, 2)}\n`;
  await Promise.all([
    writeFile(join(folder, 'garment.glb'), worn.garmentGlb),
    writeFile(join(folder, 'fitted.glb'), worn.fittedGlb),
    writeFile(join(folder, 'thumb.png'), await encodeImage(worn.thumbnail, 'image/png')),
    writeFile(join(folder, 'report.json'), text),
    ...(worn.walkGlb ? [writeFile(join(folder, 'walk.glb'), worn.walkGlb)] : []),
  ]);
  if (command.maps) await writeMaps(folder, worn.fittedGlb, { gltf: io, encodeImage });
  process.stdout.write(command.json ? text : summary(worn.report, folder));
  return worn.report.valid ? EXIT.valid : EXIT.gateFailed;
}

const WAYS = {
  kept: 'kept as it came',
  shell: 'the outer surface of its shell',
  solid: 'cut open',
} as const;

function summary(report: MeshReport, folder: string) {
  const { category, gates, garment, mesh, warnings, timings_ms } = report;
  const ease = easeLine(report);
  const failed = Object.entries(gates).flatMap(([gate, holds]) => (holds ? [] : [gate]));
  const verdict = failed.length === 0 ? 'valid' : `not valid: ${failed.join(', ')}`;
  const openings = garment.openings.map(({ kind }) => kind).join(', ');
  return [
    `${category.value} (${category.source}), ${verdict}`,
    `${WAYS[mesh.opened]}; openings: ${openings}`,
    ...(mesh.reduced_to ? [`thinned from ${mesh.triangles} to ${mesh.reduced_to} triangles`] : []),
    ...(ease ? [ease] : []),
    ...warnings,
    `${(timings_ms.total / 1000).toFixed(1)} s, in ${folder}`,
    '',
  ].join('\n');
}
