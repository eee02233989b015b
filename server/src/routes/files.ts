import { createRoute, z } from '@hono/zod-openapi';
import { isPlainKey } from '../objects/object-store.ts';
import { ProblemError } from '../problems/problem-error.ts';
import type { AppPorts } from '../services/app-ports.ts';
import { createRouter } from './create-router.ts';
import { problems } from './route-parts.ts';

const MIME_TYPES: Readonly<Record<string, string>> = {
  glb: 'model/gltf-binary',
  obj: 'model/obj',
  mtl: 'model/mtl',
  webp: 'image/webp',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  avif: 'image/avif',
  json: 'application/json',
  svg: 'image/svg+xml',
  dxf: 'image/vnd.dxf',
};

const fileRoute = createRoute({
  method: 'get',
  path: '/files/{key}',
  tags: ['Files'],
  summary: 'A stored file, by a link that this server signed',
  description: 'Links are taken from the answers of the other calls; keys contain slashes.',
  request: {
    params: z.object({ key: z.string() }),
    query: z.object({ expires: z.string(), signature: z.string() }),
  },
  responses: {
    200: {
      description: 'The file',
      content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
    },
    304: { description: 'The copy that the client has is still good' },
    ...problems('link-invalid', 'link-expired', 'not-found'),
  },
});

export function fileRoutes({ store, signer, now }: Pick<AppPorts, 'store' | 'signer' | 'now'>) {
  const router = createRouter();
  router.openAPIRegistry.registerPath(fileRoute);
  router.get('/files/:key{.+}', async (context) => {
    const key = context.req.param('key');
    const expires = context.req.query('expires') ?? '';
    const verdict = isPlainKey(key)
      ? signer.verify(key, expires, context.req.query('signature') ?? '')
      : 'invalid';
    if (verdict !== 'good') {
      throw new ProblemError(
        verdict === 'expired' ? 'link-expired' : 'link-invalid',
        'Ask for the cloth, 3D garment, session or preset again: its answer has a fresh link.',
      );
    }
    const object = await store.get(key);
    if (!object) throw new ProblemError('not-found', 'This file has been deleted.');
    // An object never changes, so its key is its version.
    const etag = `"${key}"`;
    const seconds = Math.max(0, Number(expires) - Math.floor(now() / 1000));
    context.header('ETag', etag);
    context.header('Cache-Control', `private, max-age=${seconds}, immutable`);
    // Pages of other origins (a shop's own) may embed what they hold a link to.
    context.header('Cross-Origin-Resource-Policy', 'cross-origin');
    if (context.req.header('if-none-match') === etag) return context.body(null, 304);
    context.header('Content-Length', String(object.size));
    context.header(
      'Content-Type',
      MIME_TYPES[key.slice(key.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
    );
    if (context.req.method === 'HEAD') return context.body(null);
    return context.body(object.stream());
  });
  return router;
}
