import { DETAILS } from '@fitroom/shared/messages/details';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { answerOnce } from './http/answer-once.ts';
import { answerProblem } from './http/answer-problem.ts';
import { appApiOrigin } from './http/app-api-origin.ts';
import type { AppEnvironment } from './http/app-environment.ts';
import { identifyCaller } from './http/caller.ts';
import { limitBody } from './http/limit-body.ts';
import { limitRate } from './http/limit-rate.ts';
import { createMemoryCounter, type RateCounter } from './http/rate-counter.ts';
import { refuseWhenFull } from './http/refuse-when-full.ts';
import { requestScope } from './http/request-scope.ts';
import { requireKey } from './http/require-key.ts';
import { securityHeaders } from './http/security-headers.ts';
import { serveApp } from './http/serve-app.ts';
import { serveModels } from './http/serve-models.ts';
import { traceRequest } from './http/trace-request.ts';
import { createUploadMemory } from './http/upload-memory.ts';
import { type DiskRoom, UNLIMITED_ROOM } from './hygiene/disk-room.ts';
import { filesOrigin } from './objects/s3-place.ts';
import { ProblemError } from './problems/problem-error.ts';
import { catalogueRoutes } from './routes/catalogue.ts';
import { clothesRoutes } from './routes/clothes.ts';
import { clothes3dRoutes } from './routes/clothes3d.ts';
import type { Router } from './routes/create-router.ts';
import { addDocumentation } from './routes/documentation.ts';
import { fileRoutes } from './routes/files.ts';
import { JSON_BODY_BYTES } from './routes/limits.ts';
import { outfitRoutes } from './routes/outfits.ts';
import { serviceRoutes } from './routes/service.ts';
import { sessionRoutes } from './routes/sessions.ts';
import { uploadBatchRoutes } from './routes/upload-batch.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import type { AppPorts } from './services/app-ports.ts';
import { NO_TRACES, type Traces } from './traces/traces.ts';

const PREFLIGHT_S = 600;

/** What only the HTTP side itself needs. */
export interface EdgePorts {
  readonly rates: RateCounter;
  readonly traces: Traces;
  readonly room: DiskRoom;
}

const STANDARD_EDGE = (): EdgePorts => ({
  rates: createMemoryCounter(),
  traces: NO_TRACES,
  room: UNLIMITED_ROOM,
});

/** The whole HTTP side: API, stored files, documentation and the built app. */
export function createApp(
  ports: AppPorts,
  { rates, traces, room }: EdgePorts = STANDARD_EDGE(),
): OpenAPIHono<AppEnvironment> {
  const app = new OpenAPIHono<AppEnvironment>();
  app.use(identifyCaller(ports.settings.trustedProxies, ports.logger));
  if (traces.isOn) app.use(traceRequest(traces));
  app.use(requestScope(ports));
  const others = [appApiOrigin(ports.appFolder), filesOrigin(ports.settings)];
  app.use(
    securityHeaders({
      otherOrigins: others.filter((origin) => origin !== null),
      isHttps: ports.settings.publicUrl.startsWith('https:'),
    }),
  );
  if (ports.settings.corsOrigins.length > 0) {
    app.use(
      cors({
        origin: ports.settings.corsOrigins.includes('*') ? '*' : [...ports.settings.corsOrigins],
        allowMethods: ['GET', 'POST', 'DELETE'],
        allowHeaders: [
          'Authorization',
          'Content-Type',
          'X-Request-Id',
          'Idempotency-Key',
          'Range',
          'If-None-Match',
          'If-Range',
          'traceparent',
        ],
        exposeHeaders: [
          'X-Request-Id',
          'Retry-After',
          'Idempotency-Replayed',
          'WWW-Authenticate',
          'RateLimit',
          'RateLimit-Policy',
          'ETag',
          'Accept-Ranges',
          'Content-Range',
        ],
        maxAge: PREFLIGHT_S,
      }),
    );
  }
  // Behind CORS: preflights are free, and a page can read why it was refused.
  app.use(limitRate(ports.settings, rates));
  const memory = createUploadMemory();
  const ofUsers = [
    clothesRoutes(ports, memory),
    uploadBatchRoutes(ports, memory, rates),
    clothes3dRoutes(ports),
    sessionRoutes(ports),
    outfitRoutes(ports),
    webhookRoutes(ports),
  ];
  const isKeyed = ports.settings.auth === 'keys';
  if (isKeyed) guardRoutes(app, ofUsers, requireKey(ports, rates));
  app.use(refuseWhenFull(room));
  app.use(limitBody(JSON_BODY_BYTES));
  // Behind the guard: whose answer may be given again is known by then.
  app.use(answerOnce(ports));
  app.onError((error, context) => answerProblem(error, context, ports.logger));
  app.notFound((context) =>
    answerProblem(new ProblemError('not-found', DETAILS.noSuchAddress()), context, ports.logger),
  );
  for (const router of ofUsers) app.route('/', router);
  app.route('/', catalogueRoutes(ports));
  app.route('/', fileRoutes(ports));
  app.route('/', serviceRoutes(ports));
  addDocumentation(app, isKeyed ? ofUsers.flatMap(({ routes }) => routes) : []);
  app.use(serveModels(ports.settings.modelsFolder));
  app.use(serveApp(ports.appFolder));
  return app;
}

/**
 * Puts a guard before each route of these, and before nothing else: the app's files share their
 * addresses' space. A route that is added to them is guarded without being named again.
 */
function guardRoutes(
  app: OpenAPIHono<AppEnvironment>,
  routers: readonly Router[],
  guard: MiddlewareHandler<AppEnvironment>,
): void {
  const routes = routers.flatMap((router) => router.routes);
  // A route is listed once for each of its validators.
  const guarded = new Map(routes.map((route) => [`${route.method} ${route.path}`, route]));
  for (const { method, path } of guarded.values()) app.on(method, path, guard);
}
