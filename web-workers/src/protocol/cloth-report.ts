import type { Apart } from '@fitroom/shared/cloth/solver-sample';

/** Where work on cloth is done. */
export type ClothBackend = 'webgpu' | 'cpu';

/** Why it is done there; the app shows it. */
export type DeviceReason =
  | 'forced'
  | 'measured'
  | 'remembered'
  | 'no-adapter'
  | 'software-adapter'
  | 'webgpu-failed'
  | 'webgpu-differs'
  | 'device-lost';

/** Where work of one kind is done, and how that was found. */
export interface DeviceReport {
  readonly backend: ClothBackend;
  readonly reason: DeviceReason;
  /** Milliseconds of one timed sample, where both were timed; else null. */
  readonly measuredMs: { readonly webgpu: number; readonly cpu: number } | null;
  /** How far the device's sample lay from the processor's; null where no device was tried. */
  readonly apart: Apart | null;
}

/** Where cloth is simulated, and where it is brought clear of the skin. */
export interface ClothReport {
  readonly solver: DeviceReport;
  readonly snap: DeviceReport;
}

/** Null: choose by what the machine has and by timing. */
export interface ClothWish {
  readonly solver: ClothBackend | null;
  readonly snap: ClothBackend | null;
}
