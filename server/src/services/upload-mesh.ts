import { randomUUID } from 'node:crypto';
import { InputError } from '@fitroom/shared/job/input-error';
import { UPLOADED } from '@fitroom/shared/schemas/cloth3d';
import { MESH_LIMIT_BYTES } from '@fitroom/shared/schemas/mesh-limits';
import { CategorySchema } from '@fitroom/shared/schemas/words';
import { readUploadForm } from '../http/read-upload-form.ts';
import { mismatchAt, schemaMismatch } from '../problems/schema-mismatch.ts';
import { SERVICE_DETAILS } from '../problems/service-details.ts';
import { clothInserts } from '../records/clothes.ts';
import { cloth3dInsert } from '../records/clothes3d.ts';
import { announcementOf, jobInsert } from '../records/enqueue-job.ts';
import { type Access, requireOwnUser } from './access.ts';
import type { AppPorts } from './app-ports.ts';
import { requireJobQuota } from './require-job-quota.ts';
import { requireQueueRoom } from './require-queue-room.ts';

const MEGABYTES = MESH_LIMIT_BYTES / 1024 / 1024;
/** First bytes of a GLB (glTF 2.0, section 4.4.2). */
const GLB_MAGIC = 'glTF';

/**
 * Takes a mesh in place of a photo: read as it streams, told by its first bytes, stored, and put in line to
 * be read, opened and shown by a job thread.
 *
 * @returns the ids of its cloth and of its 3D garment.
 * @throws {InputError | ProblemError}
 */
export async function uploadMesh(
  ports: Pick<AppPorts, 'database' | 'store' | 'jobs' | 'now' | 'settings'>,
  access: Access,
  contentType: string | undefined,
  body: ReadableStream<Uint8Array> | null,
): Promise<{ readonly clothId: string; readonly cloth3dId: string }> {
  const { database, store, jobs } = ports;
  const { userId, category, file } = await readMesh(contentType, body);
  requireOwnUser(access, userId);
  await requireJobQuota(ports, access);
  await requireQueueRoom(ports);
  const [clothId, cloth3dId] = [randomUUID(), randomUUID()];
  const folder = `clothes/${clothId}/`;
  const imageKey = `${folder}original.glb`;
  const createdAt = new Date(ports.now());
  const { tenantId, traceparent } = access;
  const job = {
    id: randomUUID(),
    kind: 'generate',
    targetId: cloth3dId,
    tenantId,
    userId,
    traceparent,
    createdAt,
  } as const;
  const size = { widthPx: 0, heightPx: 0 };
  try {
    await store.put(imageKey, file);
    await database.atomically([
      ...clothInserts(database, { id: clothId, tenantId, userId, imageKey, ...size, createdAt }),
      cloth3dInsert(database, {
        id: cloth3dId,
        clothId,
        tenantId,
        modelUsed: UPLOADED,
        quality: 'med',
        category,
        options: {
          category: category ?? 'auto',
          ease: 'regular',
          knownWidthCm: null,
          removeBackground: false,
          obj: false,
        },
        createdAt,
      }),
      jobInsert(database, job),
    ]);
  } catch (error) {
    await store.remove(folder);
    throw error;
  }
  jobs.added(announcementOf(job));
  return { clothId, cloth3dId };
}

async function readMesh(contentType: string | undefined, body: ReadableStream<Uint8Array> | null) {
  const form = await readUploadForm(
    contentType,
    body,
    { file: MESH_LIMIT_BYTES },
    ['category'],
    () => new InputError('mesh-too-large', SERVICE_DETAILS.meshTooLarge(MEGABYTES)),
  );
  const file = form.bytes('file');
  if (!file) throw mismatchAt('/file', SERVICE_DETAILS.meshMissing());
  const word = form.bytes('category')?.toString('utf8') ?? null;
  const category = word === null ? null : CategorySchema.safeParse(word);
  if (category && !category.success) {
    throw schemaMismatch(category.error.issues, ['category']);
  }
  if (file.subarray(0, GLB_MAGIC.length).toString('latin1') !== GLB_MAGIC) {
    throw new InputError('not-a-glb', SERVICE_DETAILS.notGlb());
  }
  return { userId: form.userId, category: category?.data ?? null, file };
}
