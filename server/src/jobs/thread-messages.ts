import type { Stage } from '@fitroom/shared/job/context';
import type { Localized } from '@fitroom/shared/messages/language';
import type { Line } from '@fitroom/shared/messages/sentence';
import type { JobOutput, JobTask } from './job-task.ts';

/** Int32 flags that a job thread and the server share, by their place. */
export const THREAD_FLAGS = {
  /** Set by the server: the job is to end. */
  cancel: 0,
  /** Set by the thread while the network runs or loads outside of JavaScript. */
  native: 1,
} as const;

/** What the server tells a job thread. */
export interface ThreadRequest {
  readonly task: JobTask;
  /** See {@link THREAD_FLAGS}. */
  readonly flags: Int32Array<SharedArrayBuffer>;
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
