import { UPLOAD_LIMIT_BYTES } from '@fitroom/shared/schemas/cloth';
import { MOST_BATCH_FILES } from '@fitroom/shared/schemas/upload-batch';
import { UserIdSchema } from '@fitroom/shared/schemas/user-id';
import { type MultipartPart, multipartBoundary, readParts } from '../http/read-multipart.ts';
import { FIELD_BYTES } from '../http/read-upload-form.ts';
import { ProblemError } from '../problems/problem-error.ts';
import { mismatchAt, schemaMismatch } from '../problems/schema-mismatch.ts';
import { SERVICE_DETAILS } from '../problems/service-details.ts';
import type { ClothRow } from '../records/clothes.ts';
import { type Access, requireOwnUser } from './access.ts';
import type { AppPorts } from './app-ports.ts';
import { removeCloth } from './delete-records.ts';
import { keepPhotos, photoTooLarge } from './upload-cloth.ts';

/** What became of the photo at its place in the batch; the error is one that a photo alone would get. */
export type BatchOutcome = { readonly row: ClothRow } | { readonly error: unknown };

/** How the batch is held to the server's limits while it comes. */
export interface BatchLimits {
  /** This many bytes need not be held any longer. */
  giveBack(bytes: number): void;
  /** One more than the first, which the request itself was; throws where that is too many. */
  countOneMore(): Promise<void>;
}

/** All photos at their largest, and the lines between them. */
const MOST_BODY_BYTES = MOST_BATCH_FILES * (UPLOAD_LIMIT_BYTES + 8 * 1024);

type BatchPorts = Pick<AppPorts, 'database' | 'store' | 'jobs' | 'now' | 'events'>;

/**
 * Takes several photos of one user in. Each is kept as soon as it is whole, so that one of them is held at a
 * time where user_id comes first; a photo that is refused leaves the others. A body that turns out broken,
 * or ends before its end, leaves nothing behind.
 *
 * @returns one outcome for each photo, in their order.
 * @throws {ProblemError} for what is wrong with the batch as a whole.
 */
export async function uploadBatch(
  ports: BatchPorts,
  access: Access,
  contentType: string | undefined,
  body: ReadableStream<Uint8Array> | null,
  limits: BatchLimits,
): Promise<BatchOutcome[]> {
  const boundary = multipartBoundary(contentType);
  if (boundary === null || body === null) {
    throw new ProblemError(
      'unsupported-media-type',
      SERVICE_DETAILS.notUpload('batch', contentType ?? null),
    );
  }
  const outcomes: BatchOutcome[] = [];
  const early: MultipartPart[] = [];
  let userId: string | null = null;
  const keep = async (owner: string, photo: MultipartPart) => {
    outcomes.push(
      await outcomeOf(async () => {
        if (photo.isTooLong) throw photoTooLarge();
        if (outcomes.length > 0) await limits.countOneMore();
        const form = { userId: owner, file: photo.bytes, backFile: null };
        return keepPhotos(ports, access, form);
      }),
    );
    limits.giveBack(photo.bytes.length);
  };
  try {
    const parts = {
      partBytes: { user_id: FIELD_BYTES, file: UPLOAD_LIMIT_BYTES },
      mostOf: { file: MOST_BATCH_FILES },
      bodyBytes: MOST_BODY_BYTES,
      tooLarge: (name: string) =>
        name === 'file' ? null : mismatchAt(`/${name}`, SERVICE_DETAILS.fieldTooLong()),
    };
    for await (const part of readParts(body, boundary, parts)) {
      if (part.name === 'user_id') {
        userId = readUser(access, part);
        for (const photo of early.splice(0)) await keep(userId, photo);
      } else if (userId === null) early.push(part);
      else await keep(userId, part);
    }
    if (userId === null) throw mismatchAt('/user_id', SERVICE_DETAILS.userMissing());
    if (outcomes.length === 0) throw mismatchAt('/file', SERVICE_DETAILS.photosMissing());
  } catch (error) {
    for (const outcome of outcomes) {
      if ('row' in outcome) await removeCloth(ports, access, outcome.row.id);
    }
    throw error;
  }
  return outcomes;
}

function readUser(access: Access, part: MultipartPart): string {
  const userId = UserIdSchema.safeParse(part.bytes.toString('utf8'));
  if (!userId.success) {
    throw schemaMismatch(userId.error.issues, ['user_id']);
  }
  requireOwnUser(access, userId.data);
  return userId.data;
}

async function outcomeOf(keep: () => Promise<ClothRow>): Promise<BatchOutcome> {
  try {
    return { row: await keep() };
  } catch (error) {
    return { error };
  }
}
