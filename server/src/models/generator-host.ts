import { QUALITIES, type Quality } from '@fitroom/shared/garment/vocabulary';
import type { NeuralGeneratorName } from '@fitroom/shared/generators/neural-generator';
import { NEURAL_GENERATORS } from '@fitroom/shared/generators/neural-generators';
import { InputError } from '@fitroom/shared/job/input-error';
import { keepLine } from '@fitroom/shared/messages/kept-sentence';
import type { Localized } from '@fitroom/shared/messages/language';
import type { Sentence } from '@fitroom/shared/messages/sentence';
import { type ModelCatalogue, megabytesOf } from '@fitroom/shared/schemas/generator-model';
import { NEURAL_NAMES } from '../config/network-settings.ts';
import { ownCommand } from '../config/own-command.ts';
import type { Settings } from '../config/settings.ts';
import { createExecutionDevice, type Device } from '../inference/execution-device.ts';
import type { Logger } from '../log/logger.ts';
import { shareAnswer } from '../platform/share-answer.ts';
import { likewise } from '../problems/kept-words.ts';
import type { HostedGenerator } from '../records/schema/stored-values.ts';
import { askHealth, faultOf, type SidecarPlace } from '../sidecar/sidecar.ts';
import { sidecarOf } from '../sidecar/sidecar-of.ts';
import { createBackgroundPulls, type PullFailure } from './background-pulls.ts';
import { inspectKnownModel } from './damage-memory.ts';
import { licenceOf } from './generator-licences.ts';
import { judgeNeed, type ModelsSeen } from './generator-need.ts';
import { acceptedLicences } from './licence-acceptance.ts';
import { openModelCatalogue } from './model-catalogue.ts';
import { MODEL_REASONS } from './model-reasons.ts';

/** Whether a job can begin. */
export type Prepared =
  | { readonly is: 'ready' }
  /** Its weights are being fetched; for people, how far that is. */
  | { readonly is: 'fetching'; readonly line: Sentence };

/** The neural generators of this process's host. */
export interface GeneratorHost {
  /** One line about what networks run on here, and why. */
  readonly deviceLine: Sentence;
  /** What networks run on as far as it shows at the start. */
  readonly device: Device;
  /** Whether there is anything to run at all: a folder of models, or a sidecar. */
  readonly isSetUp: boolean;
  /** Every neural generator, with what it can do here or what would make it run. */
  list(): Promise<readonly HostedGenerator[]>;
  /**
   * Sees to it that a generator can run, and begins to fetch what it lacks.
   *
   * @throws {InputError} `model-unavailable`, with what would make it run.
   */
  prepare(generator: NeuralGeneratorName, quality: Quality): Promise<Prepared>;
  /** Told what a job ran on: only then it shows whether the GPU is one that runs. */
  ranOn(device: string): void;
}

/** Folders are looked at, and sidecars asked, this often. */
export const LOOK_AGE_MS = 5000;

export interface GeneratorHostOptions {
  readonly settings: Settings;
  readonly logger: Logger;
  readonly now: () => number;
  /** Where it is remembered which weights were checked. */
  readonly cacheFolder: string;
  /** Whether those who ask are the operator, who is told addresses and options; left out: users are not. */
  readonly isForOperator?: boolean;
  /** Left out: those that are built. */
  readonly generators?: typeof NEURAL_GENERATORS;
}

export function createGeneratorHost({
  settings,
  logger,
  now,
  cacheFolder,
  isForOperator = false,
  generators = NEURAL_GENERATORS,
}: GeneratorHostOptions): GeneratorHost {
  const catalogue = openModelCatalogue();
  const sidecar = sidecarOf(settings);
  const pulls = createBackgroundPulls(settings, logger, now);
  const execution = createExecutionDevice(settings.device);
  const lookAtModels = (): Promise<Omit<ModelsSeen, 'failedPulls'>> =>
    lookAt(catalogue, settings, cacheFolder);
  const look = shareAnswer(
    async () => ({
      seenBefore: await lookAtModels(),
      offers: sidecar && (await sidecarOffers(sidecar)),
    }),
    LOOK_AGE_MS,
    now,
  );
  const describe = async (): Promise<HostedGenerator[]> => {
    const { seenBefore, offers } = await look();
    // Known here without a look: who was just told that a fetch failed is told so by the list as well.
    const seen = { ...seenBefore, failedPulls: pulls.failures() };
    return NEURAL_NAMES.map(
      (id) =>
        offers?.get(id) ?? {
          id,
          ...licenceOf(catalogue, id),
          device: execution.device,
          ...(generators[id]
            ? judgeQualities(catalogue, id, seen)
            : { qualities: [], reason: keepLine(MODEL_REASONS.notInVersion()) }),
        },
    );
  };
  return {
    device: execution.device,
    deviceLine: execution.line,
    isSetUp: settings.modelsFolder !== '' || sidecar !== null,
    list: describe,
    ranOn(device) {
      if (execution.learn(device))
        logger.warn({}, `${execution.line.en} ${ownCommand('doctor')} finds what is missing.`);
    },
    async prepare(generator, quality) {
      if (sidecar?.generators.includes(generator)) return { is: 'ready' };
      // Not what was seen some seconds ago: a fetch may have ended since.
      const seen = { ...(await lookAtModels()), failedPulls: pulls.failures() };
      const state = judgeNeed(catalogue, generator, quality, seen);
      if (state.is === 'ready') return state;
      const refuse = ({ reason, detail }: PullFailure) =>
        unavailable(generator, isForOperator ? likewise(detail) : reason);
      if (state.is === 'unavailable') throw refuse(state);
      for (const model of state.missing) {
        const pull = await pulls.pull(model);
        if (pull.is === 'running') return { is: 'fetching', line: pull.line };
        if (pull.is === 'failed') throw refuse(pull);
      }
      return { is: 'ready' };
    },
  };
}

function unavailable(generator: NeuralGeneratorName, reason: Localized): InputError {
  return new InputError('model-unavailable', MODEL_REASONS.cannotRunHere(generator, reason));
}

function judgeQualities(
  catalogue: ModelCatalogue,
  id: NeuralGeneratorName,
  seen: ModelsSeen,
): Pick<HostedGenerator, 'qualities' | 'reason' | 'toDownloadMb' | 'failsJobs'> {
  const states = QUALITIES.map((quality) => ({
    quality,
    state: judgeNeed(catalogue, id, quality, seen),
  }));
  const qualities = states
    .filter(({ state }) => state.is !== 'unavailable')
    .map(({ quality }) => quality);
  const [first] = states;
  const reason =
    qualities.length === 0 && first?.state.is === 'unavailable'
      ? keepLine(first.state.reason)
      : null;
  const megabytes = states.map(({ state }) =>
    state.is === 'pullable' ? state.missing.reduce((sum, model) => sum + megabytesOf(model), 0) : 0,
  );
  return {
    qualities,
    reason,
    toDownloadMb: Math.max(...megabytes) || null,
    failsJobs: states.some(({ state }) => state.is === 'unavailable' && state.isFoundByJob),
  };
}

async function lookAt(
  catalogue: ModelCatalogue,
  settings: Settings,
  cacheFolder: string,
): Promise<Omit<ModelsSeen, 'failedPulls'>> {
  const folder = settings.modelsFolder === '' ? null : settings.modelsFolder;
  const installed =
    folder === null
      ? []
      : await Promise.all(
          catalogue.models.map(
            async (model) =>
              [model.name, await inspectKnownModel(folder, model, [cacheFolder])] as const,
          ),
        );
  return {
    folder,
    installed: new Map(installed),
    accepted: folder === null ? [] : await acceptedLicences(folder),
    acceptsNonCommercial: settings.acceptNonCommercial === '1',
    isPulled: settings.modelsLazy === '1' && settings.modelsUrl !== '',
  };
}

async function sidecarOffers(place: SidecarPlace): Promise<Map<string, HostedGenerator>> {
  const health = await askHealth(place).catch(faultOf);
  return new Map(
    place.generators.map((id) => {
      const offer =
        'en' in health ? undefined : health.generators.find((offered) => offered.id === id);
      const reason =
        'en' in health ? MODEL_REASONS.sidecarUnusable(health) : MODEL_REASONS.sidecarLacksIt();
      return [
        id,
        {
          id,
          licence: offer?.licence ?? 'as the host that runs it says',
          commercialUse: offer?.commercial_use ?? false,
          qualities: offer ? [...QUALITIES] : [],
          device: 'sidecar',
          reason: offer ? null : keepLine(reason),
        },
      ];
    }),
  );
}
