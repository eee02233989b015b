import { UserIdSchema } from '@fitroom/shared/schemas/user-id';
import { ProblemError } from '../problems/problem-error.ts';
import { mismatchAt, schemaMismatch } from '../problems/schema-mismatch.ts';
import { SERVICE_DETAILS } from '../problems/service-details.ts';
import { type MultipartPart, multipartBoundary, readMultipart } from './read-multipart.ts';

/** Words and a room for a caller's mistakes, which the schema then names. */
export const FIELD_BYTES = 1024;

/** An upload whose user is known to be one. */
export interface UploadForm {
  readonly userId: string;
  /** Null where the field is not there, or was left empty: browsers send an empty part then. */
  bytes(name: string): Buffer | null;
}

/**
 * Reads an upload as it streams.
 *
 * @param files Fields that hold files, and how many bytes of each are taken.
 * @param words Fields beside user_id that hold a word.
 * @param tooLarge What to throw when a file is longer.
 * @throws {ProblemError}
 */
export async function readUploadForm(
  contentType: string | undefined,
  body: ReadableStream<Uint8Array> | null,
  files: Readonly<Record<string, number>>,
  words: readonly string[],
  tooLarge: () => Error,
): Promise<UploadForm> {
  const boundary = multipartBoundary(contentType);
  if (boundary === null || body === null) {
    throw new ProblemError(
      'unsupported-media-type',
      SERVICE_DETAILS.notUpload('one', contentType ?? null),
    );
  }
  const fields = Object.fromEntries(['user_id', ...words].map((name) => [name, FIELD_BYTES]));
  const parts = await readMultipart(body, boundary, {
    partBytes: { ...files, ...fields },
    tooLarge: (name) =>
      Object.hasOwn(files, name)
        ? tooLarge()
        : mismatchAt(`/${name}`, SERVICE_DETAILS.fieldTooLong()),
  });
  const partOf = (name: string): MultipartPart | undefined =>
    parts.find((part) => part.name === name);
  const userId = UserIdSchema.safeParse(partOf('user_id')?.bytes.toString('utf8'));
  if (!userId.success) {
    throw schemaMismatch(userId.error.issues, ['user_id']);
  }
  return {
    userId: userId.data,
    bytes(name) {
      const part = partOf(name);
      return part && part.bytes.length > 0 ? part.bytes : null;
    },
  };
}
