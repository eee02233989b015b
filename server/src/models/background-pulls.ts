import { JOB_LINES } from '@fitroom/shared/messages/job-lines';
import type { Sentence } from '@fitroom/shared/messages/sentence';
import { type CatalogueModel, megabytesOf } from '@fitroom/shared/schemas/generator-model';
import type { Settings } from '../config/settings.ts';
import type { Logger } from '../log/logger.ts';
import { causeForUsers } from './fetch-cause.ts';
import { MODEL_REASONS } from './model-reasons.ts';
import { openModelSource } from './open-source.ts';
import { pullModel } from './pull-model.ts';

/** Pauses after cuts grow to this; some hubs ask for a minute. */
const LONGEST_PAUSE_MS = 30_000;
const MOST_CUTS = 6;
/** So long the one who asks first waits. */
const PATIENCE_MS = 1000;
/**
 * So long a failure stands. Short enough that an operator who mended the source need not restart anything;
 * long enough that a list of generators stays true from one look to the next, and that jobs do not knock at a
 * source that has nothing more than twelve times an hour.
 */
const FAILURE_MINUTES = 5;
const FAILURE_MS = FAILURE_MINUTES * 60_000;

/** Why a fetch failed. */
export interface PullFailure {
  /** For whoever uses the API: without addresses and commands, which are the operator's. */
  readonly reason: Sentence;
  /** For the operator. */
  readonly detail: string;
}

export type PullState =
  /** For people, with what is there so far. */
  | { readonly is: 'running'; readonly line: Sentence }
  | { readonly is: 'done' }
  | ({ readonly is: 'failed' } & PullFailure);

/** Fetches models while jobs that need them wait: one fetch of each, whoever asks. */
export interface BackgroundPulls {
  /**
   * Begins to fetch a model, or tells how far that is; where that failed in the last minutes, only that.
   * What takes no time is waited for.
   */
  pull(model: CatalogueModel): Promise<PullState>;
  /** The failures of the last minutes, by model. */
  failures(): ReadonlyMap<string, PullFailure>;
}

/** @param now milliseconds. */
export function createBackgroundPulls(
  settings: Settings,
  logger: Logger,
  now: () => number,
): BackgroundPulls {
  const running = new Map<string, Sentence>();
  const failed = new Map<string, PullFailure & { readonly at: number }>();
  const failureOf = (name: string): PullFailure | null => {
    const failure = failed.get(name);
    if (!failure) return null;
    const age = now() - failure.at;
    // A clock that was set back must not keep an old failure alive.
    if (age >= 0 && age < FAILURE_MS) return failure;
    failed.delete(name);
    return null;
  };
  const fetchModel = async (model: CatalogueModel): Promise<void> => {
    const { name } = model;
    const tell = (line: Sentence) => running.set(name, line);
    const total = megabytesOf(model);
    tell(JOB_LINES.weightsFetched(name, total));
    logger.info({ model: name }, `The weights of ${name} are being fetched: a job needs them.`);
    const source = await openModelSource(name, null, settings);
    await pullModel(source, model, {
      modelsFolder: settings.modelsFolder,
      now: () => new Date(),
      mostCuts: MOST_CUTS,
      wait: (cut) =>
        new Promise((resolve) =>
          setTimeout(resolve, Math.min(LONGEST_PAUSE_MS, 500 * 2 ** cut)).unref(),
        ),
      acceptance: { byEnvironment: settings.acceptNonCommercial === '1' },
      progress: ({ path, bytes }, there) =>
        tell(JOB_LINES.weightsFetchedSoFar(name, total, path, Math.floor((100 * there) / bytes))),
    });
  };
  const stateOf = (name: string): PullState | null => {
    const line = running.get(name);
    if (line !== undefined) return { is: 'running', line };
    const failure = failureOf(name);
    return failure && { is: 'failed', reason: failure.reason, detail: failure.detail };
  };
  return {
    async pull(model) {
      const { name } = model;
      const state = stateOf(name);
      if (state) return state;
      const ended = fetchModel(model)
        .then(
          () => logger.info({ model: name }, `The weights of ${name} are there.`),
          (error: unknown) => {
            const detail = error instanceof Error ? error.message : String(error);
            const reason = MODEL_REASONS.fetchFailed(name, causeForUsers(error), FAILURE_MINUTES);
            failed.set(name, { reason, detail, at: now() });
            logger.error(
              { model: name, err: error },
              `The weights of ${name} cannot be fetched. ${detail}`,
            );
          },
        )
        .finally(() => running.delete(name));
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
      return stateOf(name) ?? { is: 'done' };
    },
    failures() {
      const standing = [...failed.keys()].map((name) => [name, failureOf(name)] as const);
      return new Map(standing.flatMap(([name, failure]) => (failure ? [[name, failure]] : [])));
    },
  };
}
