import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { JobEvents } from '../jobs/job-events.ts';
import { ProblemError } from '../problems/problem-error.ts';

/** Proxies close connections that are silent for a minute. */
const KEEP_ALIVE_MS = 15_000;

/**
 * Server-sent events of one job: an event `state` with the whole state, now and at each change,
 * until the job has ended. A row deleted meanwhile ends the stream with an event `gone`; a server that
 * stops just ends it, and who watches asks again.
 *
 * @param read the state as its GET gives it; throws `not-found` when it is gone.
 */
export function watchState(
  context: Context,
  events: JobEvents,
  id: string,
  read: () => { readonly status: string },
): Response {
  // Found before the stream begins: an unknown id is still a 404.
  read();
  // Buffering proxies (nginx) would hold the events back.
  context.header('X-Accel-Buffering', 'no');
  return streamSSE(context, async (stream) => {
    let wake: () => void = () => {};
    let isChanged = true;
    const unsubscribe = events.subscribe(id, () => {
      isChanged = true;
      wake();
    });
    stream.onAbort(() => wake());
    try {
      while (!stream.aborted && !events.isClosed) {
        if (isChanged) {
          isChanged = false;
          const state = readOrNull(read);
          await stream.writeSSE({
            event: state ? 'state' : 'gone',
            data: JSON.stringify(state ?? {}),
          });
          if (state?.status !== 'processing') return;
        }
        const isSilent = await new Promise<boolean>((resolve) => {
          const timer = setTimeout(() => resolve(true), KEEP_ALIVE_MS);
          wake = () => {
            clearTimeout(timer);
            resolve(false);
          };
          if (isChanged || stream.aborted) wake();
        });
        if (isSilent) await stream.write(': still there\n\n');
      }
    } finally {
      unsubscribe();
    }
  });
}

function readOrNull<State>(read: () => State): State | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'not-found') return null;
    throw error;
  }
}
