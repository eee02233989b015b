import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CELL_HEIGHT, CELL_WIDTH, drawTile } from '@fitroom/shared/render/contact-sheet';
import { drawnMeshes } from '@fitroom/shared/render/drawn-meshes';
import { renderDressed, STUDIO, VIEWS } from '@fitroom/shared/render/render-dressed';
import { type BatchRow, batchTable, failedGates } from './batch-table.ts';
import { type Dressed, dressPhoto } from './dress-photo.ts';
import { EXIT } from './exit-status.ts';
import { type BatchPhoto, findPhotos } from './find-photos.ts';
import type { Command } from './parse-arguments.ts';
import { progressLine } from './progress-line.ts';
import { openRuntime, type Runtime } from './runtime.ts';
import { composeSheet } from './write-sheet.ts';

type BatchCommand = Extract<Command, { name: 'batch' }>;

/**
 * `fitroom batch`: every photo in one process, a bad one never stops the rest.
 *
 * @param base the folder that relative paths start from.
 */
export async function runBatch(command: BatchCommand, base: string): Promise<number> {
  const photos = await findPhotos(command.paths.map((path) => resolve(base, path)));
  if (photos.length === 0) {
    process.stderr.write('There is no photo in the folders named; expected JPEG, PNG or WebP.\n');
    return EXIT.refused;
  }
  const out = resolve(base, command.out);
  await mkdir(out, { recursive: true });
  const runtime = await openRuntime();
  const rows: BatchRow[] = [];
  const tiles: { readonly row: BatchRow; readonly png: Uint8Array }[] = [];
  for (const [i, photo] of photos.entries()) {
    const label = `${i + 1}/${photos.length} ${photo.name}: `;
    const { row, png } = await dressOne(photo, out, label, command, runtime);
    rows.push(row);
    tiles.push({ row, png });
    if (!command.json) process.stdout.write(`${label}${verdictOf(row)}\n`);
  }
  await writeFile(join(out, 'table.csv'), batchTable(rows));
  await writeFile(join(out, 'sheet.png'), await composeSheet(failuresFirst(tiles)));
  const count = (status: BatchRow['status']) => rows.filter((row) => row.status === status).length;
  const counts = {
    photos: rows.length,
    fault: count('fault'),
    refused: count('refused'),
    invalid: count('invalid'),
    valid: count('valid'),
  };
  process.stdout.write(
    command.json
      ? `${JSON.stringify(counts)}\n`
      : `${counts.photos} photos: ${counts.fault} faults, ${counts.refused} refused, ` +
          `${counts.invalid} not valid, ${counts.valid} valid; ${join(out, 'sheet.png')}\n`,
  );
  return EXIT.valid;
}

async function dressOne(
  photo: BatchPhoto,
  out: string,
  label: string,
  { choices }: BatchCommand,
  runtime: Runtime,
): Promise<{ row: BatchRow; png: Uint8Array }> {
  const line = progressLine(process.stderr, label);
  let dressed: Dressed | null = null;
  let row: BatchRow;
  try {
    dressed = await dressPhoto(photo.path, join(out, photo.name), choices, runtime, line.context);
    row = {
      name: photo.name,
      status: dressed.status,
      report: dressed.report,
      reason: dressed.status === 'refused' ? dressed.reason : '',
    };
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    row = { name: photo.name, status: 'fault', report: null, reason };
  }
  const tile = drawTile({
    pictures: await picturesOf(dressed, runtime),
    lines: [`${row.name}  ${row.report?.category.value ?? ''}`, verdictOf(row)],
    verdict: row.status === 'valid' || row.status === 'invalid' ? row.status : 'refused',
  });
  line.clear();
  return { row, png: await runtime.ports.encodeImage(tile, 'image/png') };
}

async function picturesOf(dressed: Dressed | null, { ports }: Runtime) {
  if (dressed === null || dressed.status === 'refused') {
    return [dressed?.photo ?? null, null, null, null];
  }
  const meshes = await drawnMeshes(dressed.fitted.fittedGlb, ports.gltf, ports.decodeImage);
  return [
    dressed.photo,
    ...VIEWS.map((view) => renderDressed(meshes, view, CELL_WIDTH, CELL_HEIGHT, STUDIO)),
  ];
}

function verdictOf(row: BatchRow): string {
  switch (row.status) {
    case 'valid':
      return 'valid';
    case 'invalid':
      return `not valid: ${failedGates(row).join(', ')}`;
    case 'refused':
      return `refused: ${row.reason}`;
    case 'fault':
      return `fault: ${row.reason.split('\n')[0]}`;
  }
}

const RANK = { fault: 0, refused: 1, invalid: 2, valid: 3 } as const;

function failuresFirst<T extends { readonly row: BatchRow }>(tiles: readonly T[]): T[] {
  return tiles.toSorted((a, b) => RANK[a.row.status] - RANK[b.row.status]);
}
