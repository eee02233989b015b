import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { writeObj } from '@fitroom/shared/gltf/write-obj';
import type { RgbaImage } from '@fitroom/shared/image/image';
import type { JobContext } from '@fitroom/shared/job/context';
import { InputError } from '@fitroom/shared/job/input-error';
import { refusedReport } from '@fitroom/shared/report/build-report';
import type { Report } from '@fitroom/shared/report/report';
import type { FittedGarment } from '@fitroom/shared/tryon/fit-garment';
import type { MakeGarmentOptions } from '@fitroom/shared/tryon/make-garment';
import { type StageClock, stageClock } from '@fitroom/shared/tryon/stage-clock';
import { tryOn } from '@fitroom/shared/tryon/try-on';
import { readGarmentOptions } from './garment-options.ts';
import { requireGenerator } from './generators.ts';
import type { TryOnChoices } from './parse-arguments.ts';
import type { Runtime } from './runtime.ts';
import { MAP_FILES, writeMaps } from './write-maps.ts';

/** What became of one photo. */
export type Dressed =
  | {
      readonly status: 'valid' | 'invalid';
      readonly report: Report;
      readonly photo: RgbaImage;
      readonly fitted: FittedGarment;
    }
  | {
      readonly status: 'refused';
      /** One line: what came, what was expected, what to do. */
      readonly reason: string;
      readonly code: string;
      /** Null where the photo itself could not be read. */
      readonly report: Report | null;
      readonly photo: RgbaImage | null;
    };

/** Everything a run may leave in its folder; an earlier run's must not be taken for this one's. */
const OUTPUTS = [
  'garment.glb',
  'fitted.glb',
  'walk.glb',
  'thumb.png',
  'report.json',
  'garment.obj',
  'garment.mtl',
  'garment.jpg',
  'garment.png',
  'garment.webp',
  ...MAP_FILES,
];

/**
 * One photo to the files of its folder. A photo that cannot be used is a result, not an error.
 *
 * @param base the folder that relative paths among the choices start from.
 * @throws only for faults of ours and for folders that cannot be written.
 */
export async function dressPhoto(
  photoPath: string,
  folder: string,
  choices: TryOnChoices,
  base: string,
  runtime: Runtime,
  caller: JobContext,
): Promise<Dressed> {
  const clock = stageClock(caller);
  await mkdir(folder, { recursive: true });
  await Promise.all(OUTPUTS.map((name) => rm(join(folder, name), { force: true })));
  let photo: RgbaImage | null = null;
  try {
    clock.context.progress('decode', 0);
    const decoded = await runtime.photo(photoPath);
    photo = decoded;
    clock.context.progress('decode', 1);
    requireGenerator(choices.generator);
    const options = await readGarmentOptions(choices, base);
    const fitted = await makeAndFit(decoded, basename(photoPath), choices, options, runtime, clock);
    await writeFiles(folder, fitted, choices, runtime, clock);
    const report = { ...fitted.report, timings_ms: clock.timings() };
    await writeReport(folder, report);
    return { status: report.valid ? 'valid' : 'invalid', report, photo: decoded, fitted };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const report =
      photo === null ? null : refused(photo, basename(photoPath), choices, error, clock);
    if (report) await writeReport(folder, report);
    return { status: 'refused', reason: error.message, code: error.code, report, photo };
  }
}

async function makeAndFit(
  photo: RgbaImage,
  photoFile: string,
  choices: TryOnChoices,
  make: MakeGarmentOptions,
  { ports, avatar }: Runtime,
  { context }: StageClock,
): Promise<FittedGarment> {
  // Reading the body is no part of making the garment.
  context.progress('pose', 0);
  const body = await avatar(choices.avatar);
  const fit = {
    method: choices.method,
    ease: null,
    offsetMm: choices.offsetMm,
    pose: choices.pose,
    animate: choices.animate !== null,
    simulate: choices.simulate,
    photoFile,
  };
  const { fitted } = await tryOn(photo, body, { make, fit }, ports, context);
  return fitted;
}

async function writeFiles(
  folder: string,
  fitted: FittedGarment,
  choices: TryOnChoices,
  { ports }: Runtime,
  { context }: StageClock,
): Promise<void> {
  context.progress('write', 0.9);
  await Promise.all([
    writeFile(join(folder, 'garment.glb'), fitted.garmentGlb),
    writeFile(join(folder, 'fitted.glb'), fitted.fittedGlb),
    writeFile(join(folder, 'thumb.png'), await ports.encodeImage(fitted.thumbnail, 'image/png')),
  ]);
  if (fitted.walkGlb) await writeFile(join(folder, 'walk.glb'), fitted.walkGlb);
  if (choices.obj) {
    const { obj, mtl, texture } = await writeObj(fitted.garmentGlb, ports.gltf, 'garment');
    await Promise.all([
      writeFile(join(folder, 'garment.obj'), obj),
      writeFile(join(folder, 'garment.mtl'), mtl),
      writeFile(join(folder, texture.file), texture.bytes),
    ]);
  }
  if (choices.maps) await writeMaps(folder, fitted.fittedGlb, ports);
}

function refused(
  photo: RgbaImage,
  file: string,
  choices: TryOnChoices,
  error: InputError,
  clock: StageClock,
): Report {
  const given = choices.category !== 'auto';
  return refusedReport(
    {
      photo: { file, width_px: photo.width, height_px: photo.height },
      generator: choices.generator,
      category: {
        value: choices.category === 'auto' ? null : choices.category,
        source: given ? 'given' : 'detected',
        confidence: given ? 1 : null,
      },
      avatar: choices.avatar,
      reason: error.message,
    },
    clock.timings(),
  );
}

async function writeReport(folder: string, report: Report): Promise<void> {
  await writeFile(join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
}
