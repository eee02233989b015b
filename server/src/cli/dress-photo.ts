import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeObj } from '@fitroom/shared/gltf/write-obj';
import type { RgbaImage } from '@fitroom/shared/image/image';
import { begun } from '@fitroom/shared/job/begun';
import type { JobContext } from '@fitroom/shared/job/context';
import { InputError } from '@fitroom/shared/job/input-error';
import { refusedReport } from '@fitroom/shared/report/build-report';
import type { Report } from '@fitroom/shared/report/report';
import type { FittedGarment } from '@fitroom/shared/tryon/fit-garment';
import { separateGarment } from '@fitroom/shared/tryon/separate-garment';
import { type StageClock, stageClock } from '@fitroom/shared/tryon/stage-clock';
import { tryOnSeparated } from '@fitroom/shared/tryon/try-on';
import { readGarmentOptions } from './garment-options.ts';
import type { TryOnChoices } from './parse-arguments.ts';
import type { Runtime } from './runtime.ts';
import { MAP_FILES, writeMaps } from './write-maps.ts';

/** A photo that the user named. */
export interface GivenPhoto {
  readonly file: string;
  /** @throws {InputError} when it cannot be used. */
  read(): Promise<RgbaImage>;
}

/** What became of one photo. */
export type Dressed =
  | {
      readonly status: 'valid' | 'invalid';
      readonly report: Report;
      readonly photo: RgbaImage;
      readonly fitted: WornFiles;
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

/** A garment on its avatar, whichever way it was made. */
interface WornFiles
  extends Pick<FittedGarment, 'garmentGlb' | 'fittedGlb' | 'thumbnail' | 'report'>,
    Partial<Pick<FittedGarment, 'walkGlb'>> {
  /** What a neural generator made on the way, by the names of their files. */
  readonly pictures?: ReadonlyMap<string, RgbaImage>;
}

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
  'matte.png',
  ...Array.from({ length: 16 }, (_, n) => `view-${n}.png`),
  ...MAP_FILES,
];

/**
 * One photo to the files of its folder. A photo that cannot be used is a result, not an error.
 *
 * @param base the folder that relative paths among the choices start from.
 * @throws only for faults of ours and for folders that cannot be written.
 */
export async function dressPhoto(
  given: GivenPhoto,
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
    const decoded = await given.read();
    photo = decoded;
    clock.context.progress('decode', 1);
    const fitted = await makeAndFit(decoded, given.file, choices, base, runtime, clock);
    await writeFiles(folder, fitted, choices, runtime, clock);
    const report = { ...fitted.report, timings_ms: clock.timings() };
    await writeReport(folder, report);
    return { status: report.valid ? 'valid' : 'invalid', report, photo: decoded, fitted };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const report = photo === null ? null : refused(photo, given.file, choices, error, clock);
    if (report) await writeReport(folder, report);
    return { status: 'refused', reason: error.message, code: error.code, report, photo };
  }
}

async function makeAndFit(
  photo: RgbaImage,
  photoFile: string,
  choices: TryOnChoices,
  base: string,
  runtime: Runtime,
  clock: StageClock,
): Promise<WornFiles> {
  if (choices.generator !== 'panels') {
    refuseForNetworks(choices);
    // Loaded where it is asked for.
    const { dressByNetworks } = await import('./dress-by-networks.ts');
    return dressByNetworks(photo, photoFile, choices.generator, choices, runtime, clock);
  }
  const make = await readGarmentOptions(choices, base);
  const { ports, avatar } = runtime;
  const { context } = clock;
  const reading = begun(avatar(choices.avatar));
  const separated = await separateGarment(photo, make, ports, context);
  context.progress('pose', 0);
  const body = await reading;
  const fit = {
    method: choices.method,
    ease: null,
    offsetMm: choices.offsetMm,
    pose: choices.pose,
    animate: choices.animate !== null,
    simulate: choices.simulate,
    photoFile,
  };
  const { fitted } = await tryOnSeparated(photo, separated, body, { make, fit }, ports, context);
  return fitted;
}

async function writeFiles(
  folder: string,
  fitted: WornFiles,
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
  for (const [name, picture] of fitted.pictures ?? []) {
    await writeFile(join(folder, `${name}.png`), await ports.encodeImage(picture, 'image/png'));
  }
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

/** @throws {InputError} for choices that only a pattern can follow. */
function refuseForNetworks({ generator, animate, landmarks, back }: TryOnChoices): void {
  const asked = [
    animate !== null && '--animate',
    landmarks !== null && '--landmarks',
    back !== null && '--back',
  ].filter((option) => option !== false);
  if (asked.length === 0) return;
  const [need, them] = asked.length === 1 ? ['needs', 'it'] : ['need', 'them'];
  throw new InputError(
    'model-unavailable',
    `${asked.join(', ')} ${need} a pattern, which ${generator} does not make: leave ${them} out, or use --generator panels.`,
  );
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
