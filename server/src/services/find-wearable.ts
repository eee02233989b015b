import { failureOfRow } from '../problems/kept-words.ts';
import { ProblemError, resultExpired } from '../problems/problem-error.ts';
import { SERVICE_DETAILS } from '../problems/service-details.ts';
import type { Cloth3dRow } from '../records/clothes3d.ts';
import type { Database } from '../records/database.ts';
import type { Access } from './access.ts';
import { requireCloth3d } from './find-or-404.ts';

/**
 * A 3D garment that is made or in the making.
 *
 * @throws {ProblemError} `not-found`, `cloth3d-failed` when it could not be made, or
 *   `result-expired` when its files are no longer kept.
 */
export async function findWearable(
  database: Database,
  access: Access,
  id: string,
): Promise<Cloth3dRow> {
  const garment = await requireCloth3d(database, access, id);
  if (garment.expiredAt) throw resultExpired('cloth3d', garment.expiredAt);
  if (garment.status !== 'error') return garment;
  const { errorCode, errorDetail, log } = garment;
  const reason =
    errorCode === null || errorDetail === null ? null : failureOfRow(errorCode, errorDetail);
  throw new ProblemError('cloth3d-failed', SERVICE_DETAILS.garmentFailed(reason), { log });
}
