import type { Generator, Quality } from '@fitroom/shared/garment/vocabulary';
import type { Sentence } from '@fitroom/shared/messages/sentence';
import {
  type CatalogueModel,
  type ModelCatalogue,
  modelsNeeded,
} from '@fitroom/shared/schemas/generator-model';
import { ownCommand } from '../config/own-command.ts';
import type { PullFailure } from './background-pulls.ts';
import type { KnownModel } from './damage-memory.ts';
import { isAccepted } from './licence-acceptance.ts';
import { MODEL_REASONS } from './model-reasons.ts';

/** What is known of the models of one host. */
export interface ModelsSeen {
  /** Null: FITROOM_MODELS names no folder. */
  readonly folder: string | null;
  readonly installed: ReadonlyMap<string, KnownModel>;
  readonly accepted: Parameters<typeof isAccepted>[1];
  /** FITROOM_ACCEPT_NC=1 */
  readonly acceptsNonCommercial: boolean;
  /** Whether what is missing is fetched when it is first needed. */
  readonly isPulled: boolean;
  /** Fetches that failed lately, by model. */
  readonly failedPulls: ReadonlyMap<string, PullFailure>;
}

/** What keeps a generator from running at a quality: nothing, a wait for its weights, or a reason. */
export type NeedState =
  | { readonly is: 'ready' }
  | { readonly is: 'pullable'; readonly missing: readonly CatalogueModel[] }
  | {
      readonly is: 'unavailable';
      readonly reason: Sentence;
      /** For the operator, where that is more. */
      readonly detail: string;
      /** Whether it was a job that found this out. */
      readonly isFoundByJob: boolean;
    };

/**
 * Whether all models that a generator needs are there, may be used, and if not, what would make it so.
 *
 * @throws nothing: a generator that the catalogue does not list is unavailable.
 */
export function judgeNeed(
  catalogue: ModelCatalogue,
  generator: Generator,
  quality: Quality,
  seen: ModelsSeen,
): NeedState {
  const models = modelsNeeded(catalogue, generator, quality)
    .map((name) => catalogue.models.find((model) => model.name === name))
    .filter((model) => model !== undefined);
  const unavailable = (reason: Sentence, isFoundByJob = false, detail = reason.en) =>
    ({ is: 'unavailable', reason, detail, isFoundByJob }) as const;
  if (models.length === 0) return unavailable(MODEL_REASONS.noModelsListed());
  const names = models.map(({ name }) => name);
  const command = ownCommand(`models pull ${generator}`);
  if (seen.folder === null) {
    return unavailable(MODEL_REASONS.noFolderForWeights(names, command));
  }
  const damaged = models.filter(({ name }) => seen.installed.get(name)?.state === 'damaged');
  if (damaged.length > 0) {
    const faults = damaged.flatMap(({ name }) => seen.installed.get(name)?.faults ?? []);
    return unavailable(
      MODEL_REASONS.weightsDamaged(faults.slice(0, 2).join('; '), command),
      damaged.every(({ name }) => seen.installed.get(name)?.isFoundByReading),
    );
  }
  const missing = models.filter(({ name }) => seen.installed.get(name)?.state !== 'ready');
  const refused = models.filter((model) => !isUsable(model, seen));
  if (missing.length === 0 && refused.length === 0) return { is: 'ready' };
  if (refused.length > 0) {
    const licences = [...new Set(refused.map(({ licence }) => licence))];
    return unavailable(MODEL_REASONS.licenceToAccept(licences, command));
  }
  if (seen.isPulled) {
    const failure = missing
      .map(({ name }) => seen.failedPulls.get(name))
      .find((found) => found !== undefined);
    return failure
      ? unavailable(failure.reason, true, failure.detail)
      : { is: 'pullable', missing };
  }
  const lacking = missing.map(({ name }) => name);
  return unavailable(MODEL_REASONS.weightsMissing(lacking, command));
}

function isUsable(model: CatalogueModel, seen: ModelsSeen): boolean {
  if (seen.acceptsNonCommercial || isAccepted(model, seen.accepted)) {
    const manifest = seen.installed.get(model.name)?.manifest;
    // An export may be under a stricter licence than the catalogue knows.
    if (!manifest || manifest.commercial_use || seen.acceptsNonCommercial) return true;
    return isAccepted({ ...model, ...licenceOf(manifest) }, seen.accepted);
  }
  return false;
}

const licenceOf = ({ licence }: { readonly licence: string }) => ({
  licence,
  commercial_use: false,
});
