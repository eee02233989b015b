import type { ListedObject } from '../objects/object-store.ts';
import type { OwnerRow } from '../records/object-owners.ts';
import { isUnfinished, type ObjectPlace, placeOf } from './object-class.ts';

/** Why an object goes: its time is over, or nothing refers to it. */
export type RemovalReason = 'expired' | 'orphan';

export interface Ages {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** An object younger than this may belong to an upload or a job that has not written its row yet. */
  readonly orphanMs: number;
  /** Null: for ever. */
  readonly intermediateMs: number | null;
}

/**
 * Whether a listed object is to go, and why.
 *
 * @param row of the owner that its key names, read after the object was listed; undefined: there is none.
 * @returns null for what stays, and for whatever is none of ours.
 */
export function judgeObject(
  object: ListedObject,
  row: OwnerRow | undefined,
  { now, orphanMs, intermediateMs }: Ages,
): RemovalReason | null {
  const place = placeOf(object.key);
  if (!place) return null;
  const ageMs = now - object.modifiedAt.getTime();
  const unlessYoung = ageMs > orphanMs ? 'orphan' : null;
  if (isUnfinished(object.key) || !row) return unlessYoung;
  if (place.objectClass === 'intermediate') {
    if (intermediateMs !== null && ageMs > intermediateMs) return 'expired';
    return isOfResult(place, row) ? null : unlessYoung;
  }
  if (row.keys.has(object.key)) {
    return row.isExpired && place.objectClass !== 'thumbnail' ? 'expired' : null;
  }
  // Of an attempt that goes on, or that was given up: while the job is open nobody can tell.
  return row.isOpen ? null : unlessYoung;
}

/** Whether the attempt that stored it is the one whose results the row names, or may become it. */
function isOfResult({ folder }: ObjectPlace, { isOpen, keys }: OwnerRow): boolean {
  return isOpen || [...keys].some((key) => key.startsWith(folder));
}
