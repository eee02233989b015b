import type { Sentence } from '@fitroom/shared/messages/sentence';

/** What a job needs is on its way: it goes back to the queue, and begins anew some time later. */
export class NotYetError extends Error {
  readonly line: Sentence;
  readonly afterMs: number;

  /** @param line what is waited for, for the job's log. */
  constructor(line: Sentence, afterMs: number) {
    super(line.en);
    this.line = line;
    this.name = 'NotYetError';
    this.afterMs = afterMs;
  }
}
