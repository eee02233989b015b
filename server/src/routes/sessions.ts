import {
  FitRequestSchema,
  FittingSessionPageSchema,
  FittingSessionSchema,
  SessionResultSchema,
} from '@fitroom/shared/schemas/fitting-session';
import { ListQuerySchema } from '@fitroom/shared/schemas/page';
import { createRoute } from '@hono/zod-openapi';
import { answerLanguage } from '../http/language-of.ts';
import { linksFor } from '../http/link-to.ts';
import { localizeJob } from '../http/localize-job.ts';
import { watchState } from '../http/watch-state.ts';
import { findGltfKey } from '../records/clothes3d.ts';
import { type ListedSession, listSessions } from '../records/pages.ts';
import type { Access } from '../services/access.ts';
import type { AppPorts } from '../services/app-ports.ts';
import { cancelJob } from '../services/cancel-job.ts';
import { removeSession } from '../services/delete-records.ts';
import { etaOf } from '../services/eta-of.ts';
import { requireSession } from '../services/find-or-404.ts';
import { listPage } from '../services/list-page.ts';
import { type LinkTo, presentSession, presentSessionResult } from '../services/present.ts';
import { requestFit } from '../services/request-fit.ts';
import { createRouter } from './create-router.ts';
import {
  dressingCall,
  eventStream,
  idParams,
  json,
  listProblems,
  problems,
} from './route-parts.ts';

const tags = ['Fitting sessions'];
const request = { params: idParams };

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
  request,
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
  request,
  responses: { 200: json(FittingSessionSchema, 'The session'), ...problems('not-found') },
});

const deleteRoute = createRoute({
  method: 'delete',
  path: '/session/{id}',
  tags,
  summary: 'Delete a session and its files',
  request,
  responses: { 204: { description: 'Deleted' }, ...problems('not-found') },
});

const cancelRoute = createRoute({
  method: 'post',
  path: '/session/{id}/cancel',
  tags,
  summary: 'Cancel the fitting',
  request,
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
  request,
  responses: { 200: eventStream('FittingSession'), ...problems('not-found') },
});

export function sessionRoutes(ports: AppPorts) {
  const { database } = ports;
  const read = async (access: Access, id: string, linkTo: LinkTo) => {
    const row = await requireSession(database, access, id);
    // Whoever sees the session sees its garment.
    const gltfKey = row.status === 'done' ? await findGltfKey(database, row.cloth3dId) : null;
    return presentSession(row, gltfKey, linkTo, await etaOf(ports, row));
  };
  return createRouter()
    .openapi(fitRoute, async (context) => {
      const id = await requestFit(ports, context.get('access'), context.req.valid('json'));
      return context.json({ fitting_session_id: id, status: 'processing' as const }, 202);
    })
    .openapi(resultRoute, async (context) => {
      const { id } = context.req.valid('param');
      const session = await read(context.get('access'), id, linksFor(context, ports));
      return context.json(presentSessionResult(session), 200);
    })
    .openapi(listRoute, async (context) => {
      const { rows, nextCursor } = await listPage(
        ports.database,
        context.get('access'),
        context.req.valid('query'),
        listSessions,
        ({ session }) => session,
      );
      const linkTo = linksFor(context, ports);
      const language = answerLanguage(context);
      const present = async ({ session, gltfKey }: ListedSession) => {
        const etaSeconds = await etaOf(ports, session);
        return localizeJob(presentSession(session, gltfKey, linkTo, etaSeconds), language);
      };
      const items = await Promise.all(rows.map(present));
      return context.json({ items, next_cursor: nextCursor }, 200);
    })
    .openapi(readRoute, async (context) => {
      const { id } = context.req.valid('param');
      const state = await read(context.get('access'), id, linksFor(context, ports));
      return context.json(localizeJob(state, answerLanguage(context)), 200);
    })
    .openapi(deleteRoute, async (context) => {
      await removeSession(ports, context.get('access'), context.req.valid('param').id);
      return context.body(null, 204);
    })
    .openapi(cancelRoute, async (context) => {
      const { id } = context.req.valid('param');
      const access = context.get('access');
      await cancelJob(ports, access, 'sessions', id);
      const state = await read(access, id, linksFor(context, ports));
      return context.json(localizeJob(state, answerLanguage(context)), 200);
    })
    .openapi(eventsRoute, (context) => {
      const { id } = context.req.valid('param');
      const access = context.get('access');
      const linkTo = linksFor(context, ports);
      const language = answerLanguage(context);
      const readState = async () => localizeJob(await read(access, id, linkTo), language);
      return watchState(context, ports, id, readState);
    });
}
