import { failureOfRow } from '../problems/kept-words.ts';
import { ProblemError, resultExpired } from '../problems/problem-error.ts';
import { SERVICE_DETAILS } from '../problems/service-details.ts';
import type { Cloth3dRow } from '../records/clothes3d.ts';
import type { JobPorts } from './job-ports.ts';
import { readObject } from './read-stored.ts';

/**
 * The stored bytes of a made garment (made-garment-file.ts).
 *
 * @throws {ProblemError} `cloth3d-failed` when it could not be made; `result-expired`.
 */
export async function readGarment(
  { store }: Pick<JobPorts, 'store'>,
  garment: Cloth3dRow,
): Promise<Uint8Array> {
  if (garment.expiredAt) throw resultExpired('cloth3d', garment.expiredAt);
  if (garment.status === 'done' && garment.patternKey !== null) {
    return readObject(store, garment.patternKey);
  }
  const { errorCode, errorDetail } = garment;
  throw new ProblemError(
    'cloth3d-failed',
    errorCode === null || errorDetail === null
      ? SERVICE_DETAILS.garmentWithoutPattern()
      : SERVICE_DETAILS.garmentFailed(failureOfRow(errorCode, errorDetail)),
  );
}
