import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { findMatteModel } from '../inference/matte-models.ts';
import { dressAll } from './batch-pool.ts';
import { type BatchRow, batchTable, verdictOf } from './batch-table.ts';
import type { SheetPart } from './dress-for-sheet.ts';
import { EXIT } from './exit-status.ts';
import { findPhotos } from './find-photos.ts';
import type { BatchCommand } from './parse-arguments.ts';
import { composeSheet } from './write-sheet.ts';

/** Measured: two threads hold 1.6 GB at their peak. */
const BYTES_A_THREAD = 800 * 1024 * 1024;
const MOST_THREADS = 8;

/**
 * `fitroom batch`: every photo in one process, a bad one never stops the rest.
 *
 * @param base the folder that relative paths start from.
 */
export async function runBatch(command: BatchCommand, base: string): Promise<number> {
  findMatteModel(command.choices.matteModel);
  const photos = await findPhotos(command.paths.map((path) => resolve(base, path)));
  if (photos.length === 0) {
    process.stderr.write('There is no photo in the folders named; expected JPEG, PNG or WebP.\n');
    return EXIT.refused;
  }
  const out = resolve(base, command.out);
  await mkdir(out, { recursive: true });
  let done = 0;
  const parts = await dressAll(
    photos,
    { out, choices: command.choices },
    // Networks take all cores or the whole GPU for one photo.
    command.choices.generator === 'panels' ? threadCount() : 1,
    (_, part) => {
      done += 1;
      if (command.json) return;
      process.stdout.write(`${done}/${photos.length} ${part.row.name}: ${verdictOf(part.row)}\n`);
    },
  );
  const rows = parts.map(({ row }) => row);
  await writeFile(join(out, 'table.csv'), batchTable(rows));
  await writeFile(join(out, 'sheet.png'), await composeSheet(failuresFirst(parts)));
  process.stdout.write(closingLine(rows, out, command.json));
  return EXIT.valid;
}

function threadCount(): number {
  const byMemory = Math.floor(totalmem() / 2 / BYTES_A_THREAD);
  return Math.max(1, Math.min(availableParallelism(), byMemory, MOST_THREADS));
}

function closingLine(rows: readonly BatchRow[], out: string, json: boolean): string {
  const count = (status: BatchRow['status']) => rows.filter((row) => row.status === status).length;
  const counts = {
    photos: rows.length,
    fault: count('fault'),
    refused: count('refused'),
    invalid: count('invalid'),
    valid: count('valid'),
  };
  if (json) return `${JSON.stringify(counts)}\n`;
  return (
    `${counts.photos} photos: ${counts.fault} faults, ${counts.refused} refused, ` +
    `${counts.invalid} not valid, ${counts.valid} valid; ${join(out, 'sheet.png')}\n`
  );
}

const RANK = { fault: 0, refused: 1, invalid: 2, valid: 3 } as const;

function failuresFirst(parts: readonly SheetPart[]): SheetPart[] {
  return parts.toSorted((a, b) => RANK[a.row.status] - RANK[b.row.status]);
}
