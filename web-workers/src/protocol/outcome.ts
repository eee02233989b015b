/**
 * What a job in a worker comes to. A rejected promise loses every field but its message on the way
 * out of a worker, so that an expected failure travels as a value.
 */
export type Outcome<T> =
  | { readonly status: 'done'; readonly value: T }
  | { readonly status: 'failed'; readonly problem: JobProblem }
  | { readonly status: 'cancelled' };

export interface JobProblem {
  /** `input`: the person can do something about it. `fault`: our own. */
  readonly kind: 'input' | 'fault';
  /**
   * Stable word, for example `photo-too-large`; `internal` for a fault, `device-memory` or `device-runtime` for
   * one that another device would not have.
   */
  readonly code: string;
  /** English, for the log; the app shows the translation of `code` where it has one. */
  readonly message: string;
}
