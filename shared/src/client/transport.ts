import type { CancelSignal } from '../job/context.ts';

/** The part of a `Response` that the client reads. */
export interface TransportResponse {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: { getReader(): TransportReader } | null;
  text(): Promise<string>;
  arrayBuffer(): Promise<ArrayBuffer>;
}

export interface TransportReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
  cancel(): Promise<void>;
}

/**
 * What the client asks of its platform. Methods, so that the platforms' own `fetch`, whose
 * parameters are wider, fits without a wrapper.
 */
export interface Transport {
  fetch(
    url: string,
    init?: {
      method?: string | undefined;
      headers?: unknown;
      body?: unknown;
      signal?: CancelSignal | null | undefined;
    },
  ): Promise<TransportResponse>;
  /** Resolves after a while, or at once when the signal is aborted. */
  sleep(milliseconds: number, signal?: CancelSignal): Promise<void>;
}
