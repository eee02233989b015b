import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { InputError } from '@fitroom/shared/job/input-error';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { createLogger } from '../../src/log/logger.ts';
import { openTraces } from '../../src/traces/open-traces.ts';
import { handRunner, plainPhoto, startHarness } from './api-harness.ts';

const { createRunner } = handRunner();
const SRC = join(import.meta.dirname, '..', '..', 'src');

const Value = z.looseObject({
  stringValue: z.string().optional(),
  intValue: z.number().optional(),
});
const Attributes = z
  .array(z.object({ key: z.string(), value: Value }))
  .transform((list) =>
    Object.fromEntries(list.map(({ key, value }) => [key, value.stringValue ?? value.intValue])),
  );
const Span = z.looseObject({
  name: z.string(),
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  kind: z.number(),
  attributes: Attributes,
  status: z.looseObject({ code: z.number().optional() }),
});
const Export = z.object({
  resourceSpans: z.array(
    z.looseObject({
      resource: z.looseObject({ attributes: Attributes }),
      scopeSpans: z.array(z.looseObject({ spans: z.array(Span) })),
    }),
  ),
});

/** A collector that keeps what it is sent. */
async function startCollector() {
  const texts: string[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      texts.push(`${request.method} ${request.url} ${text}`);
      response.end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => void server.close());
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const exports = () =>
    texts.flatMap((text) => Export.parse(JSON.parse(text.slice(text.indexOf('{')))).resourceSpans);
  const spans = () => exports().flatMap(({ scopeSpans }) => scopeSpans.flatMap((s) => s.spans));
  return { endpoint, texts, exports, spans };
}

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';
const KIND_SERVER = 2;
const KIND_CONSUMER = 5;

test('a request is a span of its route, a part of the caller, and tells nothing of people', async () => {
  const { endpoint, texts, exports, spans } = await startCollector();
  const lines: string[] = [];
  const harness = await startHarness({
    createRunner,
    environment: { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint },
    logger: createLogger('debug', false, { write: (line) => lines.push(line) }),
  });
  const { cloth_id, image_url } = await harness.upload(await plainPhoto(), 'ann-the-customer');
  const headers = {
    traceparent: `00-${TRACE}-${PARENT}-01`,
    'X-Request-Id': 'request-17',
  };
  await harness.send(`/clothes/${cloth_id}`, { headers });
  await fetch(image_url);
  await harness.send('/clothes/none?token=topsecret');
  await harness.stop();

  expect(texts.every((text) => text.startsWith('POST /v1/traces '))).toBe(true);
  expect(exports()[0]?.resource.attributes['service.name']).toBe('fitroom');
  const read = spans().find(({ traceId }) => traceId === TRACE);
  expect(read).toMatchObject({
    name: 'GET /clothes/:id',
    parentSpanId: PARENT,
    kind: KIND_SERVER,
    attributes: {
      'http.request.method': 'GET',
      'http.route': '/clothes/:id',
      'http.response.status_code': 200,
      'fitroom.request_id': 'request-17',
    },
  });
  const names = spans().map(({ name }) => name);
  expect(names).toContain('POST /clothes/upload-image');
  expect(names.some((name) => name.startsWith('GET /files/'))).toBe(true);
  const told = texts.join('\n');
  for (const secret of [cloth_id, 'ann-the-customer', 'topsecret', 'signature', '127.0.0.1']) {
    expect(told).not.toContain(secret);
  }
  const line = lines.map((text) => JSON.parse(text)).find((l) => l.requestId === 'request-17');
  expect(line.traceId).toBe(TRACE);
});

test('a job, and a stage of it, are parts of what their traceparent says', async () => {
  const { endpoint, spans } = await startCollector();
  const silent = createLogger('silent', false);
  const traces = await openTraces({ endpoint, serviceName: 'worker' }, silent);
  const job = traces.startSpan('job generate', {
    kind: 'consumer',
    traceparent: `00-${TRACE}-${PARENT}-01`,
  });
  const stage = traces.startSpan('stage drape', { traceparent: job.traceparent });
  stage.fail('no-garment');
  stage.end();
  job.end();
  await traces.close();
  const [told, whole] = ['stage drape', 'job generate'].map((name) =>
    spans().find((span) => span.name === name),
  );
  expect(whole).toMatchObject({ traceId: TRACE, parentSpanId: PARENT, kind: KIND_CONSUMER });
  expect(told).toMatchObject({
    traceId: TRACE,
    parentSpanId: whole?.spanId,
    attributes: { 'error.type': 'no-garment' },
    status: { code: 2 },
  });
});

test('each attempt at a job is a part of the request that asked for it, its stages are parts of it, and a failure has a name', async () => {
  const { endpoint, spans } = await startCollector();
  const hand = handRunner();
  const lines: string[] = [];
  const { client, send, upload, stop } = await startHarness({
    createRunner: hand.createRunner,
    environment: { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint },
    logger: createLogger('info', false, { write: (line) => lines.push(line) }),
  });
  const { cloth_id } = await upload(await plainPhoto());
  const asked = await send(`/clothes/${cloth_id}/generate-3d`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      traceparent: `00-${TRACE}-${PARENT}-01`,
    },
    body: JSON.stringify({ model: 'panels', quality: 'low' }),
  });
  const { cloth3d_id } = z.object({ cloth3d_id: z.string() }).parse(await asked.json());
  const running = await hand.next();
  running.listener.progress('matte', 0.5);
  running.listener.progress('drape', 0.1);
  running.listener.progress('drape', 0.2);
  running.fail(new InputError('no-garment', 'There is no garment.'));
  await client.watchCloth3d(cloth3d_id, () => {});
  await stop();
  const job = spans().find(({ name }) => name === 'job generate');
  const request = spans().find(({ name }) => name === 'POST /clothes/:id/generate-3d');
  expect(request).toMatchObject({ traceId: TRACE, parentSpanId: PARENT });
  expect(job).toMatchObject({
    traceId: TRACE,
    parentSpanId: request?.spanId,
    kind: KIND_CONSUMER,
    attributes: { 'fitroom.attempt': 1, 'error.type': 'no-garment' },
  });
  const parts = spans().filter(({ parentSpanId }) => parentSpanId === job?.spanId);
  expect(parts.map(({ name }) => name).sort()).toEqual(['stage drape', 'stage matte']);
  const line = lines.map((text) => JSON.parse(text)).find((l) => l.kind === 'generate');
  expect(line.traceId).toBe(TRACE);
});

test('a collector that is away holds nothing up, and the log names it', async () => {
  const lines: string[] = [];
  const { client, stop } = await startHarness({
    createRunner,
    environment: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' },
    logger: createLogger('warn', false, { write: (line) => lines.push(line) }),
  });
  expect(await client.isReady()).toBe(true);
  await stop();
  expect(lines.join('')).toContain('collector of traces');
});

test('without an endpoint nothing of the SDK is loaded', async () => {
  const program = `
    import { createRequire } from 'node:module';
    const { startServer } = await import(${JSON.stringify(`${SRC}/start-server.ts`)});
    const { openTraces } = await import(${JSON.stringify(`${SRC}/traces/open-traces.ts`)});
    const { isOn } = await openTraces({ endpoint: '', serviceName: 'x' }, {});
    const loaded = Object.keys(createRequire(import.meta.url).cache);
    console.log(JSON.stringify([typeof startServer, isOn, loaded.filter((p) => /@opentelemetry.(sdk|exporter)/.test(p))]));
  `;
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--input-type=module',
    '-e',
    program,
  ]);
  expect(JSON.parse(stdout)).toEqual(['function', false, []]);
});
