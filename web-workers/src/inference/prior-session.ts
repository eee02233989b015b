import type { Backend } from '../protocol/inference-worker.ts';

/** A loaded network on one backend. */
export interface PriorSession {
  readonly backend: Backend;
  /** WASM threads; 1 on WebGPU. */
  readonly threads: number;
  /** @returns the first output; rejects when the backend broke. `input` is left as it is. */
  run(input: Float32Array): Promise<Float32Array>;
  /** Resolves, once, when the backend can never run again (a lost GPU device). */
  readonly lost: Promise<void>;
  release(): Promise<void>;
}

/** Makes a session, or rejects when the backend does not work here. */
export type OpenSession = (backend: Backend) => Promise<PriorSession>;
