import type { ByteCache } from '@fitroom/shared/tryon/ports';

const DATABASE = 'fitroom-worker-cache';
const STORE = 'bytes';
/** A posed body's distance field is a few MB; this many keep a phone's quota out of danger. */
const MAX_ENTRIES = 24;

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

interface Entry {
  readonly bytes: Uint8Array;
  readonly usedAt: number;
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(STORE).createIndex('usedAt', 'usedAt');
  };
  return settled(request);
}

async function dropOldest(store: IDBObjectStore): Promise<void> {
  const surplus = (await settled(store.count())) - MAX_ENTRIES;
  if (surplus <= 0) return;
  const oldest = await settled(store.index('usedAt').getAllKeys(null, surplus));
  for (const key of oldest) store.delete(key);
}

/**
 * A byte cache in IndexedDB. Where the browser refuses storage (private windows, a full disk) it
 * forgets at once and never fails a job.
 *
 * @param now Milliseconds of the wall clock; the entries used longest ago go first.
 */
export function createByteStore(now: () => number): ByteCache {
  let opening: Promise<IDBDatabase> | null = null;
  const database = () => {
    opening ??= open();
    // A refusal must not be remembered: the next call may be granted.
    opening.catch(() => {
      opening = null;
    });
    return opening;
  };
  return {
    async get(key) {
      try {
        const store = (await database()).transaction(STORE, 'readwrite').objectStore(STORE);
        const entry: Entry | undefined = await settled(store.get(key));
        if (!entry) return null;
        store.put({ bytes: entry.bytes, usedAt: now() } satisfies Entry, key);
        return entry.bytes;
      } catch {
        return null;
      }
    },
    async put(key, bytes) {
      try {
        const store = (await database()).transaction(STORE, 'readwrite').objectStore(STORE);
        await settled(store.put({ bytes, usedAt: now() } satisfies Entry, key));
        await dropOldest(store);
      } catch {
        // Kept nowhere; the caller computes it again.
      }
    },
  };
}
