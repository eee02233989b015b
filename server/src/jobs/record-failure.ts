import { InputError } from '@fitroom/shared/job/input-error';
import type { ProblemError } from '../problems/problem-error.ts';
import { failCloth } from '../records/clothes.ts';
import { findCloth3d } from '../records/clothes3d.ts';
import { patchProcessing } from '../records/job-rows.ts';
import type { JobRow } from '../records/jobs.ts';
import type { Database } from '../records/open-database.ts';

/** Stages at which it is the photo itself that cannot be used, whatever the request asked for. */
const PHOTO_STAGES: ReadonlySet<string> = new Set(['decode', 'matte']);

/** Writes why a job failed into the row that it was to fill. */
export function recordFailure(
  { database }: { readonly database: Database },
  job: JobRow,
  failure: InputError | ProblemError,
): void {
  if (job.kind === 'inspect') {
    failCloth(database, job.targetId, failure.message);
    return;
  }
  const row = job.kind === 'generate' ? findCloth3d(database, job.targetId) : undefined;
  patchProcessing(database, job.kind === 'generate' ? 'clothes3d' : 'sessions', job.targetId, {
    status: 'error',
    errorCode: failure.code,
    errorDetail: failure.message,
    logLines: [failure.message],
  });
  if (row && failure instanceof InputError && PHOTO_STAGES.has(row.stage)) {
    failCloth(database, row.clothId, failure.message);
  }
}
