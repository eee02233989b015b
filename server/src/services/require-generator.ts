import type { Generator, Quality } from '@fitroom/shared/garment/vocabulary';
import { MODEL_REASONS } from '../models/model-reasons.ts';
import { inAllLanguages } from '../problems/kept-words.ts';
import { ProblemError } from '../problems/problem-error.ts';
import type { JobNeed } from '../records/schema/stored-values.ts';
import { findGenerators, type GeneratorPorts } from './find-generators.ts';

/**
 * Looks that a generator can run on some host.
 *
 * @returns what its job asks of a host.
 * @throws {ProblemError} `model-unavailable`, with what would make it run.
 */
export async function requireGenerator(
  ports: GeneratorPorts,
  generator: Generator,
  quality: Quality,
): Promise<JobNeed> {
  if (generator === 'panels') return 'cpu';
  const hosted = (await findGenerators(ports)).get(generator);
  if (hosted?.qualities.includes(quality)) return hosted.device === 'cuda' ? 'cuda' : 'neural';
  const [other] = hosted?.qualities ?? [];
  const reason = other
    ? MODEL_REASONS.otherQualityOnly(other)
    : hosted?.reason
      ? inAllLanguages(hosted.reason)
      : MODEL_REASONS.noHostHasIt();
  throw new ProblemError('model-unavailable', MODEL_REASONS.cannotRunHere(generator, reason));
}
