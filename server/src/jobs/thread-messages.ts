import type { Stage } from '@fitroom/shared/job/context';
import type { JobOutput, JobTask } from './job-task.ts';

/** What the server tells a job thread. The flag is one Int32: not 0 when the job is to end. */
export interface ThreadRequest {
  readonly task: JobTask;
  readonly cancelFlag: SharedArrayBuffer;
}

/** What a job thread tells the server; one `done` or `failed` ends each request. */
export type ThreadReply =
  | { readonly type: 'progress'; readonly stage: Stage; readonly fraction: number }
  | { readonly type: 'log'; readonly line: string }
  | { readonly type: 'done'; readonly output: JobOutput }
  | { readonly type: 'failed'; readonly failure: ThreadFailure };

/** Errors lose their fields on the way between threads, so they travel as data. */
export interface ThreadFailure {
  readonly kind: 'input' | 'cancelled' | 'fault';
  readonly code: string;
  readonly message: string;
  readonly stack: string | undefined;
}
