import { randomUUID } from 'node:crypto';
import type { FitRequest } from '@fitroom/shared/schemas/fitting-session';
import { enqueueJob } from '../records/jobs.ts';
import { insertSession } from '../records/sessions.ts';
import type { AppPorts } from './app-ports.ts';
import { requireCloth } from './find-or-404.ts';
import { findWearable } from './find-wearable.ts';
import { requirePreset } from './require-preset.ts';
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
  const garment = findWearable(database, request.cloth3d_id);
  requirePreset(database, request.avatar_preset_id);
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
    pose: request.pose ?? null,
    stage: garment.status === 'processing' ? 'waiting' : 'queued',
    createdAt,
  });
  enqueueJob(database, { kind: 'fit', targetId: id, waitsFor: garment.id }, createdAt);
  ports.jobs.wake();
  return id;
}
