import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import {
  type ApiKeyRow,
  findKey,
  findTenant,
  insertKey,
  insertTenant,
} from '../records/api-keys.ts';
import type { Database } from '../records/database.ts';
import { type KeyScope, OPEN_TENANT } from '../records/schema/stored-values.ts';

/** What the keys of this product begin with, so that scanners of leaked secrets can tell them. */
const PREFIX = 'frk_';
/** As many bits as the hash has: nobody guesses one, so a plain hash without salt is enough. */
const KEY_BYTES = 32;

/** Name of the tenant that has what was made before keys were on. */
export const OPEN_TENANT_NAME = 'open';

export interface KeyWish {
  /** Made where there is none of that name. */
  readonly tenant: string;
  readonly name: string;
  readonly userId: string | null;
  readonly scopes: readonly KeyScope[];
  readonly requestsPerMinute: number | null;
  readonly jobsPerDay: number | null;
}

const hashOf = (key: string) => createHash('sha256').update(key).digest('hex');

/**
 * Makes a key.
 *
 * @returns the key itself, which is kept nowhere, and the id that it is revoked by.
 */
export async function createKey(
  database: Database,
  { tenant, ...wish }: KeyWish,
  createdAt: Date,
): Promise<{ readonly id: string; readonly key: string }> {
  const id = randomUUID();
  const key = `${PREFIX}${randomBytes(KEY_BYTES).toString('base64url')}`;
  const tenantId = await tenantOf(database, tenant, createdAt);
  await insertKey(database, { ...wish, id, tenantId, hash: hashOf(key), createdAt });
  return { id, key };
}

async function tenantOf(database: Database, name: string, createdAt: Date): Promise<string> {
  const known = await findTenant(database, name);
  if (known) return known.id;
  const id = name === OPEN_TENANT_NAME ? OPEN_TENANT : randomUUID();
  await insertTenant(database, { id, name, createdAt });
  return id;
}

/** Rows of keys are kept for so long: a revoked key works for as long after. */
export const KEY_MEMORY_MS = 5000;
/** With unknown ones, which anybody can make up; some 5 MB. */
const MOST_KEYS_REMEMBERED = 10_000;

/**
 * Finds keys that are good, asking the database about each once in a while: polls come by the
 * thousand, keys by the dozen. The same is done for keys that are there and for those that are not.
 *
 * @param now milliseconds.
 * @returns the row; null where the key is unknown or revoked.
 */
export function createKeyFinder(
  database: Database,
  now: () => number,
): (key: string) => Promise<ApiKeyRow | null> {
  const remembered = new Map<string, { at: number; row: Promise<ApiKeyRow | undefined> }>();
  return async (key) => {
    const hash = hashOf(key);
    const at = now();
    let entry = remembered.get(hash);
    // A clock that was set back must not keep an old answer alive.
    if (!entry || at - entry.at >= KEY_MEMORY_MS || at < entry.at) {
      if (remembered.size >= MOST_KEYS_REMEMBERED) remembered.clear();
      const asked = { at, row: findKey(database, hash) };
      entry = asked;
      remembered.set(hash, asked);
      // A database that was away is asked again at once.
      asked.row.catch(() => {
        if (remembered.get(hash) === asked) remembered.delete(hash);
      });
    }
    const row = await entry.row;
    // Found by its hash already; said once more in a way that does not tell how much of it fits.
    const isSame = row && timingSafeEqual(Buffer.from(row.hash), Buffer.from(hash));
    return isSame && row.revokedAt === null ? row : null;
  };
}
