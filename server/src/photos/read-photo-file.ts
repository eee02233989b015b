import { readFile, stat } from 'node:fs/promises';
import { InputError } from '@fitroom/shared/job/input-error';

const MAX_BYTES = 10 * 1024 * 1024;

/**
 * The bytes of a photo that the user named.
 *
 * @throws {InputError} when there is no such file or it is too large; the message says what to do.
 */
export async function readPhotoFile(path: string): Promise<Uint8Array> {
  let size: number;
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new InputError('photo-unreadable', `${path} is not a file.`);
    size = found.size;
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError('photo-unreadable', `There is no readable file at ${path}.`, {
      cause: error,
    });
  }
  if (size > MAX_BYTES) {
    throw new InputError(
      'photo-too-large',
      `The photo has ${(size / 1024 / 1024).toFixed(1)} MB; at most 10 MB are taken. Save it smaller.`,
    );
  }
  return new Uint8Array(await readFile(path));
}
