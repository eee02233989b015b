import { randomUUID } from 'node:crypto';
import type { OutfitRequest } from '@fitroom/shared/schemas/outfit';
import { ProblemError } from '../problems/problem-error.ts';
import type { Cloth3dRow } from '../records/clothes3d.ts';
import { enqueueJob } from '../records/jobs.ts';
import { insertSession } from '../records/sessions.ts';
import type { AppPorts } from './app-ports.ts';
import { requireCloth } from './find-or-404.ts';
import { findWearable } from './find-wearable.ts';
import { requirePreset } from './require-preset.ts';
import { requireQueueRoom } from './require-queue-room.ts';

/**
 * Puts the dressing of a preset in several garments in line; it waits for those still in the making.
 *
 * @returns the id of the new session. Its garment is the outermost as stated.
 * @throws {ProblemError} when a garment is unknown, failed or somebody else's than the others, the
 *   preset unknown, or the queue full.
 */
export function requestOutfit(
  ports: Pick<AppPorts, 'database' | 'jobs' | 'now' | 'settings'>,
  { garments: stated, avatar_preset_id, pose }: OutfitRequest,
): string {
  const { database } = ports;
  const garments = stated.map(({ cloth3d_id }) => findWearable(database, cloth3d_id));
  const userId = requireOneOwner(ports, garments);
  requirePreset(database, avatar_preset_id);
  requireQueueRoom(ports);
  const id = randomUUID();
  const createdAt = new Date(ports.now());
  insertSession(database, {
    id,
    userId,
    cloth3dId: garments.at(-1)!.id,
    avatarPresetId: avatar_preset_id,
    method: 'drape',
    pose: pose ?? null,
    outfit: stated.map(({ cloth3d_id, tucked }) => ({
      cloth3dId: cloth3d_id,
      tucked: tucked ?? false,
    })),
    stage: garments.some(({ status }) => status === 'processing') ? 'waiting' : 'queued',
    createdAt,
  });
  enqueueJob(database, { kind: 'outfit', targetId: id }, createdAt);
  ports.jobs.wake();
  return id;
}

/** Whoever sees the result sees all of its garments. */
function requireOneOwner(
  { database }: Pick<AppPorts, 'database'>,
  garments: readonly Cloth3dRow[],
): string {
  const owners = garments.map(({ clothId }) => requireCloth(database, clothId).userId);
  const errors = owners.flatMap((owner, n) =>
    owner === owners[0]
      ? []
      : [
          {
            pointer: `/garments/${n}/cloth3d_id`,
            detail: 'It belongs to another user than the first garment.',
          },
        ],
  );
  if (errors.length > 0) {
    throw new ProblemError(
      'schema-mismatch',
      'The garments of an outfit belong to one user; these belong to several.',
      { errors },
    );
  }
  return owners[0]!;
}
