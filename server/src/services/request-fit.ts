import { randomUUID } from 'node:crypto';
import type { FitRequest } from '@fitroom/shared/schemas/fitting-session';
import { ProblemError } from '../problems/problem-error.ts';
import { enqueueJob } from '../records/jobs.ts';
import { findPreset, listPresets } from '../records/presets.ts';
import { insertSession } from '../records/sessions.ts';
import type { AppPorts } from './app-ports.ts';
import { requireCloth, requireCloth3d } from './find-or-404.ts';
import { requireQueueRoom } from './require-queue-room.ts';

/**
 * Puts the fitting of a 3D garment on a preset in line; it waits for a garment still in the making.
 *
 * @returns the id of the new session, which inherits the user of its cloth.
 * @throws {ProblemError} when the garment is unknown or failed, the preset unknown, or the queue full.
 */
export function requestFit(
  ports: Pick<AppPorts, 'database' | 'jobs' | 'now' | 'settings'>,
  request: FitRequest,
): string {
  const { database } = ports;
  const garment = requireCloth3d(database, request.cloth3d_id);
  if (garment.status === 'error') {
    throw new ProblemError(
      'cloth3d-failed',
      `This 3D garment could not be made: ${garment.errorDetail ?? 'see its log'}`,
      { log: garment.log },
    );
  }
  if (!findPreset(database, request.avatar_preset_id)) {
    const known = listPresets(database).map((preset) => preset.id);
    throw new ProblemError(
      'not-found',
      `There is no avatar preset ${JSON.stringify(request.avatar_preset_id)}. There are: ${known.join(', ')}.`,
    );
  }
  requireQueueRoom(ports);
  const id = randomUUID();
  const createdAt = new Date(ports.now());
  insertSession(database, {
    id,
    userId: requireCloth(database, garment.clothId).userId,
    cloth3dId: garment.id,
    avatarPresetId: request.avatar_preset_id,
    method: request.method ?? 'drape',
    ease: request.ease ?? null,
    fabric: request.fabric ?? null,
    stage: garment.status === 'processing' ? 'waiting' : 'queued',
    createdAt,
  });
  enqueueJob(database, { kind: 'fit', targetId: id, waitsFor: garment.id }, createdAt);
  ports.jobs.wake();
  return id;
}
