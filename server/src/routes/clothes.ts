import { CATEGORIES } from '@fitroom/shared/garment/vocabulary';
import {
  ClothPageSchema,
  ClothSchema,
  MeshUploadAnswerSchema,
  UploadAnswerSchema,
} from '@fitroom/shared/schemas/cloth';
import { Generate3dAnswerSchema, Generate3dRequestSchema } from '@fitroom/shared/schemas/cloth3d';
import { ListQuerySchema } from '@fitroom/shared/schemas/page';
import { createRoute, type z } from '@hono/zod-openapi';
import { linksFor } from '../http/link-to.ts';
import { readHeld } from '../http/read-held.ts';
import type { UploadMemory } from '../http/upload-memory.ts';
import { viewerOf } from '../http/viewer-of.ts';
import { photoStore } from '../photos/photo-store.ts';
import { listClothes } from '../records/pages.ts';
import type { AppPorts } from '../services/app-ports.ts';
import { removeCloth } from '../services/delete-records.ts';
import { requireCloth } from '../services/find-or-404.ts';
import { listPage } from '../services/list-page.ts';
import { presentCloth } from '../services/present.ts';
import { requestGeneration } from '../services/request-generation.ts';
import { uploadCloth } from '../services/upload-cloth.ts';
import { uploadMesh } from '../services/upload-mesh.ts';
import { createRouter } from './create-router.ts';
import { byId, formBody, json, listProblems, problems, userIdField } from './route-parts.ts';

const tags = ['Clothes'];

const uploadRoute = createRoute({
  method: 'post',
  path: '/clothes/upload-image',
  tags,
  summary: 'Upload a photo of a garment',
  request: formBody({
    file: {
      type: 'string',
      format: 'binary',
      description: 'JPEG, PNG or WebP, at most 10 MB and 50 megapixels',
    },
    back_file: {
      type: 'string',
      format: 'binary',
      description: 'The garment from behind',
    },
    user_id: userIdField,
  }),
  responses: {
    201: json(UploadAnswerSchema, 'Stored'),
    ...problems(
      'malformed-upload',
      'photo-too-large',
      'photo-too-many-pixels',
      'photo-unsupported',
      'unsupported-media-type',
      'photo-unreadable',
      'photo-too-small',
      'schema-mismatch',
      'upload-busy',
      'storage-full',
    ),
  },
});

const uploadMeshRoute = createRoute({
  method: 'post',
  path: '/clothes/upload-mesh',
  tags,
  summary: 'Upload a 3D garment in place of a photo',
  request: formBody({
    file: {
      type: 'string',
      format: 'binary',
      description: 'GLB, at most 50 MB and 2,000,000 triangles, upright, facing +Z, in any unit',
    },
    user_id: userIdField,
    category: {
      type: 'string',
      enum: [...CATEGORIES],
      description:
        'Left out: what the file says, where Fitroom wrote it, or the openings of trousers, shorts, jumpsuits and bodysuits; else the garment ends with the error mesh-category-unknown',
    },
  }),
  responses: {
    201: json(MeshUploadAnswerSchema, 'Stored, its 3D garment in line'),
    ...problems(
      'malformed-upload',
      'mesh-too-large',
      'unsupported-media-type',
      'not-a-glb',
      'schema-mismatch',
      'upload-busy',
      'queue-full',
      'storage-full',
    ),
  },
});

const listRoute = createRoute({
  method: 'get',
  path: '/clothes',
  tags,
  summary: 'Clothes, the newest first',
  request: { query: ListQuerySchema },
  responses: { 200: json(ClothPageSchema, 'A page of them'), ...listProblems },
});

const readRoute = createRoute({
  method: 'get',
  path: '/clothes/{id}',
  tags,
  summary: 'A cloth',
  ...byId(),
  responses: { 200: json(ClothSchema, 'The cloth'), ...problems('not-found') },
});

const deleteRoute = createRoute({
  method: 'delete',
  path: '/clothes/{id}',
  tags,
  summary: 'Delete a cloth, everything made from it, and all their files',
  ...byId(),
  responses: { 204: { description: 'Deleted' }, ...problems('not-found') },
});

const generateRoute = createRoute({
  method: 'post',
  path: '/clothes/{id}/generate-3d',
  tags,
  summary: 'Make a 3D garment from the photo',
  ...byId(),
  request: {
    body: { required: true, content: { 'application/json': { schema: Generate3dRequestSchema } } },
  },
  responses: {
    202: json(Generate3dAnswerSchema, 'In line'),
    ...problems(
      'malformed-json',
      'not-found',
      'cloth-failed',
      'original-expired',
      'body-too-large',
      'unsupported-media-type',
      'schema-mismatch',
      'model-unavailable',
      'queue-full',
      'storage-full',
    ),
  },
});

/** @param memory bounds what all uploads hold together. */
export function clothesRoutes(ports: AppPorts, memory: UploadMemory) {
  const router = createRouter();
  const forPhotos = { ...ports, store: photoStore(ports.store) };
  router.openAPIRegistry.registerPath(uploadRoute);
  router.post(uploadRoute.getRoutingPath(), async (context) => {
    const contentType = context.req.header('content-type');
    const row = await readHeld(context, memory, (held) =>
      uploadCloth(forPhotos, context.get('access'), contentType, held?.body ?? null),
    );
    const answer: z.infer<typeof UploadAnswerSchema> = {
      cloth_id: row.id,
      image_url: linksFor(context, ports)(row.imageKey),
      status: 'uploaded',
    };
    return context.json(answer, 201);
  });
  router.openAPIRegistry.registerPath(uploadMeshRoute);
  router.post(uploadMeshRoute.getRoutingPath(), async (context) => {
    const contentType = context.req.header('content-type');
    const { clothId, cloth3dId } = await readHeld(context, memory, (held) =>
      uploadMesh(ports, context.get('access'), contentType, held?.body ?? null),
    );
    const answer: z.infer<typeof MeshUploadAnswerSchema> = {
      cloth_id: clothId,
      cloth3d_id: cloth3dId,
      status: 'processing',
    };
    return context.json(answer, 201);
  });
  return router
    .openapi(listRoute, async (context) => {
      const query = context.req.valid('query');
      const { database } = ports;
      const { rows, nextCursor } = await listPage(
        database,
        context.get('access'),
        query,
        listClothes,
        (row) => row,
      );
      const viewer = viewerOf(context, ports);
      const items = rows.map((row) => presentCloth(row, viewer));
      return context.json({ items, next_cursor: nextCursor }, 200);
    })
    .openapi(readRoute, async (context) => {
      const id = context.req.param('id');
      const row = await requireCloth(ports.database, context.get('access'), id);
      return context.json(presentCloth(row, viewerOf(context, ports)), 200);
    })
    .openapi(deleteRoute, async (context) => {
      await removeCloth(ports, context.get('access'), context.req.param('id'));
      return context.body(null, 204);
    })
    .openapi(generateRoute, async (context) => {
      const id = await requestGeneration(
        ports,
        context.get('access'),
        context.req.param('id'),
        context.req.valid('json'),
      );
      return context.json({ cloth3d_id: id, status: 'processing' as const }, 202);
    });
}
