type Attributes = Readonly<Record<string, string | number | boolean>>;

export interface SpanOptions {
  /** `server`: answers a request; `consumer`: takes a job from the queue. Left out: a part of another. */
  readonly kind?: 'server' | 'consumer';
  /** The span this one is a part of, as W3C Trace Context writes it; what cannot be read begins a trace. */
  readonly traceparent?: string | null | undefined;
  readonly attributes?: Attributes;
}

/** A stretch of time with a name, told to the collector when it ends. */
export interface TraceSpan {
  /** For log lines; null where nothing is traced. */
  readonly traceId: string | null;
  /**
   * To hand on, in a header or with a job, so that what is done elsewhere is a part of this; null where
   * nothing is traced.
   */
  readonly traceparent: string | null;
  rename(name: string): void;
  set(attributes: Attributes): void;
  /** @param reason a stable word: messages may name what traces must not. */
  fail(reason: string): void;
  end(): void;
}

/**
 * Traces for OpenTelemetry. A request is a span; a job becomes a part of it, for its row keeps the
 * request's `traceparent`, and each of its stages a part of the job:
 *
 *     const job = traces.startSpan('job generate', { kind: 'consumer', traceparent });
 *     const stage = traces.startSpan('stage drape', { traceparent: job.traceparent });
 */
export interface Traces {
  /** False: spans are nothing, and whoever would do work for one need not. */
  readonly isOn: boolean;
  startSpan(name: string, options?: SpanOptions): TraceSpan;
  /** Sends what is left, for a few seconds at most. */
  close(): Promise<void>;
}

const NO_SPAN: TraceSpan = {
  traceId: null,
  traceparent: null,
  rename() {},
  set() {},
  fail() {},
  end() {},
};

export const NO_TRACES: Traces = {
  isOn: false,
  startSpan: () => NO_SPAN,
  async close() {},
};
