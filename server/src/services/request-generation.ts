import { randomUUID } from 'node:crypto';
import type { Generate3dRequest } from '@fitroom/shared/schemas/cloth3d';
import { originalExpired, ProblemError } from '../problems/problem-error.ts';
import { SERVICE_DETAILS } from '../problems/service-details.ts';
import { isMesh } from '../records/clothes.ts';
import { cloth3dInsert } from '../records/clothes3d.ts';
import type { Access } from './access.ts';
import type { AppPorts } from './app-ports.ts';
import { enqueueOnce } from './enqueue-once.ts';
import type { GeneratorPorts } from './find-generators.ts';
import { requireCloth } from './find-or-404.ts';
import { requireGenerator } from './require-generator.ts';

/**
 * Puts the making of a 3D garment in line.
 *
 * @returns the id of the new 3D garment.
 * @throws {ProblemError} when the cloth is unknown, failed or expired, the generator cannot run, or the queue
 *   is full.
 */
export async function requestGeneration(
  ports: GeneratorPorts & Pick<AppPorts, 'jobs'>,
  access: Access,
  clothId: string,
  request: Generate3dRequest,
): Promise<string> {
  const { database } = ports;
  const cloth = await requireCloth(database, access, clothId);
  if (cloth.status === 'failed') {
    throw new ProblemError('cloth-failed', SERVICE_DETAILS.photoFailed(), { log: cloth.log });
  }
  if (isMesh(cloth)) {
    throw new ProblemError('photo-unsupported', SERVICE_DETAILS.madeOfMesh());
  }
  if (cloth.expiredAt) throw originalExpired(cloth.expiredAt);
  const needs = await requireGenerator(ports, request.model, request.quality);
  const id = randomUUID();
  const createdAt = new Date(ports.now());
  const { tenantId, userId } = cloth;
  const wish = {
    clothId,
    modelUsed: request.model,
    quality: request.quality,
    category: request.category ?? null,
    options: {
      category: request.category ?? 'auto',
      ease: request.ease ?? 'regular',
      fabric: request.fabric ?? 'auto',
      ...(request.offset_mm !== undefined && { offsetMm: request.offset_mm }),
      knownWidthCm: request.known_width_cm ?? null,
      sizeLabel: request.size_label ?? null,
      front: request.front ?? 'auto',
      corrections: request.landmarks ?? [],
      // A neural generator's goes by its quality.
      ...(request.model === 'panels' || request.texture_px !== undefined
        ? { textureSize: request.texture_px ?? 1024 }
        : {}),
      removeBackground: request.remove_background ?? true,
      obj: request.formats?.includes('obj') ?? false,
      ...(request.model !== 'panels' && {
        seed: request.seed ?? 0,
        views: request.views ?? null,
        large: request.large ?? false,
      }),
    },
  } as const;
  return enqueueOnce(
    ports,
    access,
    [cloth3dInsert(database, { ...wish, id, tenantId, createdAt })],
    {
      kind: 'generate',
      needs,
      targetId: id,
      tenantId,
      userId,
      sameAs: `generate ${JSON.stringify(wish)}`,
      createdAt,
    },
  );
}
