import { Cloth3dPageSchema, Cloth3dSchema } from '@fitroom/shared/schemas/cloth3d';
import { ListQuerySchema } from '@fitroom/shared/schemas/page';
import { createRoute } from '@hono/zod-openapi';
import { answerLanguage } from '../http/language-of.ts';
import { linksFor } from '../http/link-to.ts';
import { localizeJob } from '../http/localize-job.ts';
import { watchState } from '../http/watch-state.ts';
import type { Cloth3dRow } from '../records/clothes3d.ts';
import { listClothes3d } from '../records/pages.ts';
import type { Access } from '../services/access.ts';
import type { AppPorts } from '../services/app-ports.ts';
import { cancelJob } from '../services/cancel-job.ts';
import { removeCloth3d } from '../services/delete-records.ts';
import { etaOf } from '../services/eta-of.ts';
import { requireCloth3d } from '../services/find-or-404.ts';
import { listPage } from '../services/list-page.ts';
import { type LinkTo, presentCloth3d } from '../services/present.ts';
import { createRouter } from './create-router.ts';
import { eventStream, idParams, json, listProblems, problems } from './route-parts.ts';

const tags = ['3D garments'];
const request = { params: idParams };

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
  request,
  responses: { 200: json(Cloth3dSchema, 'The 3D garment'), ...problems('not-found') },
});

const deleteRoute = createRoute({
  method: 'delete',
  path: '/clothes3d/{id}',
  tags,
  summary: 'Delete a 3D garment, its sessions and their files',
  request,
  responses: { 204: { description: 'Deleted' }, ...problems('not-found') },
});

const cancelRoute = createRoute({
  method: 'post',
  path: '/clothes3d/{id}/cancel',
  tags,
  summary: 'Cancel the making',
  request,
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
  request,
  responses: { 200: eventStream('Cloth3D'), ...problems('not-found') },
});

export function clothes3dRoutes(ports: AppPorts) {
  const read = async (access: Access, id: string, linkTo: LinkTo) => {
    const row = await requireCloth3d(ports.database, access, id);
    return presentCloth3d(row, linkTo, await etaOf(ports, row));
  };
  return createRouter()
    .openapi(listRoute, async (context) => {
      const { rows, nextCursor } = await listPage(
        ports.database,
        context.get('access'),
        context.req.valid('query'),
        listClothes3d,
        (row) => row,
      );
      const linkTo = linksFor(context, ports);
      const language = answerLanguage(context);
      const present = async (row: Cloth3dRow) =>
        localizeJob(presentCloth3d(row, linkTo, await etaOf(ports, row)), language);
      const items = await Promise.all(rows.map(present));
      return context.json({ items, next_cursor: nextCursor }, 200);
    })
    .openapi(readRoute, async (context) => {
      const { id } = context.req.valid('param');
      const state = await read(context.get('access'), id, linksFor(context, ports));
      return context.json(localizeJob(state, answerLanguage(context)), 200);
    })
    .openapi(deleteRoute, async (context) => {
      await removeCloth3d(ports, context.get('access'), context.req.valid('param').id);
      return context.body(null, 204);
    })
    .openapi(cancelRoute, async (context) => {
      const { id } = context.req.valid('param');
      const access = context.get('access');
      await cancelJob(ports, access, 'clothes3d', id);
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
