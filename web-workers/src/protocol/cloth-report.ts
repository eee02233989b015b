import type { Apart } from '@fitroom/shared/cloth/solver-sample';

/** Where cloth is simulated. */
export type ClothBackend = 'webgpu' | 'cpu';

/** Why it is simulated there; the app shows it. */
export type ClothReason =
  | 'forced'
  | 'measured'
  | 'remembered'
  | 'no-adapter'
  | 'software-adapter'
  | 'webgpu-failed'
  | 'webgpu-differs'
  | 'device-lost';

export interface ClothReport {
  readonly backend: ClothBackend;
  readonly reason: ClothReason;
  /** Milliseconds of one timed sample, where both were timed; else null. */
  readonly measuredMs: { readonly webgpu: number; readonly cpu: number } | null;
  /** How far the device's sample lay from the processor's; null where no device was tried. */
  readonly apart: Apart | null;
}

/** Null: choose by what the machine has and by timing. */
export interface ClothWish {
  readonly forced: ClothBackend | null;
}
