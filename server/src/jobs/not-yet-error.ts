/** What a job needs is on its way: it goes back to the queue, and begins anew some time later. */
export class NotYetError extends Error {
  readonly afterMs: number;

  /** @param line what is waited for, for the job's log. */
  constructor(line: string, afterMs: number) {
    super(line);
    this.name = 'NotYetError';
    this.afterMs = afterMs;
  }
}
