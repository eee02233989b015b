import type { PriorNetwork } from '@fitroom/shared/matte/matte-prior';
import type { Outcome } from './outcome.ts';

export type Backend = 'webgpu' | 'wasm';

/** Why a backend was taken; the app shows it. */
export type BackendReason =
  | 'forced'
  | 'measured'
  | 'remembered'
  | 'no-adapter'
  | 'software-adapter'
  | 'webgpu-failed'
  | 'device-lost';

export interface BackendReport {
  readonly backend: Backend;
  readonly reason: BackendReason;
  /** WASM threads in use; 1 where the page is not cross-origin isolated. */
  readonly threads: number;
  /** Milliseconds of one warm run on the real model, where both were timed; else null. */
  readonly measuredMs: { readonly webgpu: number; readonly wasm: number } | null;
}

/** How the network shall run. */
export interface BackendWish {
  /** Null: choose by what the machine has and by timing. */
  readonly forced: Backend | null;
}

/** The worker that owns the network's session; outlives cancelled jobs, so that it stays warm. */
export interface InferenceWorker {
  /** Makes the session ready ahead of the first photo. */
  warmUp(wish: BackendWish): Promise<Outcome<BackendReport>>;
  /** @returns what the network runs on now; changes when a device is lost. Null before `warmUp`. */
  report(): Promise<BackendReport | null>;
  /** Serves {@link PriorService} on this port; the port now belongs to the worker. */
  serve(port: MessagePort): Promise<void>;
}

/** What the try-on worker asks of the inference worker over their shared port. */
export interface PriorService {
  /** The network in use; waits for one that is being loaded. */
  network(): Promise<Outcome<PriorNetwork>>;
  /**
   * See shared/src/matte/matte-prior.ts for shapes. The arrays are copied, nobody loses theirs.
   *
   * @param network Name of the network that `input` was made for.
   */
  run(network: string, input: Float32Array): Promise<Outcome<Float32Array>>;
}
