import { HealthSchema, ReadinessSchema } from '@fitroom/shared/schemas/service-state';
import { createRoute, z } from '@hono/zod-openapi';
import { shareAnswer } from '../platform/share-answer.ts';
import { listPresets } from '../records/presets.ts';
import type { AppPorts } from '../services/app-ports.ts';
import { createRouter } from './create-router.ts';
import { json } from './route-parts.ts';

const tags = ['Service'];

const healthRoute = createRoute({
  method: 'get',
  path: '/healthz',
  tags,
  summary: 'The process answers',
  responses: { 200: json(HealthSchema, 'It does') },
});

const readyRoute = createRoute({
  method: 'get',
  path: '/readyz',
  tags,
  summary: 'Everything that requests need is there',
  responses: { 200: json(ReadinessSchema, 'It is'), 503: json(ReadinessSchema, 'It is not') },
});

const metricsRoute = createRoute({
  method: 'get',
  path: '/metrics',
  tags,
  summary: 'Figures for Prometheus',
  responses: {
    200: { description: 'The figures', content: { 'text/plain': { schema: z.string() } } },
  },
});

/** Written and removed by each check of readiness. */
const PROBE_KEY = 'readiness-probe';
/** A flood of questions is no flood of writes. */
const SHARED_FOR_MS = 1000;

export function serviceRoutes(
  ports: Pick<AppPorts, 'database' | 'store' | 'metrics' | 'transport' | 'now'>,
) {
  const check = async () => ({
    database: await holds(async () => {
      await ports.database.readClock();
      return true;
    }),
    storage: await holds(async () => {
      await ports.store.put(PROBE_KEY, new Uint8Array(1));
      await ports.store.remove(PROBE_KEY);
      return true;
    }),
    presets: await holds(async () => (await listPresets(ports.database)).length > 0),
  });
  const sharedCheck = shareAnswer(check, SHARED_FOR_MS, ports.now);
  return createRouter()
    .openapi(healthRoute, (context) => context.json({ status: 'ok' as const }, 200))
    .openapi(readyRoute, async (context) => {
      const checks = await sharedCheck();
      const ready = Object.values(checks).every(Boolean);
      // Jobs and those who follow them get by without Redis, some seconds later.
      const queue = ports.transport ? { queue: ports.transport.isConnected() } : {};
      return context.json({ ready, checks: { ...checks, ...queue } }, ready ? 200 : 503);
    })
    .openapi(metricsRoute, async (context) => {
      const { text, contentType } = await ports.metrics.expose();
      return context.text(text, 200, { 'Content-Type': contentType });
    });
}

async function holds(check: () => Promise<boolean>): Promise<boolean> {
  try {
    return await check();
  } catch {
    return false;
  }
}
