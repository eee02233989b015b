import type { ObjectStore } from '../objects/object-store.ts';
import { stripMetadata } from './strip-metadata.ts';

/**
 * The store as uploaded photos go into it: none is kept with what it tells beside its picture. For photos
 * alone; `put` throws what `stripMetadata` throws for anything else.
 */
export function photoStore(store: ObjectStore): ObjectStore {
  return { ...store, put: async (key, photo) => store.put(key, stripMetadata(photo)) };
}
