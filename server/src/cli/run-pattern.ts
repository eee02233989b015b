import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { patternDxf } from '@fitroom/shared/export/pattern-dxf';
import { patternSvg } from '@fitroom/shared/export/pattern-svg';
import { makeGarment } from '@fitroom/shared/tryon/make-garment';
import { decodePhoto } from '../photos/decode-photo.ts';
import { readPhotoFile } from '../photos/read-photo-file.ts';
import { EXIT } from './exit-status.ts';
import { readGarmentOptions } from './garment-options.ts';
import { requirePanels } from './generators.ts';
import type { PhotoCommand } from './parse-arguments.ts';
import { progressLine } from './progress-line.ts';
import { openRuntime } from './runtime.ts';

/**
 * `fitroom pattern`: the flat pattern of the photo's garment, sized to the avatar, as SVG and DXF.
 *
 * @param base the folder that relative paths start from.
 * @throws {InputError} when no pattern can be made.
 */
export async function runPattern(
  { photo, out, json, choices }: PhotoCommand,
  base: string,
): Promise<number> {
  requirePanels(choices.generator, 'pattern');
  const decoded = await decodePhoto(await readPhotoFile(resolve(base, photo)));
  const options = await readGarmentOptions(choices, base);
  const runtime = await openRuntime(choices.matteModel);
  const body = await runtime.avatar(choices.avatar);
  const line = progressLine(process.stderr, '');
  const { pattern } = await makeGarment(
    decoded,
    body.record,
    options,
    runtime.ports,
    line.context,
  ).finally(() => line.clear());
  const folder = resolve(base, out);
  await mkdir(folder, { recursive: true });
  const text = `${JSON.stringify(pattern, null, 2)}\n`;
  await Promise.all([
    writeFile(join(folder, 'pattern.svg'), patternSvg(pattern)),
    writeFile(join(folder, 'pattern.dxf'), patternDxf(pattern)),
    writeFile(join(folder, 'pattern.json'), text),
  ]);
  const names = pattern.panels.map(({ name }) => name).join(', ');
  process.stdout.write(
    json ? text : `${pattern.category}: ${names}; pattern.svg and pattern.dxf in ${folder}\n`,
  );
  return EXIT.valid;
}
