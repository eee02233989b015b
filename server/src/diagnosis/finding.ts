/** `ok`; `warning`: it runs, but worse or not all of it; `failed`: generation on the GPU does not run. */
export type FindingState = 'ok' | 'warning' | 'failed';

/** What one check of a host found. */
export interface Finding {
  /** What was looked at, for example `driver`. */
  readonly check: string;
  readonly state: FindingState;
  /** With the values found. */
  readonly found: string;
  /** What to do; null where nothing is wrong. */
  readonly fix: string | null;
}

/** Runs a program of the system; `status` is null when it is not there or did not end in time. */
export type RunProgram = (
  program: string,
  words: readonly string[],
) => Promise<{ readonly status: number | null; readonly output: string }>;
