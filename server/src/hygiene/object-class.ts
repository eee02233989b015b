/** What a stored object is to its owner; how long each is kept is a setting of its own. */
export const OBJECT_CLASSES = ['original', 'intermediate', 'result', 'thumbnail'] as const;
export type ObjectClass = (typeof OBJECT_CLASSES)[number];

/** Whose row says what becomes of an object. */
export type ObjectOwner = 'clothes' | 'clothes3d' | 'sessions';

export interface ObjectPlace {
  readonly objectClass: ObjectClass;
  readonly owner: ObjectOwner;
  /** Id of the owner's row. */
  readonly ownerId: string;
  /** Everything that one attempt at a job stored, with its slash; of an original its cloth's folder. */
  readonly folder: string;
}

const ORIGINAL = /^(clothes\/([^/]+)\/)original(?:-back)?\.[a-z0-9]+$/;
const OF_GARMENT = /^(clothes\/[^/]+\/([^/]+)\/[^/]+\/)(.+)$/;
const OF_SESSION = /^(sessions\/([^/]+)\/[^/]+\/)(.+)$/;
/** A matte, rendered views: whatever a job keeps for a later one below this folder of its own. */
const INTERMEDIATE = /^intermediate\//;
const THUMBNAIL = /^thumb\.[a-z0-9]+$/;
/** What the folder store writes before a file has its name (folder-store.ts). */
const UNFINISHED = /\.[0-9a-f-]{36}\.part$/;

/**
 * What an object is, by its key alone: the one place that knows how keys are built (uploadCloth,
 * attemptFolder).
 *
 * @returns null for what belongs to no user (presets, probes) or was put there by somebody else.
 */
export function placeOf(key: string): ObjectPlace | null {
  const whole = key.replace(UNFINISHED, '');
  const original = ORIGINAL.exec(whole);
  if (original) {
    const [, folder = '', ownerId = ''] = original;
    return { objectClass: 'original', owner: 'clothes', ownerId, folder };
  }
  for (const [pattern, owner] of [
    [OF_GARMENT, 'clothes3d'],
    [OF_SESSION, 'sessions'],
  ] as const) {
    const [, folder = '', ownerId = '', name = ''] = pattern.exec(whole) ?? [];
    if (name !== '') return { objectClass: classOf(name), owner, ownerId, folder };
  }
  return null;
}

/** @param name behind the folder of its attempt. */
function classOf(name: string): ObjectClass {
  if (INTERMEDIATE.test(name)) return 'intermediate';
  return THUMBNAIL.test(name) ? 'thumbnail' : 'result';
}

/** Whether the object was never finished: a process ended while it wrote it. */
export const isUnfinished = (key: string) => UNFINISHED.test(key);
