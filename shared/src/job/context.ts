/**
 * The steps a photo goes through, in order; the same words in the app, the API and the report. A garment of panels has
 * no `views` and no `reconstruct`, one that networks make neither `outline` nor `pattern`.
 */
export const STAGES = [
  'decode',
  'matte',
  'views',
  'reconstruct',
  'outline',
  'pattern',
  'pose',
  'drape',
  'fit',
  'texture',
  'write',
  'render',
] as const;
export type Stage = (typeof STAGES)[number];

/** The one field of `AbortSignal` that pure code reads; hand the real signal in. */
export interface CancelSignal {
  readonly aborted: boolean;
}

import type { Sentence } from '../messages/sentence.ts';
/** What a long computation may ask of its caller. It never reads a clock or prints by itself. */
export interface JobContext {
  readonly signal: CancelSignal;
  /** @param fraction 0..1 of this stage. */
  progress(stage: Stage, fraction: number): void;
  /** One line for the job's log, for people; no photo names, no personal data. */
  log(line: Sentence): void;
  /** Milliseconds, monotonic. */
  now(): number;
}

/** Thrown when the caller's signal was aborted; a status to the caller, not a fault. */
export class CancelledError extends Error {
  constructor() {
    super('The job was cancelled.');
    this.name = 'CancelledError';
  }
}

/** @throws {CancelledError} when the signal is aborted. */
export function throwIfCancelled(signal: CancelSignal): void {
  if (signal.aborted) throw new CancelledError();
}
