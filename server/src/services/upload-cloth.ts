import { randomUUID } from 'node:crypto';
import { readPhotoHeader } from '@fitroom/shared/image/photo-header';
import { InputError } from '@fitroom/shared/job/input-error';
import { UPLOAD_LIMIT_BYTES, UserIdSchema } from '@fitroom/shared/schemas/cloth';
import { multipartBoundary, readMultipart } from '../http/read-multipart.ts';
import { ProblemError } from '../problems/problem-error.ts';
import { type ClothRow, clothInserts, findCloth } from '../records/clothes.ts';
import { announcementOf, jobInsert } from '../records/enqueue-job.ts';
import type { Access } from './access.ts';
import type { AppPorts } from './app-ports.ts';

/** A user id and room for a access's mistakes, which the schema then names. */
const USER_FIELD_BYTES = 1024;

const MEGABYTES = UPLOAD_LIMIT_BYTES / 1024 / 1024;

interface UploadForm {
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
  const { database, store, jobs } = ports;
  const { userId, file, backFile } = await readUploadForm(contentType, body);
  if (access.userId !== null && access.userId !== userId) {
    throw new ProblemError(
      'foreign-user',
      `This API key speaks for the user ${JSON.stringify(access.userId)}; user_id names another.`,
    );
  }
  const front = readPhotoHeader(file);
  const back = backFile && readPhotoHeader(backFile);
  const id = randomUUID();
  const folder = `clothes/${id}/`;
  const imageKey = `${folder}original.${front.format}`;
  const backImageKey = back && `${folder}original-back.${back.format}`;
  const createdAt = new Date(ports.now());
  const { tenantId } = access;
  const look = {
    id: randomUUID(),
    kind: 'inspect',
    targetId: id,
    tenantId,
    userId,
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

async function readUploadForm(
  contentType: string | undefined,
  body: ReadableStream<Uint8Array> | null,
): Promise<UploadForm> {
  const boundary = multipartBoundary(contentType);
  if (boundary === null || body === null) {
    throw new ProblemError(
      'unsupported-media-type',
      `Send multipart/form-data with the fields file and user_id; ${contentType ?? 'no content type'} came.`,
    );
  }
  const parts = await readMultipart(body, boundary, {
    partBytes: {
      file: UPLOAD_LIMIT_BYTES,
      back_file: UPLOAD_LIMIT_BYTES,
      user_id: USER_FIELD_BYTES,
    },
    tooLarge: (name) =>
      name === 'user_id'
        ? fieldProblem('/user_id', 'It is too long.')
        : new InputError(
            'photo-too-large',
            `The photo may have at most ${MEGABYTES} MB; more came. Save it smaller and upload it again.`,
          ),
  });
  const partOf = (name: string) => parts.find((part) => part.name === name);
  const userId = UserIdSchema.safeParse(partOf('user_id')?.bytes.toString('utf8'));
  const file = partOf('file');
  if (!file || file.bytes.length === 0) throw fieldProblem('/file', 'A photo is expected here.');
  if (!userId.success) {
    throw fieldProblem('/user_id', userId.error.issues.map((issue) => issue.message).join(' '));
  }
  const back = partOf('back_file');
  return {
    userId: userId.data,
    file: file.bytes,
    // Browsers send an empty part for a file field that was left empty.
    backFile: back && back.bytes.length > 0 ? back.bytes : null,
  };
}

function fieldProblem(pointer: string, detail: string): ProblemError {
  return new ProblemError('schema-mismatch', `${pointer}: ${detail}`, {
    errors: [{ pointer, detail }],
  });
}
