import { randomUUID } from 'node:crypto';
import type { FitRequest } from '@fitroom/shared/schemas/fitting-session';
import { findCloth } from '../records/clothes.ts';
import { sessionInserts } from '../records/sessions.ts';
import type { Access } from './access.ts';
import type { AppPorts } from './app-ports.ts';
import { enqueueOnce } from './enqueue-once.ts';
import { findWearable } from './find-wearable.ts';
import { fitOptions } from './fit-options.ts';
import { requirePreset } from './require-preset.ts';

/**
 * Puts the fitting of a 3D garment on a preset in line; it waits for a garment still in the making.
 *
 * @returns the id of the new session, which inherits the user of its cloth.
 * @throws {ProblemError} when the garment is unknown or failed, the preset unknown, or the queue full.
 */
export async function requestFit(
  ports: Pick<AppPorts, 'database' | 'jobs' | 'now' | 'settings'>,
  access: Access,
  request: FitRequest,
): Promise<string> {
  const { database } = ports;
  const garment = await findWearable(database, access, request.cloth3d_id);
  await requirePreset(database, request.avatar_preset_id);
  const cloth = await findCloth(database, garment.clothId);
  const id = randomUUID();
  const createdAt = new Date(ports.now());
  const { tenantId } = garment;
  const userId = cloth?.userId ?? '';
  const wish = {
    cloth3dId: garment.id,
    avatarPresetId: request.avatar_preset_id,
    method: request.method ?? 'drape',
    ease: request.ease ?? null,
    fabric: request.fabric ?? null,
    pose: request.pose ?? null,
    options: fitOptions(request),
  } as const;
  const stage = garment.status === 'processing' ? 'waiting' : 'queued';
  return enqueueOnce(
    ports,
    access,
    sessionInserts(database, { ...wish, id, tenantId, userId, stage, createdAt }, [garment.id]),
    {
      kind: 'fit',
      targetId: id,
      tenantId,
      userId,
      sameAs: `fit ${JSON.stringify(wish)}`,
      createdAt,
    },
  );
}
