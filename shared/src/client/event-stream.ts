import type { TransportReader } from './transport.ts';
import { decodeUtf8 } from './utf8.ts';

export interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * Server-sent events from a stream of bytes, as they come (HTML Living Standard, section 9.2.6;
 * ids and retry times are not used here).
 */
export async function* readEvents(reader: TransportReader): AsyncGenerator<ServerEvent> {
  let event = 'message';
  let data: string[] = [];
  for await (const line of readLines(reader)) {
    if (line === '') {
      if (data.length > 0) yield { event, data: data.join('\n') };
      event = 'message';
      data = [];
      continue;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') event = value;
    else if (field === 'data') data.push(value);
  }
}

/** Whole lines only: a letter of several bytes may be cut by the end of a chunk. */
async function* readLines(reader: TransportReader): AsyncGenerator<string> {
  let pending: number[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done || !value) return;
    for (const byte of value) {
      if (byte !== LINE_FEED) {
        pending.push(byte);
        continue;
      }
      if (pending.at(-1) === CARRIAGE_RETURN) pending.pop();
      yield decodeUtf8(Uint8Array.from(pending));
      pending = [];
    }
  }
}
