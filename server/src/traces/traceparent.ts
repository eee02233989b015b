/** Which span of which trace something is a part of (W3C Trace Context, level 1). */
export interface ParentSpan {
  /** 32 hex digits. */
  readonly traceId: string;
  /** 16 hex digits. */
  readonly spanId: string;
  /** Its last bit: the trace is kept. */
  readonly traceFlags: number;
}

const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const ALL_ZERO = /^0+$/;

/** Null for a header that must be ignored (section 3.2.2.3): malformed, or without a trace. */
export function readTraceparent(header: string | null | undefined): ParentSpan | null {
  const [, version, traceId = '', spanId = '', flags = '', rest] =
    TRACEPARENT.exec(header ?? '') ?? [];
  if (version === undefined || version === 'ff') return null;
  // Later versions may say more; this one may not.
  if (version === '00' && rest !== undefined) return null;
  if (ALL_ZERO.test(traceId) || ALL_ZERO.test(spanId)) return null;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) };
}

export function writeTraceparent({ traceId, spanId, traceFlags }: ParentSpan): string {
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}
