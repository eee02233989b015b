import type { PagePlace } from '../records/pages.ts';

/** Milliseconds since 1970 and a UUID or a message's id, as rows have them. */
const PLACE = /^(\d{1,14})\.([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|msg_[\da-f]{32})$/;

/** A place in a list as clients carry it: opaque to them, and no secret, for what it leads to is scoped. */
export function writeCursor({ createdAt, id }: PagePlace): string {
  return Buffer.from(`${createdAt.getTime()}.${id}`).toString('base64url');
}

/** @returns null where it is none of ours. */
export function readCursor(cursor: string): PagePlace | null {
  const [, time, id] = PLACE.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  if (time === undefined || id === undefined) return null;
  const place = { createdAt: new Date(Number(time)), id };
  // Decoding is lenient: only what we would have written is taken.
  return writeCursor(place) === cursor ? place : null;
}
