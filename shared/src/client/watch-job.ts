import type { z } from 'zod';
import { type CancelSignal, throwIfCancelled } from '../job/context.ts';
import type { JobStatus } from '../schemas/job-state.ts';
import { ApiError, ApiUnreachableError } from './api-error.ts';
import { readEvents } from './event-stream.ts';
import type { Transport, TransportResponse } from './transport.ts';

/** Between two questions when events do not come through. */
const POLL_EVERY_MS = 1000;
/** A job is not given up for a server that restarts; it is for one that is gone. */
const MOST_FAILED_POLLS = 30;
const LONGEST_WAIT_MS = 60_000;

interface JobState {
  readonly status: JobStatus;
}

export interface WatchedJob<State extends JobState> {
  readonly schema: z.ZodType<State>;
  /** Opens the stream of events; throws ApiError or ApiUnreachableError. */
  openEvents(): Promise<TransportResponse>;
  /** Asks for the state once. */
  poll(): Promise<State>;
}

/**
 * Follows a job until it has ended: by server-sent events, and by asking again and again where they
 * do not come through or break off.
 *
 * @returns the last state, `done` or `error`.
 * @throws {CancelledError} when the signal is aborted; the job itself goes on.
 * @throws {ApiError | ApiUnreachableError}
 */
export async function watchJob<State extends JobState>(
  job: WatchedJob<State>,
  transport: Transport,
  onState: (state: State) => void,
  signal?: CancelSignal,
): Promise<State> {
  const ended = await followEvents(job, onState, signal);
  if (ended) return ended;
  for (let failures = 0; ; ) {
    if (signal) throwIfCancelled(signal);
    let waitMs = POLL_EVERY_MS;
    try {
      const state = await job.poll();
      failures = 0;
      onState(state);
      if (state.status !== 'processing') return state;
    } catch (error) {
      const isPassing =
        error instanceof ApiUnreachableError || (error instanceof ApiError && error.retryable);
      failures += 1;
      if (!isPassing || failures >= MOST_FAILED_POLLS) throw error;
      waitMs = Math.max(waitMs, wishedWaitMs(error));
    }
    await transport.sleep(waitMs, signal);
  }
}

/** What a server that refuses wishes, within a bound: it must not put a watch to sleep for good. */
function wishedWaitMs(error: unknown): number {
  const seconds = error instanceof ApiError ? (error.retryAfterSeconds ?? 0) : 0;
  return Math.min(seconds * 1000, LONGEST_WAIT_MS);
}

/** The last state when the events led to the end of the job, else null. */
async function followEvents<State extends JobState>(
  job: WatchedJob<State>,
  onState: (state: State) => void,
  signal?: CancelSignal,
): Promise<State | null> {
  const response = await job.openEvents().catch((error: unknown) => {
    // An unknown id is final; anything else may be a proxy that knows no streams.
    if (error instanceof ApiError && error.problem.status === 404) throw error;
    return null;
  });
  const reader = response?.body?.getReader();
  if (!reader) return null;
  try {
    for await (const { event, data } of readEvents(reader)) {
      if (signal) throwIfCancelled(signal);
      if (event !== 'state') continue;
      const state = job.schema.parse(JSON.parse(data));
      onState(state);
      if (state.status !== 'processing') return state;
    }
  } catch {
    // A stream that breaks off (a proxy's time limit, a restart) is picked up by asking.
    if (signal) throwIfCancelled(signal);
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  return null;
}
