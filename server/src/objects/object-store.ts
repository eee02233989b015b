/**
 * Where files live. A key is a relative path of plain names (`clothes/<id>/original.jpg`); an object
 * is written once and never changed, so that links to it may be cached.
 */
export interface ObjectStore {
  /** @throws {ProblemError} `storage-full` when there is no room. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Null when there is no such object. */
  get(key: string): Promise<StoredObject | null>;
  /** Null when there is no such object. */
  read(key: string): Promise<Uint8Array | null>;
  has(key: string): Promise<boolean>;
  /** Removes the object, or every object below a key that ends in a slash; missing ones are no fault. */
  remove(keyOrFolder: string): Promise<void>;
}

/** An object to be sent on without being held in memory. */
export interface StoredObject {
  readonly size: number;
  stream(): ReadableStream<Uint8Array<ArrayBuffer>>;
}

const PLAIN_NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

/** Whether a key can only mean a place inside the store: no empty, hidden or upward parts. */
export function isPlainKey(key: string): boolean {
  return key.length <= 512 && key.split('/').every((part) => PLAIN_NAME.test(part));
}
