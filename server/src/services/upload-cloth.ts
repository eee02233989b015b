import { randomUUID } from 'node:crypto';
import { readPhotoHeader } from '@fitroom/shared/image/photo-header';
import { InputError } from '@fitroom/shared/job/input-error';
import { UPLOAD_LIMIT_BYTES } from '@fitroom/shared/schemas/cloth';
import { readUploadForm } from '../http/read-upload-form.ts';
import { mismatchAt } from '../problems/schema-mismatch.ts';
import { SERVICE_DETAILS } from '../problems/service-details.ts';
import { type ClothRow, clothInserts, findCloth } from '../records/clothes.ts';
import { announcementOf, jobInsert } from '../records/enqueue-job.ts';
import { type Access, requireOwnUser } from './access.ts';
import type { AppPorts } from './app-ports.ts';

const MEGABYTES = UPLOAD_LIMIT_BYTES / 1024 / 1024;

/** The photos of one garment. */
export interface PhotoForm {
  readonly userId: string;
  readonly file: Buffer;
  readonly backFile: Buffer | null;
}

/**
 * Takes a photo in: read as it streams, judged by its header before anything is decoded, stored, and
 * put in line for a look by a job thread.
 *
 * @throws {InputError | ProblemError}
 */
export async function uploadCloth(
  ports: Pick<AppPorts, 'database' | 'store' | 'jobs' | 'now'>,
  access: Access,
  contentType: string | undefined,
  body: ReadableStream<Uint8Array> | null,
): Promise<ClothRow> {
  const form = await readPhotos(contentType, body);
  requireOwnUser(access, form.userId);
  return keepPhotos(ports, access, form);
}

/**
 * Keeps the photos of one garment and puts them in line for a look.
 *
 * @throws {InputError | ProblemError}
 */
export async function keepPhotos(
  ports: Pick<AppPorts, 'database' | 'store' | 'jobs' | 'now'>,
  access: Access,
  { userId, file, backFile }: PhotoForm,
): Promise<ClothRow> {
  const { database, store, jobs } = ports;
  const front = readPhotoHeader(file);
  const back = backFile && readPhotoHeader(backFile);
  const id = randomUUID();
  const folder = `clothes/${id}/`;
  const imageKey = `${folder}original.${front.format}`;
  const backImageKey = back && `${folder}original-back.${back.format}`;
  const createdAt = new Date(ports.now());
  const { tenantId, traceparent } = access;
  const look = {
    id: randomUUID(),
    kind: 'inspect',
    targetId: id,
    tenantId,
    userId,
    traceparent,
    createdAt,
  } as const;
  try {
    await store.put(imageKey, file);
    if (backImageKey && backFile) await store.put(backImageKey, backFile);
    const size = { widthPx: front.width, heightPx: front.height };
    await database.atomically([
      ...clothInserts(database, {
        id,
        tenantId,
        userId,
        imageKey,
        backImageKey,
        ...size,
        createdAt,
      }),
      jobInsert(database, look),
    ]);
  } catch (error) {
    await store.remove(folder);
    throw error;
  }
  jobs.added(announcementOf(look));
  const row = await findCloth(database, id);
  if (!row) throw new Error('A cloth vanished while it was made.');
  return row;
}

export const photoTooLarge = () =>
  new InputError('photo-too-large', SERVICE_DETAILS.uploadTooLarge(MEGABYTES));

async function readPhotos(
  contentType: string | undefined,
  body: ReadableStream<Uint8Array> | null,
): Promise<PhotoForm> {
  const files = { file: UPLOAD_LIMIT_BYTES, back_file: UPLOAD_LIMIT_BYTES };
  const form = await readUploadForm(contentType, body, files, [], photoTooLarge);
  const file = form.bytes('file');
  if (!file) throw mismatchAt('/file', SERVICE_DETAILS.photoMissing());
  return { userId: form.userId, file, backFile: form.bytes('back_file') };
}
