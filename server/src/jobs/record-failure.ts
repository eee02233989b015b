import type { InputError } from '@fitroom/shared/job/input-error';
import type { ProblemCode } from '@fitroom/shared/schemas/problems';
import { keepFailure } from '../problems/kept-words.ts';
import type { ProblemError } from '../problems/problem-error.ts';
import { failCloth } from '../records/clothes.ts';
import { findCloth3d } from '../records/clothes3d.ts';
import type { Database } from '../records/database.ts';
import { patchProcessing, targetOf } from '../records/job-rows.ts';
import type { JobRow } from '../records/jobs.ts';

/** The photo itself cannot be decoded or matted, whatever a request asks for. */
const PHOTO_FAILURES: ReadonlySet<string> = new Set<ProblemCode>([
  'photo-unreadable',
  'photo-unsupported',
  'photo-too-many-pixels',
  'photo-too-small',
  'no-garment',
]);

/** Writes why a job failed into the row that it was to fill. */
export async function recordFailure(
  { database }: { readonly database: Database },
  job: JobRow,
  failure: InputError | ProblemError,
): Promise<void> {
  const target = targetOf(job.kind);
  if (target === null) {
    // A look that never came to an end says nothing about the photo; making a garment of it will.
    if (PHOTO_FAILURES.has(failure.code)) {
      await failCloth(database, job.targetId, keepFailure(failure));
    }
    return;
  }
  const patch = {
    status: 'error',
    errorCode: failure.code,
    errorDetail: keepFailure(failure),
    logLines: [keepFailure(failure)],
  } as const;
  await patchProcessing(database, target, job.targetId, patch, job);
  if (job.kind !== 'generate' || !PHOTO_FAILURES.has(failure.code)) return;
  const row = await findCloth3d(database, job.targetId);
  if (row) await failCloth(database, row.clothId, keepFailure(failure));
}
