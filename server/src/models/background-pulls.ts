import { type CatalogueModel, megabytesOf } from '@fitroom/shared/schemas/generator-model';
import type { Settings } from '../config/settings.ts';
import type { Logger } from '../log/logger.ts';
import { openModelSource } from './open-source.ts';
import { pullModel } from './pull-model.ts';

/** Pauses after cuts grow to this; some hubs ask for a minute. */
const LONGEST_PAUSE_MS = 30_000;
const MOST_CUTS = 6;
/** So long the one who asks first waits. */
const PATIENCE_MS = 1000;

export type PullState =
  /** For people, with what is there so far. */
  | { readonly is: 'running'; readonly line: string }
  | { readonly is: 'done' }
  | { readonly is: 'failed'; readonly reason: string };

/** Fetches models while jobs that need them wait: one fetch of each, whoever asks. */
export interface BackgroundPulls {
  /**
   * Begins to fetch a model, or tells how far that is; a failure is told once, and then tried again.
   * What takes no time is waited for.
   */
  pull(model: CatalogueModel): Promise<PullState>;
}

export function createBackgroundPulls(settings: Settings, logger: Logger): BackgroundPulls {
  const states = new Map<string, PullState>();
  const fetchModel = async (model: CatalogueModel): Promise<void> => {
    const { name } = model;
    const tell = (line: string) => states.set(name, { is: 'running', line });
    const total = megabytesOf(model);
    tell(`The weights of ${name} (about ${total} MB) are being fetched.`);
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
        tell(
          `The weights of ${name} (about ${total} MB) are being fetched: ${path}, ${Math.floor((100 * there) / bytes)} %.`,
        ),
    });
  };
  return {
    async pull(model) {
      const { name } = model;
      const state = states.get(name);
      if (state?.is === 'failed') states.delete(name);
      if (state) return state;
      const ended = fetchModel(model).then(
        () => {
          states.delete(name);
          logger.info({ model: name }, `The weights of ${name} are there.`);
        },
        (error: unknown) => {
          const reason = error instanceof Error ? error.message : String(error);
          states.set(name, { is: 'failed', reason });
          logger.error({ model: name, err: error }, `The weights of ${name} cannot be fetched.`);
        },
      );
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
      const now = states.get(name);
      if (now?.is === 'failed') states.delete(name);
      return now ?? { is: 'done' };
    },
  };
}
