import { setTimeout as wait } from 'node:timers/promises';
import type { Generator } from '@fitroom/shared/garment/vocabulary';
import type { NeuralGeneratorName } from '@fitroom/shared/generators/neural-generator';
import type { RgbaImage } from '@fitroom/shared/image/image';
import type { Report } from '@fitroom/shared/report/report';
import { makeNeuralGarment } from '@fitroom/shared/tryon/make-neural-garment';
import type { StageClock } from '@fitroom/shared/tryon/stage-clock';
import { type WornMeshFiles, wearMesh } from '@fitroom/shared/tryon/wear-mesh';
import { readSettings } from '../config/read-settings.ts';
import { createNeuralRuntime, neuralSettingsOf } from '../inference/neural-runtime.ts';
import { createGeneratorHost } from '../models/generator-host.ts';
import { cacheFolder } from '../platform/disk-cache.ts';
import type { TryOnChoices } from './parse-arguments.ts';
import type { Runtime } from './runtime.ts';

/** A garment that networks made, on its avatar. */
export interface DressedByNetworks extends Omit<WornMeshFiles, 'report'> {
  readonly report: Report;
  /** What was made on the way, by the names of their files without an ending. */
  readonly pictures: ReadonlyMap<string, RgbaImage>;
}

export function isNeural(generator: Generator): generator is NeuralGeneratorName {
  return generator !== 'panels';
}

const LOOK_EVERY_MS = 1000;
/** The host's log is the server's; here people read what is thrown. */
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * One photo to a worn garment by a neural generator, with the settings of the environment. What it lacks is fetched
 * first where FITROOM_MODELS_URL says from where.
 *
 * @param photoFile What the report calls the photo.
 * @throws {InputError} `model-unavailable` with the command that makes it available, and what the generator
 *   throws.
 * @throws {SettingsError}
 */
export async function dressByNetworks(
  photo: RgbaImage,
  photoFile: string,
  generator: NeuralGeneratorName,
  choices: TryOnChoices,
  { ports, avatar }: Runtime,
  clock: StageClock,
): Promise<DressedByNetworks> {
  const { context } = clock;
  // Results may go to the standard output.
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const settings = readSettings(process.env);
  const host = createGeneratorHost({
    settings,
    logger: SILENT,
    now: Date.now,
    cacheFolder: cacheFolder(process.env),
    isForOperator: true,
  });
  const { quality } = choices;
  let told = '';
  for (;;) {
    const prepared = await host.prepare(generator, quality);
    if (prepared.is === 'ready') break;
    if (prepared.line.en !== told) say(prepared.line.en);
    told = prepared.line.en;
    await wait(LOOK_EVERY_MS);
  }
  const runtime = createNeuralRuntime({
    settings: neuralSettingsOf(settings),
    cacheFolder: cacheFolder(process.env),
  });
  const { make, limits, run } = await runtime.begin(generator, quality, ports, {
    ...context,
    log: (line) => say(line.en),
  });
  const { seed, views, large, category, texturePx } = choices;
  const garment = await makeNeuralGarment(
    photo,
    make,
    { generator, quality, seed, views, large, category, textureSize: texturePx, photoFile, run },
    limits,
    ports,
    context,
  );
  const worn = await wearMesh(
    garment.glb,
    await avatar(choices.avatar),
    {
      category: garment.category,
      method: choices.method,
      fabric: choices.fabric,
      pose: choices.pose,
      offsetMm: choices.offsetMm,
      file: photoFile,
      origin: garment.origin,
    },
    ports,
    clock,
  );
  const { photo: ofPhoto } = garment.origin;
  return {
    ...worn,
    report: { ...worn.report, photo: ofPhoto, generator },
    pictures: new Map([
      ['matte', garment.cutOut],
      ...garment.views.map((view, n) => [`view-${n}`, view] as const),
    ]),
  };
}
