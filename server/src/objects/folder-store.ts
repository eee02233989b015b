import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { ProblemError } from '../problems/problem-error.ts';
import { isPlainKey, type ObjectStore } from './object-store.ts';

const hasCode = (error: unknown, ...codes: string[]) =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code));

/** Objects as files below one folder. A file appears under its name only when it is whole. */
export function createFolderStore(root: string): ObjectStore {
  const pathOf = (key: string) => {
    if (!isPlainKey(key)) throw new Error(`Not a key of the store: ${JSON.stringify(key)}`);
    return join(root, ...key.split('/'));
  };
  const sizeOf = async (path: string) => {
    const found = await stat(path).catch((error: unknown) => {
      if (hasCode(error, 'ENOENT', 'ENOTDIR')) return null;
      throw error;
    });
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
        if (hasCode(error, 'ENOSPC', 'EDQUOT')) {
          throw new ProblemError(
            'storage-full',
            'The folder of stored files is full. The operator has to make room.',
            { cause: error },
          );
        }
        throw error;
      }
    },
    async get(key) {
      const path = pathOf(key);
      const size = await sizeOf(path);
      if (size === null) return null;
      return { size, stream: () => Readable.toWeb(createReadStream(path)) };
    },
    async read(key) {
      const bytes = await readFile(pathOf(key)).catch((error: unknown) => {
        if (hasCode(error, 'ENOENT', 'ENOTDIR')) return null;
        throw error;
      });
      return bytes && new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    },
    async has(key) {
      return (await sizeOf(pathOf(key))) !== null;
    },
    async remove(keyOrFolder) {
      const path = pathOf(keyOrFolder.replace(/\/$/, ''));
      await rm(path, { recursive: keyOrFolder.endsWith('/'), force: true });
    },
  };
}
