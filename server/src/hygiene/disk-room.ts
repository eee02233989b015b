import { statfs } from 'node:fs/promises';
import { shareAnswer } from '../platform/share-answer.ts';
import { ProblemError, STORAGE_RETRY_S } from '../problems/problem-error.ts';
import { SERVICE_DETAILS } from '../problems/service-details.ts';

/** Says no to new work while the disk is nearly full. */
export interface DiskRoom {
  /** @throws {ProblemError} `storage-full` */
  require(): Promise<void>;
}

export const UNLIMITED_ROOM: DiskRoom = { async require() {} };

export interface DiskRoomOptions {
  readonly dataFolder: string;
  /** Free room below which new work is refused; 0: never. */
  readonly reserveMegabytes: number;
  /** Milliseconds. */
  readonly now: () => number;
  /** Free bytes where the data folder is; null where the system does not say. */
  readonly freeBytes?: () => Promise<number | null>;
}

const MEGABYTE = 1024 * 1024;
/** A burst of uploads asks the file system once; within this it cannot fill a reserve of hundreds of MB. */
const SHARED_FOR_MS = 1000;

/**
 * Watches the file system of the data folder: the database there needs room to say what becomes of the
 * jobs that were taken, so new ones are refused before it is gone. Reading goes on.
 */
export function createDiskRoom({
  dataFolder,
  reserveMegabytes,
  now,
  freeBytes = () => freeBytesOf(dataFolder),
}: DiskRoomOptions): DiskRoom {
  if (reserveMegabytes === 0) return UNLIMITED_ROOM;
  const reserve = reserveMegabytes * MEGABYTE;
  const ask = shareAnswer(freeBytes, SHARED_FOR_MS, now);
  return {
    async require() {
      const free = await ask();
      if (free === null || free >= reserve) return;
      throw new ProblemError(
        'storage-full',
        SERVICE_DETAILS.diskFull(Math.floor(free / MEGABYTE), reserveMegabytes),
        { retryAfterSeconds: STORAGE_RETRY_S },
      );
    },
  };
}

/** What is free for this user on the file system of a folder; null where it does not say. */
export async function freeBytesOf(folder: string): Promise<number | null> {
  const found = await statfs(folder).catch(() => null);
  return found && found.bavail * found.bsize;
}
