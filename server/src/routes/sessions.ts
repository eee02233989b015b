import {
  FitRequestSchema,
  FittingSessionPageSchema,
  FittingSessionSchema,
  SessionResultSchema,
} from '@fitroom/shared/schemas/fitting-session';
import { ListQuerySchema } from '@fitroom/shared/schemas/page';
import { createRoute } from '@hono/zod-openapi';
import { answerJson } from '../http/answer-json.ts';
import { viewerOf } from '../http/viewer-of.ts';
import { watchState } from '../http/watch-state.ts';
import { listSessions } from '../records/pages.ts';
import type { DressedSession } from '../records/sessions.ts';
import type { AppPorts } from '../services/app-ports.ts';
import { cancelJob } from '../services/cancel-job.ts';
import { removeSession } from '../services/delete-records.ts';
import { etaOf } from '../services/eta-of.ts';
import { requireSession } from '../services/find-or-404.ts';
import { listPage, writePage } from '../services/list-page.ts';
import {
  presentSession,
  presentSessionResult,
  type Viewer,
  writeSession,
} from '../services/present.ts';
import { requestFit } from '../services/request-fit.ts';
import { createRouter } from './create-router.ts';
import { byId, dressingCall, eventStream, json, listProblems, problems } from './route-parts.ts';

const tags = ['Fitting sessions'];

const fitRoute = createRoute({
  method: 'post',
  path: '/fit',
  tags,
  summary: 'Put a 3D garment on an avatar',
  ...dressingCall(FitRequestSchema, 'a garment'),
});

const resultRoute = createRoute({
  method: 'get',
  path: '/session/{id}/result',
  tags,
  summary: 'The dressed avatar',
  ...byId(),
  responses: {
    200: json(SessionResultSchema, 'The result'),
    ...problems('not-found', 'result-expired'),
  },
});

const listRoute = createRoute({
  method: 'get',
  path: '/sessions',
  tags,
  summary: 'Fitting sessions, the newest first',
  request: { query: ListQuerySchema },
  responses: { 200: json(FittingSessionPageSchema, 'A page of them'), ...listProblems },
});

const readRoute = createRoute({
  method: 'get',
  path: '/session/{id}',
  tags,
  summary: 'A session and its job',
  ...byId(),
  responses: { 200: json(FittingSessionSchema, 'The session'), ...problems('not-found') },
});

const deleteRoute = createRoute({
  method: 'delete',
  path: '/session/{id}',
  tags,
  summary: 'Delete a session and its files',
  ...byId(),
  responses: { 204: { description: 'Deleted' }, ...problems('not-found') },
});

const cancelRoute = createRoute({
  method: 'post',
  path: '/session/{id}/cancel',
  tags,
  summary: 'Cancel the fitting',
  ...byId(),
  responses: {
    200: json(FittingSessionSchema, 'Cancelled'),
    ...problems('not-found', 'already-finished'),
  },
});

const eventsRoute = createRoute({
  method: 'get',
  path: '/session/{id}/events',
  tags,
  summary: 'Follow the fitting',
  ...byId(),
  responses: { 200: eventStream('FittingSession'), ...problems('not-found') },
});

export function sessionRoutes(ports: AppPorts) {
  const { database } = ports;
  const present = async (row: DressedSession, viewer: Viewer) =>
    presentSession(row, viewer, await etaOf(ports, row));
  const write = async (row: DressedSession, viewer: Viewer) =>
    writeSession(await present(row, viewer), row);
  return createRouter()
    .openapi(fitRoute, async (context) => {
      const id = await requestFit(ports, context.get('access'), context.req.valid('json'));
      return context.json({ fitting_session_id: id, status: 'processing' as const }, 202);
    })
    .openapi(resultRoute, async (context) => {
      const row = await requireSession(database, context.get('access'), context.req.param('id'));
      const state = await present(row, viewerOf(context, ports));
      return context.json(presentSessionResult(state), 200);
    })
    .openapi(listRoute, async (context) => {
      const { rows, nextCursor } = await listPage(
        database,
        context.get('access'),
        context.req.valid('query'),
        listSessions,
        (row) => row,
      );
      const viewer = viewerOf(context, ports);
      const items = await Promise.all(rows.map((row) => write(row, viewer)));
      return answerJson(context, writePage(items, nextCursor));
    })
    .openapi(readRoute, async (context) => {
      const row = await requireSession(database, context.get('access'), context.req.param('id'));
      return answerJson(context, await write(row, viewerOf(context, ports)));
    })
    .openapi(deleteRoute, async (context) => {
      await removeSession(ports, context.get('access'), context.req.param('id'));
      return context.body(null, 204);
    })
    .openapi(cancelRoute, async (context) => {
      const id = context.req.param('id');
      const access = context.get('access');
      await cancelJob(ports, access, 'sessions', id);
      const row = await requireSession(database, access, id);
      return answerJson(context, await write(row, viewerOf(context, ports)));
    })
    .openapi(eventsRoute, (context) => {
      const id = context.req.param('id');
      const access = context.get('access');
      const viewer = viewerOf(context, ports);
      return watchState(context, ports, id, async () => {
        const row = await requireSession(database, access, id);
        return { status: row.status, json: await write(row, viewer) };
      });
    });
}
