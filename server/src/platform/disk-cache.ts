import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import type { ByteCache } from '@fitroom/shared/tryon/ports';

/** When the folder holds more than this, what was not read for longest goes. */
const MOST_BYTES = 512 * 1024 * 1024;
/** Looking through the folder takes time: each cache does it as it first writes, and each time it has written this share. */
const LOOK_AFTER = 1 / 8;
/** Keys become file names; anything else would leave the folder. */
const SAFE_KEY = /^[\w.-]{1,200}$/;

/**
 * A cache in a folder. It never fails a job: what cannot be read is computed again, what cannot be
 * written (a full or read-only disk) is left out.
 */
export function createDiskCache(folder: string, mostBytes = MOST_BYTES): ByteCache {
  let unlooked = mostBytes;
  const fileOf = (key: string): string => {
    if (!SAFE_KEY.test(key)) throw new Error(`Not a cache key: ${key}`);
    return join(folder, key);
  };
  return {
    async get(key) {
      const file = fileOf(key);
      try {
        const bytes = new Uint8Array(await readFile(file));
        const now = new Date();
        await utimes(file, now, now).catch(() => undefined);
        return bytes;
      } catch {
        return null;
      }
    },
    async put(key, bytes) {
      // Written aside and renamed, so that another process or thread never reads half a file.
      const file = fileOf(key);
      const aside = `${file}.${process.pid}-${threadId}.part`;
      try {
        await mkdir(folder, { recursive: true });
        await writeFile(aside, bytes);
        await rename(aside, file);
        unlooked += bytes.byteLength;
        if (unlooked < mostBytes * LOOK_AFTER) return;
        unlooked = 0;
        await dropOldest(folder, mostBytes);
      } catch {
        await rm(aside, { force: true }).catch(() => undefined);
      }
    },
  };
}

async function dropOldest(folder: string, mostBytes: number): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async ({ name }) => {
        const path = join(folder, name);
        const { size, mtimeMs } = await stat(path);
        return { path, size, mtimeMs };
      }),
  );
  let total = files.reduce((sum, { size }) => sum + size, 0);
  for (const { path, size } of files.sort((a, b) => a.mtimeMs - b.mtimeMs)) {
    if (total <= mostBytes) return;
    await rm(path, { force: true });
    total -= size;
  }
}

/**
 * FITROOM_CACHE, else `fitroom` in the system's folder for caches.
 *
 * @param environment the process's own.
 */
export function cacheFolder(environment: Readonly<Record<string, string | undefined>>): string {
  if (environment.FITROOM_CACHE) return environment.FITROOM_CACHE;
  if (process.platform === 'win32' && environment.LOCALAPPDATA) {
    return join(environment.LOCALAPPDATA, 'fitroom', 'cache');
  }
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'fitroom');
  return join(environment.XDG_CACHE_HOME || join(homedir(), '.cache'), 'fitroom');
}
