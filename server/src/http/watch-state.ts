import type { JobStatus } from '@fitroom/shared/schemas/job-state';
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { JobEvents } from '../jobs/job-events.ts';
import { ProblemError } from '../problems/problem-error.ts';
import { isKeyGood } from '../records/api-keys.ts';
import { isDatabaseUnreachable } from '../records/database-faults.ts';
import type { AppPorts } from '../services/app-ports.ts';
import type { AppEnvironment } from './app-environment.ts';
import { clientKey } from './limit-rate.ts';
import { createStreamRoom, type StreamRoom } from './stream-room.ts';

/** Proxies close connections that are silent for a minute. */
const KEEP_ALIVE_MS = 15_000;
/** Where jobs run in other processes too, a lost message delays a change by no more than this. */
const LOOK_AGAIN_MS = 2000;

/** One for each server: its events are one object. */
const rooms = new WeakMap<JobEvents, StreamRoom>();

function roomOf(events: JobEvents, mostPerClient: number): StreamRoom {
  const room = rooms.get(events) ?? createStreamRoom(mostPerClient);
  rooms.set(events, room);
  return room;
}

/** A job's state: the whole as JSON, and the part of it that tells whether there is more to come. */
export interface WrittenState {
  readonly status: JobStatus;
  readonly json: string;
}

/**
 * Server-sent events of one job: an event `state` with the whole state, now and at each change,
 * until the job has ended. A row deleted meanwhile ends the stream with an event `gone`; a server that
 * stops, and a key that was revoked, just end it, and who watches asks again.
 *
 * @param read the state as its GET gives it; throws `not-found` when it is gone.
 * @throws {ProblemError} `rate-limited` when the client follows as many jobs as it may.
 */
export async function watchState(
  context: Context<AppEnvironment>,
  { events, database, settings }: Pick<AppPorts, 'events' | 'database' | 'settings'>,
  id: string,
  read: () => Promise<WrittenState>,
): Promise<Response> {
  // Found before the stream begins: an unknown id is still a 404.
  await read();
  const leave = roomOf(events, settings.streamsPerClient).enter(
    clientKey(context.get('caller').address),
  );
  // Buffering proxies (nginx) would hold the events back.
  context.header('X-Accel-Buffering', 'no');
  const { keyId } = context.get('access');
  // The request was let in when it came; its stream may outlast the key.
  const readIfAllowed = async () =>
    keyId !== null && !(await isKeyGood(database, keyId)) ? ('refused' as const) : read();
  const lookAgainMs = database.isShared ? LOOK_AGAIN_MS : KEEP_ALIVE_MS;
  return streamSSE(context, async (stream) => {
    const changes = watchChanges(events, id);
    stream.onAbort(changes.wake);
    let shown = '';
    let silentMs = 0;
    try {
      while (!stream.aborted && !events.isClosed) {
        const state = await readOrNull(readIfAllowed);
        if (state === 'refused') return;
        const data = state === 'unreachable' ? shown : (state?.json ?? '{}');
        if (data !== shown) {
          shown = data;
          silentMs = 0;
          await stream.writeSSE({ event: state ? 'state' : 'gone', data });
        }
        if (state !== 'unreachable' && state?.status !== 'processing') return;
        if (await changes.within(lookAgainMs)) continue;
        silentMs += lookAgainMs;
        if (silentMs < KEEP_ALIVE_MS) continue;
        silentMs = 0;
        await stream.write(': still there\n\n');
      }
    } finally {
      changes.close();
      leave();
    }
  });
}

/** Waits for changes of one job; a change while nobody waits is not lost. */
function watchChanges(events: JobEvents, id: string) {
  let isChanged = false;
  let answer: (() => void) | null = null;
  const wake = () => {
    isChanged = true;
    answer?.();
  };
  return {
    wake,
    close: events.subscribe(id, wake),
    /** @returns whether there was a change before the time was over. */
    async within(milliseconds: number): Promise<boolean> {
      if (!isChanged) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds);
          answer = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        answer = null;
      }
      const wasChanged = isChanged;
      isChanged = false;
      return wasChanged;
    },
  };
}

async function readOrNull<State>(
  read: () => Promise<State>,
): Promise<State | null | 'unreachable'> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'not-found') return null;
    // The stream outlives a database that is started again.
    if (isDatabaseUnreachable(error)) return 'unreachable';
    throw error;
  }
}
