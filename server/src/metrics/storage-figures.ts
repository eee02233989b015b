import { freeBytesOf } from '../hygiene/disk-room.ts';
import type { ObjectStore } from '../objects/object-store.ts';

export interface FolderFigures {
  readonly objects: number;
  readonly bytes: number;
}

export interface StorageFigures {
  /** Free bytes of the file system below the data folder; null where it does not say. */
  freeBytes(): Promise<number | null>;
  /** What is stored, by the first part of the keys; empty until it was counted once. */
  stored(): ReadonlyMap<string, FolderFigures>;
}

/** The whole store is listed for it: a request for every thousand objects in S3. */
const COUNT_EVERY_MS = 900_000;

/**
 * Figures of the store for the metrics. Counting goes on in the background: a scrape gets what was
 * counted last, and starts a new count when that is old. A failed count keeps the last one.
 *
 * @param now milliseconds since 1970.
 */
export function createStorageFigures(
  store: ObjectStore,
  dataFolder: string,
  now: () => number,
): StorageFigures {
  let counted: ReadonlyMap<string, FolderFigures> = new Map();
  let countedAt = Number.NEGATIVE_INFINITY;
  return {
    freeBytes: () => freeBytesOf(dataFolder),
    stored() {
      if (now() - countedAt >= COUNT_EVERY_MS) {
        countedAt = now();
        countObjects(store).then(
          (figures) => {
            counted = figures;
          },
          () => {},
        );
      }
      return counted;
    },
  };
}

async function countObjects(store: ObjectStore): Promise<Map<string, FolderFigures>> {
  const figures = new Map<string, FolderFigures>();
  for await (const { key, size } of store.list('')) {
    const folder = key.slice(0, Math.max(0, key.indexOf('/')));
    const { objects = 0, bytes = 0 } = figures.get(folder) ?? {};
    figures.set(folder, { objects: objects + 1, bytes: bytes + size });
  }
  return figures;
}
