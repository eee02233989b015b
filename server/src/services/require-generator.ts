import type { Generator, Quality } from '@fitroom/shared/garment/vocabulary';
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
    ? `It can at quality ${other} only.`
    : (hosted?.reason ?? 'No host has it. Ask for panels.');
  throw new ProblemError('model-unavailable', `${generator} cannot run here. ${reason}`);
}
