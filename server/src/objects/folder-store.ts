import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, opendir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { ProblemError, STORAGE_RETRY_S } from '../problems/problem-error.ts';
import { SERVICE_DETAILS } from '../problems/service-details.ts';
import { type ListedObject, type ObjectStore, requirePlainKey } from './object-store.ts';

const hasCode = (error: unknown, ...codes: string[]) =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code));

/** The promise's value, or null when the file or folder is not there. */
const orNull = <Value>(promise: Promise<Value>): Promise<Value | null> =>
  promise.catch((error: unknown) => {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return null;
    throw error;
  });

/** Objects as files below one folder. A file appears under its name only when it is whole. */
export function createFolderStore(root: string): ObjectStore {
  const pathOf = (key: string) => join(root, ...requirePlainKey(key).split('/'));
  const sizeOf = async (path: string) => {
    const found = await orNull(stat(path));
    return found?.isFile() ? found.size : null;
  };
  return {
    async put(key, bytes) {
      const path = pathOf(key);
      const unfinished = `${path}.${randomUUID()}.part`;
      try {
        await mkdir(dirname(path), { recursive: true });
        await writeFile(unfinished, bytes);
        await rename(unfinished, path);
      } catch (error) {
        await rm(unfinished, { force: true });
        throw toStorageProblem(error);
      }
    },
    async get(key) {
      const path = pathOf(key);
      const size = await sizeOf(path);
      if (size === null) return null;
      return {
        size,
        async open(range) {
          // Opened here and not by the stream: a file that is gone must show before headers are sent.
          const file = await orNull(open(path));
          if (!file) return null;
          const part = range ? { start: range.first, end: range.last } : {};
          return Readable.toWeb(createReadStream(path, { fd: file, ...part }));
        },
      };
    },
    async read(key) {
      const bytes = await orNull(readFile(pathOf(key)));
      return bytes && new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    },
    async has(key) {
      return (await sizeOf(pathOf(key))) !== null;
    },
    async remove(keyOrFolder) {
      const path = pathOf(keyOrFolder.replace(/\/$/, ''));
      await rm(path, { recursive: keyOrFolder.endsWith('/'), force: true });
    },
    list(folder) {
      const start = folder === '' ? root : pathOf(folder.replace(/\/$/, ''));
      return listFiles(start, folder);
    },
  };
}

async function* listFiles(path: string, prefix: string): AsyncGenerator<ListedObject> {
  const entries = await orNull(opendir(path));
  if (!entries) return;
  for await (const entry of entries) {
    const key = `${prefix}${entry.name}`;
    const place = join(path, entry.name);
    if (entry.isDirectory()) {
      yield* listFiles(place, `${key}/`);
    } else if (entry.isFile()) {
      const found = await orNull(stat(place));
      if (found) yield { key, size: found.size, modifiedAt: found.mtime };
    }
  }
}

function toStorageProblem(error: unknown): unknown {
  if (hasCode(error, 'ENOSPC', 'EDQUOT')) {
    return new ProblemError('storage-full', SERVICE_DETAILS.folderFull(), {
      cause: error,
      retryAfterSeconds: STORAGE_RETRY_S,
    });
  }
  if (hasCode(error, 'EACCES', 'EPERM', 'EROFS')) {
    return new ProblemError('storage-denied', SERVICE_DETAILS.folderDenied(), { cause: error });
  }
  return error;
}
