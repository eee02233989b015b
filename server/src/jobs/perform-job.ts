import type { JobRow } from '../records/jobs.ts';
import type { AttemptPorts } from './job-ports.ts';
import { performFit } from './perform-fit.ts';
import { performGenerate } from './perform-generate.ts';
import { performInspect } from './perform-inspect.ts';
import { performOutfit } from './perform-outfit.ts';

const PERFORM = {
  inspect: performInspect,
  generate: performGenerate,
  fit: performFit,
  outfit: performOutfit,
} as const;

/**
 * Does one job from its row to its stored results. A row that was deleted or cancelled meanwhile
 * leaves nothing behind.
 *
 * @throws {InputError | ProblemError} why the job failed.
 */
export function performJob(ports: AttemptPorts, job: JobRow, signal: AbortSignal): Promise<void> {
  return PERFORM[job.kind](ports, job, signal);
}
