import type { ReadableSpan } from '@opentelemetry/sdk-trace-node';
import type { Logger } from '../log/logger.ts';
import { readTraceparent, writeTraceparent } from './traceparent.ts';
import { NO_TRACES, type SpanOptions, type TraceSpan, type Traces } from './traces.ts';

/** For a batch, tries again included: a collector that is away must not hold up the end. */
const SEND_MS = 2500;
const CLOSE_MS = 3000;
/** A collector that stays away is told of this often. */
const TELL_AGAIN_MS = 600_000;

/**
 * Traces that are sent to a collector by OTLP over HTTP, in batches. The SDK is loaded only here: without
 * an endpoint nothing of it is. Its other variables (OTEL_TRACES_SAMPLER, OTEL_EXPORTER_OTLP_HEADERS,
 * OTEL_BSP_…) it reads by itself.
 *
 * @param endpoint the collector's address, without `/v1/traces`; empty: nothing is traced.
 */
export async function openTraces(
  { endpoint, serviceName }: { readonly endpoint: string; readonly serviceName: string },
  logger: Logger,
): Promise<Traces> {
  if (endpoint === '') return NO_TRACES;
  const [api, sdk, { OTLPTraceExporter }] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
  ]);
  const exporter = new OTLPTraceExporter({
    url: `${endpoint}/v1/traces`,
    timeoutMillis: SEND_MS,
  });
  const named = nameService(serviceName);
  let toldAt = Number.NEGATIVE_INFINITY;
  const provider = new sdk.NodeTracerProvider({
    spanProcessors: [
      new sdk.BatchSpanProcessor({
        export(spans, done) {
          exporter.export(spans.map(named), (result) => {
            if (result.code !== 0 && performance.now() - toldAt > TELL_AGAIN_MS) {
              toldAt = performance.now();
              logger.warn({ err: result.error }, 'The collector of traces does not take them.');
            }
            done(result);
          });
        },
        forceFlush: () => exporter.forceFlush(),
        shutdown: () => exporter.shutdown(),
      }),
    ],
  });
  const tracer = provider.getTracer('fitroom');
  const kinds = { server: api.SpanKind.SERVER, consumer: api.SpanKind.CONSUMER } as const;
  return {
    isOn: true,
    startSpan(name, { kind, traceparent, attributes = {} }: SpanOptions = {}): TraceSpan {
      const parent = readTraceparent(traceparent);
      const context = parent
        ? api.trace.setSpanContext(api.ROOT_CONTEXT, { ...parent, isRemote: true })
        : api.ROOT_CONTEXT;
      const options = { kind: kind ? kinds[kind] : api.SpanKind.INTERNAL, attributes };
      const span = tracer.startSpan(name, options, context);
      const own = span.spanContext();
      return {
        traceId: own.traceId,
        traceparent: writeTraceparent(own),
        rename: (next) => void span.updateName(next),
        set: (more) => void span.setAttributes(more),
        fail(reason) {
          span.setAttribute('error.type', reason);
          span.setStatus({ code: api.SpanStatusCode.ERROR });
        },
        end: () => span.end(),
      };
    },
    async close() {
      const late = new Promise<void>((resolve) => setTimeout(resolve, CLOSE_MS).unref());
      await Promise.race([provider.shutdown().catch(() => undefined), late]);
    },
  };
}

/**
 * Spans as they are, of a service of this name. The SDK makes resources in a package of its own, which is
 * not among ours; what it sends is read from these two properties.
 */
function nameService(serviceName: string): (span: ReadableSpan) => ReadableSpan {
  let known: { from: ReadableSpan['resource']; named: ReadableSpan['resource'] } | null = null;
  return (span) => {
    const { resource } = span;
    // One object for all spans: the exporter groups them by it.
    if (known?.from !== resource) {
      const attributes = { ...resource.attributes, 'service.name': serviceName };
      known = {
        from: resource,
        named: Object.create(resource, { attributes: { value: attributes } }),
      };
    }
    return Object.create(span, { resource: { value: known.named } });
  };
}
