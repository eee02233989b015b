import { basename, join } from 'node:path';
import type { RgbaImage } from '@fitroom/shared/image/image';
import type { JobContext } from '@fitroom/shared/job/context';
import { CELL_HEIGHT, CELL_WIDTH, drawTile } from '@fitroom/shared/render/contact-sheet';
import { drawnMeshes } from '@fitroom/shared/render/drawn-meshes';
import { renderDressed, STUDIO, VIEWS } from '@fitroom/shared/render/render-dressed';
import { readPhoto } from '../photos/read-photo.ts';
import { type BatchRow, verdictOf } from './batch-table.ts';
import { type Dressed, dressPhoto } from './dress-photo.ts';
import type { BatchPhoto } from './find-photos.ts';
import type { TryOnChoices } from './parse-arguments.ts';
import type { Runtime } from './runtime.ts';

/** One photo of a batch, finished. */
export interface SheetPart {
  readonly row: BatchRow;
  /** Its tile of the contact sheet, PNG; null when not even that could be drawn. */
  readonly tile: Uint8Array | null;
}

/** Dresses one photo of a batch and draws its tile. Whatever goes wrong is a row of the table. */
export async function dressForSheet(
  photo: BatchPhoto,
  out: string,
  choices: TryOnChoices,
  runtime: Runtime,
  context: JobContext,
): Promise<SheetPart> {
  try {
    // A batch takes no files beside its photos, so that nothing is relative to anywhere.
    const folder = join(out, photo.name);
    const given = { file: basename(photo.path), read: () => readPhoto(photo.path) };
    const dressed = await dressPhoto(given, folder, choices, out, runtime, context);
    const row: BatchRow = {
      name: photo.name,
      status: dressed.status,
      report: dressed.report,
      reason: dressed.status === 'refused' ? dressed.reason : '',
    };
    return { row, tile: await tileOf(row, await picturesOf(dressed, runtime), runtime) };
  } catch (error) {
    const row = faultRow(photo.name, error);
    const tile = await tileOf(row, [null, null, null, null], runtime).catch(() => null);
    return { row, tile };
  }
}

export function faultRow(name: string, error: unknown): BatchRow {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { name, status: 'fault', report: null, reason };
}

async function picturesOf(dressed: Dressed, { ports }: Runtime): Promise<(RgbaImage | null)[]> {
  if (dressed.status === 'refused') return [dressed.photo, null, null, null];
  const meshes = await drawnMeshes(dressed.fitted.fittedGlb, ports.gltf, ports.decodeImage);
  return [
    dressed.photo,
    ...VIEWS.map((view) => renderDressed(meshes, view, CELL_WIDTH, CELL_HEIGHT, STUDIO)),
  ];
}

async function tileOf(
  row: BatchRow,
  pictures: readonly (RgbaImage | null)[],
  { ports }: Runtime,
): Promise<Uint8Array> {
  const tile = drawTile({
    pictures,
    lines: [`${row.name}  ${row.report?.category.value ?? ''}`, verdictOf(row)],
    verdict: row.status === 'valid' || row.status === 'invalid' ? row.status : 'refused',
  });
  return ports.encodeImage(tile, 'image/png');
}
