/**
 * Where files live. A key is a relative path of plain names (`clothes/<id>/original.jpg`); an object
 * is written once and never changed, so that links to it may be cached.
 *
 * Every call throws a `ProblemError` where the store itself fails: `storage-full` when there is no room,
 * `storage-unreachable` when it does not answer, `storage-denied` when it refuses this server.
 */
export interface ObjectStore {
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Null when there is no such object. */
  get(key: string): Promise<StoredObject | null>;
  /** Null when there is no such object. */
  read(key: string): Promise<Uint8Array | null>;
  has(key: string): Promise<boolean>;
  /** Removes the object, or every object below a key that ends in a slash; missing ones are no fault. */
  remove(keyOrFolder: string): Promise<void>;
  /**
   * Every object below a folder, in no order, read page by page; objects that come or go meanwhile may
   * be among them or not.
   *
   * @param folder a key that ends in a slash; empty for the whole store.
   */
  list(folder: string): AsyncIterable<ListedObject>;
}

/** First and last byte, both included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** An object to be sent on without being held in memory. */
export interface StoredObject {
  /** Bytes. */
  readonly size: number;
  /**
   * @param range within the object; all of it when left out.
   * @returns null when the object was removed meanwhile.
   */
  open(range?: ByteRange): Promise<ReadableStream<Uint8Array<ArrayBuffer>> | null>;
}

export interface ListedObject {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  readonly modifiedAt: Date;
}

const PLAIN_NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

/** Whether a key can only mean a place inside the store: no empty, hidden or upward parts. */
export function isPlainKey(key: string): boolean {
  return key.length <= 512 && key.split('/').every((part) => PLAIN_NAME.test(part));
}

/** @throws {Error} when the key could mean a place outside the store. */
export function requirePlainKey(key: string): string {
  if (!isPlainKey(key)) throw new Error(`Not a key of the store: ${JSON.stringify(key)}`);
  return key;
}
