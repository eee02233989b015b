import { randomUUID } from 'node:crypto';
import type { OutfitRequest } from '@fitroom/shared/schemas/outfit';
import { ProblemError } from '../problems/problem-error.ts';
import { SERVICE_DETAILS } from '../problems/service-details.ts';
import { findCloth } from '../records/clothes.ts';
import type { Cloth3dRow } from '../records/clothes3d.ts';
import { sessionInserts } from '../records/sessions.ts';
import type { Access } from './access.ts';
import type { AppPorts } from './app-ports.ts';
import { enqueueOnce } from './enqueue-once.ts';
import { findWearable } from './find-wearable.ts';
import { fitOptions } from './fit-options.ts';
import { requirePreset } from './require-preset.ts';

/**
 * Puts the dressing of a preset in several garments in line; it waits for those still in the making.
 *
 * @returns the id of the new session. Its garment is the outermost as stated.
 * @throws {ProblemError} when a garment is unknown, failed or somebody else's than the others, the
 *   preset unknown, or the queue full.
 */
export async function requestOutfit(
  ports: Pick<AppPorts, 'database' | 'jobs' | 'now' | 'settings'>,
  access: Access,
  { garments: stated, avatar_preset_id, pose, ...shown }: OutfitRequest,
): Promise<string> {
  const { database } = ports;
  const garments: Cloth3dRow[] = [];
  for (const { cloth3d_id } of stated) {
    garments.push(await findWearable(database, access, cloth3d_id));
  }
  const userId = await requireOneOwner(ports, garments);
  await requirePreset(database, avatar_preset_id);
  const id = randomUUID();
  const createdAt = new Date(ports.now());
  const outermost = garments.at(-1)!;
  const { tenantId } = outermost;
  const wish = {
    cloth3dId: outermost.id,
    avatarPresetId: avatar_preset_id,
    method: 'drape',
    pose: pose ?? null,
    options: fitOptions(shown),
    outfit: stated.map(({ cloth3d_id, tucked, fabric }) => ({
      cloth3dId: cloth3d_id,
      tucked: tucked ?? false,
      ...(fabric && { fabric }),
    })),
  } as const;
  const isWaiting = garments.some(({ status }) => status === 'processing');
  const stage = isWaiting ? 'waiting' : 'queued';
  return enqueueOnce(
    ports,
    access,
    sessionInserts(
      database,
      { ...wish, id, tenantId, userId, stage, createdAt },
      garments.map((garment) => garment.id),
    ),
    {
      kind: 'outfit',
      targetId: id,
      tenantId,
      userId,
      sameAs: `outfit ${JSON.stringify(wish)}`,
      createdAt,
    },
  );
}

/** Whoever sees the result sees all of its garments. */
async function requireOneOwner(
  { database }: Pick<AppPorts, 'database'>,
  garments: readonly Cloth3dRow[],
): Promise<string> {
  const owners: string[] = [];
  for (const { clothId } of garments)
    owners.push((await findCloth(database, clothId))?.userId ?? '');
  const errors = owners.flatMap((owner, n) =>
    owner === owners[0]
      ? []
      : [
          {
            pointer: `/garments/${n}/cloth3d_id`,
            detail: SERVICE_DETAILS.garmentOfAnother(),
          },
        ],
  );
  if (errors.length > 0) {
    throw new ProblemError('schema-mismatch', SERVICE_DETAILS.outfitOfSeveral(), { errors });
  }
  return owners[0]!;
}
