import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { WAIST_CATEGORIES } from '@fitroom/shared/garment/vocabulary';
import { InputError } from '@fitroom/shared/job/input-error';
import type { OutfitReport } from '@fitroom/shared/report/outfit-report';
import { tryOn } from '@fitroom/shared/tryon/try-on';
import { type OutfitGarment, wearOutfit } from '@fitroom/shared/tryon/wear-outfit';
import { openSideThread } from '../platform/side-thread.ts';
import { EXIT } from './exit-status.ts';
import { readGarmentOptions } from './garment-options.ts';
import { requirePanels } from './generators.ts';
import type { OutfitCommand } from './parse-arguments.ts';
import { progressLine } from './progress-line.ts';
import { openRuntime } from './runtime.ts';

/** Everything a run may leave in its folder; an earlier run's must not be taken for this one's. */
const OUTPUTS = ['fitted.glb', 'thumb.png', 'report.json'];

/**
 * `fitroom outfit`: each photo made into the garment that it is when worn alone, then all worn together.
 *
 * @param base the folder that relative paths start from.
 * @returns the exit status.
 * @throws {InputError} when a photo cannot be used; the message names it.
 */
export async function runOutfit(command: OutfitCommand, base: string): Promise<number> {
  const { photos, out, json, tuck, choices } = command;
  requirePanels(choices.generator, 'outfit');
  const folder = resolve(base, out);
  await mkdir(folder, { recursive: true });
  await Promise.all(OUTPUTS.map((name) => rm(join(folder, name), { force: true })));
  const make = await readGarmentOptions(choices, base);
  const { ports, avatar, photo: read } = await openRuntime(choices.matteModel, openSideThread());
  const body = await avatar(choices.avatar);
  const fit = { method: 'drape', ease: null, offsetMm: choices.offsetMm } as const;
  const garments: OutfitGarment[] = [];
  for (const photo of photos) {
    const line = progressLine(process.stderr, `${basename(photo)} `);
    try {
      const decoded = await read(resolve(base, photo));
      const { made } = await tryOn(decoded, body, { make, fit }, ports, line.context);
      garments.push({ garment: made, tucked: false, photoFile: basename(photo) });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      throw new InputError(error.code, `${photo}: ${error.message}`, { cause: error });
    } finally {
      line.clear();
    }
  }
  const line = progressLine(process.stderr, 'outfit ');
  const worn = await wearOutfit(
    tuck ? tuckedTop(garments) : garments,
    body,
    { offsetMm: choices.offsetMm, pose: choices.pose },
    ports,
    line.context,
  ).finally(() => line.clear());
  const text = `${JSON.stringify(worn.report, null, 2)}\n`;
  await Promise.all([
    writeFile(join(folder, 'fitted.glb'), worn.fittedGlb),
    writeFile(join(folder, 'thumb.png'), await ports.encodeImage(worn.thumbnail, 'image/png')),
    writeFile(join(folder, 'report.json'), text),
  ]);
  process.stdout.write(json ? text : summary(worn.report, folder));
  return worn.report.valid ? EXIT.valid : EXIT.gateFailed;
}

/** The innermost garment that does not hang from the waist is the one that is tucked in. */
function tuckedTop(garments: readonly OutfitGarment[]): OutfitGarment[] {
  const top = garments.findIndex(
    ({ garment }) => !WAIST_CATEGORIES.has(garment.reading.category.value),
  );
  return garments.map((garment, n) => ({ ...garment, tucked: n === top }));
}

function summary({ layers, valid, timings_ms }: OutfitReport, folder: string): string {
  const lines = layers.map(({ photo, category, gates, fit }) => {
    const failed = Object.entries(gates).filter(([, holds]) => !holds);
    const verdict =
      failed.length === 0 ? 'valid' : `not valid: ${failed.map(([gate]) => gate).join(', ')}`;
    return `${photo.file}: ${category.value}, ${verdict}, ${fit.penetrating_vertices} penetrating`;
  });
  const time = `${(timings_ms.total / 1000).toFixed(1)} s`;
  return [...lines, `${valid ? 'valid' : 'not valid'}, worn in ${time}, in ${folder}`, ''].join(
    '\n',
  );
}
