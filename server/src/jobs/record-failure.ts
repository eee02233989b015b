import type { InputError } from '@fitroom/shared/job/input-error';
import type { ProblemCode } from '@fitroom/shared/schemas/problems';
import type { ProblemError } from '../problems/problem-error.ts';
import { failCloth } from '../records/clothes.ts';
import { findCloth3d } from '../records/clothes3d.ts';
import { patchProcessing } from '../records/job-rows.ts';
import type { JobRow } from '../records/jobs.ts';
import type { Database } from '../records/open-database.ts';

/** The photo itself cannot be decoded or matted, whatever a request asks for. */
const PHOTO_FAILURES: ReadonlySet<string> = new Set<ProblemCode>([
  'photo-unreadable',
  'photo-unsupported',
  'photo-too-many-pixels',
  'photo-too-small',
  'no-garment',
]);

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
  if (row && PHOTO_FAILURES.has(failure.code)) {
    failCloth(database, row.clothId, failure.message);
  }
}
