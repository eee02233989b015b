import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { GarmentReading } from '@fitroom/shared/reading/garment-reading';
import { makeFromSeparated } from '@fitroom/shared/tryon/make-garment';
import { separateGarment } from '@fitroom/shared/tryon/separate-garment';
import sharp from 'sharp';
import { panelShapes } from '../debug/draw-panels.ts';
import { drawOverPhoto, readingShapes } from '../debug/draw-reading.ts';
import { readingFigures } from '../debug/reading-figures.ts';
import { decodePhoto } from '../photos/decode-photo.ts';
import { readPhotoFile } from '../photos/read-photo-file.ts';
import { EXIT } from './exit-status.ts';
import { readGarmentOptions } from './garment-options.ts';
import type { PhotoCommand } from './parse-arguments.ts';
import { progressLine } from './progress-line.ts';
import { openRuntime } from './runtime.ts';

/**
 * `fitroom debug`: what was found on the photo, drawn over it, and as JSON: `matte.png`,
 * `reading.png` (arcs, landmarks with confidence, the front's own edges), `panels-front.png`,
 * `panels-back.png` (panels warped back, with a grid of 5 cm) and `debug.json`. What an earlier
 * step found is kept when a later one refuses the photo.
 *
 * @param base the folder that relative paths start from.
 * @throws {InputError} when the photo cannot be used.
 */
export async function runDebug(
  { photo, out, json, choices }: PhotoCommand,
  base: string,
): Promise<number> {
  const decoded = await decodePhoto(await readPhotoFile(resolve(base, photo)));
  const options = await readGarmentOptions(choices, base);
  const { ports, avatar } = await openRuntime(choices.matteModel);
  const body = await avatar(choices.avatar);
  const folder = resolve(base, out);
  await mkdir(folder, { recursive: true });
  const { context, clear } = progressLine(process.stderr, '');
  try {
    const separated = await separateGarment(decoded, options, ports, context);
    const { matte, workingImage } = separated;
    const { width, height } = matte;
    await sharp(Buffer.from(matte.data), { raw: { width, height, channels: 1 } })
      .png()
      .toFile(join(folder, 'matte.png'));
    const made = await makeFromSeparated(decoded, separated, body.record, options, ports, context);
    const reading: GarmentReading = { ...made.reading, matte };
    const under = { width, height, matte, workingImage };
    const draw = async (name: string, shapes: string) =>
      writeFile(join(folder, name), await drawOverPhoto(under, 1, shapes));
    await draw('reading.png', readingShapes(reading, { scale: 1, names: true }));
    await draw('panels-front.png', panelShapes(made.pattern, 'front', 1));
    await draw('panels-back.png', panelShapes(made.pattern, 'back', 1));
    const figures = { ...readingFigures(reading), outline_iou: made.outlineIou };
    const text = `${JSON.stringify(figures, null, 2)}\n`;
    await writeFile(join(folder, 'debug.json'), text);
    clear();
    const { category } = reading;
    process.stdout.write(
      json ? text : `${category.value} (${category.confidence.toFixed(2)}), in ${folder}\n`,
    );
    return EXIT.valid;
  } finally {
    clear();
  }
}
