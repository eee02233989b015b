import { randomUUID } from 'node:crypto';
import { ownCommand } from '../config/own-command.ts';
import type { Settings } from '../config/settings.ts';
import type { Logger } from '../log/logger.ts';
import type { ListedObject, ObjectStore } from '../objects/object-store.ts';
import type { Database } from '../records/database.ts';
import { type ExpiringTable, expireRows } from '../records/expire-rows.ts';
import { releaseLease, renewLease, takeLease } from '../records/leases.ts';
import { findOwners, type OwnerRow } from '../records/object-owners.ts';
import { type OldRows, removeOldRows } from '../records/remove-old-rows.ts';
import { type Ages, judgeObject, type RemovalReason } from './judge-object.ts';
import { type ObjectClass, placeOf } from './object-class.ts';

export interface SweepPorts {
  readonly database: Database;
  readonly store: ObjectStore;
  readonly settings: Pick<
    Settings,
    'keepOriginalsDays' | 'keepIntermediatesDays' | 'keepResultsDays' | 'jobLimitSeconds'
  >;
  readonly logger: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface RemovedObjects {
  readonly objectClass: ObjectClass;
  readonly reason: RemovalReason;
  readonly objects: number;
  readonly bytes: number;
}

/** What a sweep removed, or would have. */
export interface SweepReport {
  readonly isDry: boolean;
  /** Rows whose files' time is over since this sweep. */
  readonly expiredRows: Readonly<Record<ExpiringTable, number>>;
  readonly removed: readonly RemovedObjects[];
  readonly rows: OldRows;
  /** Orphans that were left where they are, for they were too many to be believed. */
  readonly doubtedOrphans: number;
}

export interface SweepOptions {
  /** Nothing is removed or marked, only told. */
  readonly isDry?: boolean;
  /** Orphans go however many they are. */
  readonly trustsOrphans?: boolean;
  /** Ends it between two pages; the next sweep goes on. */
  readonly signal?: AbortSignal;
}

const DAY_MS = 24 * 3600 * 1000;
/** The time from an upload's first byte to its row, and from a job's first file to its row, many times. */
const LEAST_ORPHAN_MS = DAY_MS;
const LEASE = 'sweep';
/** Renewed with every page; a sweep whose process ended is taken up again after this. */
const LEASE_MS = 600_000;
const OBJECTS_AT_ONCE = 256;
const REMOVED_AT_ONCE = 8;
/** What more there is, the next sweep finds: the names are held in memory until the count is known. */
const MOST_ORPHANS = 200_000;
/** Below this many no share of the whole says anything. */
const DOUBTED_ORPHANS = 100;
/** More than this share of what users own without a row: rather another database than so much litter. */
const DOUBTED_SHARE = 0.5;

/**
 * Removes what is no longer kept: files whose time is over (their rows are marked first, so that a sweep
 * that ended early is finished by the next), objects that no row names, and old rows of the queue. Safe
 * beside uploads and jobs, and beside other processes: one at a time sweeps.
 *
 * @returns null when another process sweeps, or took over, and when it was ended.
 */
export async function sweep(
  ports: SweepPorts,
  { isDry = false, trustsOrphans = false, signal }: SweepOptions = {},
): Promise<SweepReport | null> {
  const { database, settings, now } = ports;
  const holder = randomUUID();
  // Whose turn it is goes by the clock that all hosts share.
  const lease = async () => {
    const at = await database.readClock();
    return { name: LEASE, holder, now: new Date(at), until: new Date(at + LEASE_MS) };
  };
  if (!(await takeLease(database, await lease()))) return null;
  try {
    const { expired, expiredRows } = await expireAll(ports, isDry);
    const ages: Ages = {
      now: now(),
      orphanMs: Math.max(LEAST_ORPHAN_MS, 2 * settings.jobLimitSeconds * 1000),
      intermediateMs:
        settings.keepIntermediatesDays === 0 ? null : settings.keepIntermediatesDays * DAY_MS,
    };
    const tally = new Map<string, RemovedObjects>();
    const orphans: Removal[] = [];
    let owned = 0;
    for await (const page of pagesOf(ports.store.list(''), OBJECTS_AT_ONCE)) {
      if (signal?.aborted || !(await renewLease(database, await lease()))) return null;
      const ours = page.filter(({ key }) => placeOf(key) !== null);
      owned += ours.length;
      const removals = await judgeAll(ports, ours, expired, ages);
      const over = removals.filter(({ reason }) => reason === 'expired');
      orphans.push(...removals.filter(({ reason }) => reason === 'orphan'));
      await removeAll(ports.store, over, isDry, tally);
      if (orphans.length >= MOST_ORPHANS) break;
    }
    const isDoubtful =
      !trustsOrphans && orphans.length > Math.max(DOUBTED_ORPHANS, owned * DOUBTED_SHARE);
    if (isDoubtful) {
      ports.logger.error(
        { orphans: orphans.length, objects: owned },
        `Most stored files have no row, so none of them was removed. Is this the database that belongs to the store? If so: ${ownCommand('sweep --all-orphans')}`,
      );
    } else {
      for (let at = 0; at < orphans.length; at += OBJECTS_AT_ONCE) {
        if (signal?.aborted || !(await renewLease(database, await lease()))) return null;
        await removeAll(ports.store, orphans.slice(at, at + OBJECTS_AT_ONCE), isDry, tally);
      }
    }
    return {
      isDry,
      expiredRows,
      removed: [...tally.values()],
      rows: await removeOldRows(database, new Date(now()), isDry),
      doubtedOrphans: isDoubtful ? orphans.length : 0,
    };
  } finally {
    // What cannot be released now ends by itself.
    await releaseLease(database, { name: LEASE, holder }).catch(() => {});
  }
}

interface Removal {
  readonly key: string;
  readonly size: number;
  readonly objectClass: ObjectClass;
  readonly reason: RemovalReason;
}

/** Marks what is over in all tables; the marked ids, which a dry sweep only imagines. */
async function expireAll({ database, settings, now }: SweepPorts, isDry: boolean) {
  const daysKept = {
    clothes: settings.keepOriginalsDays,
    clothes3d: settings.keepResultsDays,
    sessions: settings.keepResultsDays,
  } as const;
  const at = now();
  const expired = {
    clothes: new Set<string>(),
    clothes3d: new Set<string>(),
    sessions: new Set<string>(),
  };
  for (const table of ['sessions', 'clothes3d', 'clothes'] as const) {
    const days = daysKept[table];
    if (days === 0) continue;
    const before = new Date(at - days * DAY_MS);
    expired[table] = new Set(
      await expireRows(database, table, before, isDry ? null : new Date(at)),
    );
  }
  const expiredRows = {
    clothes: expired.clothes.size,
    clothes3d: expired.clothes3d.size,
    sessions: expired.sessions.size,
  };
  return { expired, expiredRows };
}

async function judgeAll(
  { database }: SweepPorts,
  objects: readonly ListedObject[],
  expired: Readonly<Record<ExpiringTable, ReadonlySet<string>>>,
  ages: Ages,
): Promise<Removal[]> {
  const placed = objects.flatMap((object) => {
    const place = placeOf(object.key);
    return place ? [{ object, place }] : [];
  });
  const idsOf = (owner: ExpiringTable) => [
    ...new Set(
      placed.filter(({ place }) => place.owner === owner).map(({ place }) => place.ownerId),
    ),
  ];
  const owners = await findOwners(database, {
    clothes: idsOf('clothes'),
    clothes3d: idsOf('clothes3d'),
    sessions: idsOf('sessions'),
  });
  return placed.flatMap(({ object, place: { owner, ownerId, objectClass } }) => {
    const row = owners[owner].get(ownerId);
    const judged: OwnerRow | undefined = row && {
      ...row,
      isExpired: row.isExpired || expired[owner].has(ownerId),
    };
    const reason = judgeObject(object, judged, ages);
    return reason ? [{ key: object.key, size: object.size, objectClass, reason }] : [];
  });
}

async function removeAll(
  store: ObjectStore,
  removals: readonly Removal[],
  isDry: boolean,
  tally: Map<string, RemovedObjects>,
): Promise<void> {
  for (let at = 0; at < removals.length; at += REMOVED_AT_ONCE) {
    const some = removals.slice(at, at + REMOVED_AT_ONCE);
    if (!isDry) await Promise.all(some.map(({ key }) => store.remove(key)));
    for (const { size, objectClass, reason } of some) {
      const name = `${objectClass} ${reason}`;
      const { objects = 0, bytes = 0 } = tally.get(name) ?? {};
      tally.set(name, { objectClass, reason, objects: objects + 1, bytes: bytes + size });
    }
  }
}

async function* pagesOf<Item>(items: AsyncIterable<Item>, size: number): AsyncGenerator<Item[]> {
  let page: Item[] = [];
  for await (const item of items) {
    if (page.push(item) < size) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}
