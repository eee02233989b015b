import { Cloth3dPageSchema, Cloth3dSchema } from '@fitroom/shared/schemas/cloth3d';
import { ListQuerySchema } from '@fitroom/shared/schemas/page';
import { createRoute } from '@hono/zod-openapi';
import { answerJson } from '../http/answer-json.ts';
import { viewerOf } from '../http/viewer-of.ts';
import { watchState } from '../http/watch-state.ts';
import type { Cloth3dRow } from '../records/clothes3d.ts';
import { listClothes3d } from '../records/pages.ts';
import type { AppPorts } from '../services/app-ports.ts';
import { cancelJob } from '../services/cancel-job.ts';
import { removeCloth3d } from '../services/delete-records.ts';
import { etaOf } from '../services/eta-of.ts';
import { requireCloth3d } from '../services/find-or-404.ts';
import { keepsIntermediates } from '../services/keeps-intermediates.ts';
import { listPage, writePage } from '../services/list-page.ts';
import { presentCloth3d, type Viewer, writeCloth3d } from '../services/present.ts';
import { createRouter } from './create-router.ts';
import { byId, eventStream, json, listProblems, problems } from './route-parts.ts';

const tags = ['3D garments'];

const listRoute = createRoute({
  method: 'get',
  path: '/clothes3d',
  tags,
  summary: '3D garments, the newest first',
  request: { query: ListQuerySchema },
  responses: { 200: json(Cloth3dPageSchema, 'A page of them'), ...listProblems },
});

const readRoute = createRoute({
  method: 'get',
  path: '/clothes3d/{id}',
  tags,
  summary: 'A 3D garment and the job that makes it',
  ...byId(),
  responses: { 200: json(Cloth3dSchema, 'The 3D garment'), ...problems('not-found') },
});

const deleteRoute = createRoute({
  method: 'delete',
  path: '/clothes3d/{id}',
  tags,
  summary: 'Delete a 3D garment, its sessions and their files',
  ...byId(),
  responses: { 204: { description: 'Deleted' }, ...problems('not-found') },
});

const cancelRoute = createRoute({
  method: 'post',
  path: '/clothes3d/{id}/cancel',
  tags,
  summary: 'Cancel the making',
  ...byId(),
  responses: {
    200: json(Cloth3dSchema, 'Cancelled'),
    ...problems('not-found', 'already-finished'),
  },
});

const eventsRoute = createRoute({
  method: 'get',
  path: '/clothes3d/{id}/events',
  tags,
  summary: 'Follow the making',
  ...byId(),
  responses: { 200: eventStream('Cloth3D'), ...problems('not-found') },
});

export function clothes3dRoutes(ports: AppPorts) {
  const { database } = ports;
  const isKept = keepsIntermediates(ports);
  const write = async (row: Cloth3dRow, viewer: Viewer) =>
    writeCloth3d(presentCloth3d(row, viewer, await etaOf(ports, row), isKept), row);
  return createRouter()
    .openapi(listRoute, async (context) => {
      const { rows, nextCursor } = await listPage(
        database,
        context.get('access'),
        context.req.valid('query'),
        listClothes3d,
        (row) => row,
      );
      const viewer = viewerOf(context, ports);
      const items = await Promise.all(rows.map((row) => write(row, viewer)));
      return answerJson(context, writePage(items, nextCursor));
    })
    .openapi(readRoute, async (context) => {
      const row = await requireCloth3d(database, context.get('access'), context.req.param('id'));
      return answerJson(context, await write(row, viewerOf(context, ports)));
    })
    .openapi(deleteRoute, async (context) => {
      await removeCloth3d(ports, context.get('access'), context.req.param('id'));
      return context.body(null, 204);
    })
    .openapi(cancelRoute, async (context) => {
      const id = context.req.param('id');
      const access = context.get('access');
      await cancelJob(ports, access, 'clothes3d', id);
      const row = await requireCloth3d(database, access, id);
      return answerJson(context, await write(row, viewerOf(context, ports)));
    })
    .openapi(eventsRoute, (context) => {
      const id = context.req.param('id');
      const access = context.get('access');
      const viewer = viewerOf(context, ports);
      return watchState(context, ports, id, async () => {
        const row = await requireCloth3d(database, access, id);
        return { status: row.status, json: await write(row, viewer) };
      });
    });
}
