import type { Stage } from '@fitroom/shared/job/context';
import type { Localized } from '@fitroom/shared/messages/language';
import type { Line } from '@fitroom/shared/messages/sentence';
import type { JobOutput, JobTask } from './job-task.ts';

/** Int32 flags that a job thread and the server share, by their place. */
export const THREAD_FLAGS = {
  /** Set by the server: the job is to end. */
  cancel: 0,
  /**
   * How many pieces of native code are to answer the thread. Whoever starts it counts one, the loading of its
   * libraries, which the thread takes away with its first task.
   */
  native: 1,
  /** Set by the server: no native code is to begin any more. */
  ending: 2,
} as const;

export type ThreadFlags = Int32Array<SharedArrayBuffer>;

/** Of a thread that is about to be started. */
export function createThreadFlags(): ThreadFlags {
  const places = Object.keys(THREAD_FLAGS).length;
  const flags = new Int32Array(new SharedArrayBuffer(places * Int32Array.BYTES_PER_ELEMENT));
  flags[THREAD_FLAGS.native] = 1;
  return flags;
}

/** What the server tells a job thread. */
export interface ThreadRequest {
  readonly task: JobTask;
  /** See {@link THREAD_FLAGS}. */
  readonly flags: ThreadFlags;
}

/** What a job thread tells the server; one `done` or `failed` ends each request. */
export type ThreadReply =
  | { readonly type: 'progress'; readonly stage: Stage; readonly fraction: number }
  | { readonly type: 'log'; readonly line: Line }
  | { readonly type: 'done'; readonly output: JobOutput }
  | { readonly type: 'failed'; readonly failure: ThreadFailure };

/** Errors lose their fields on the way between threads, so they travel as data. */
export interface ThreadFailure {
  readonly kind: 'input' | 'cancelled' | 'fault';
  readonly code: string;
  readonly message: string;
  /** The message in every language, where it came from a catalogue. */
  readonly localized: Localized | null;
  readonly stack: string | undefined;
}
