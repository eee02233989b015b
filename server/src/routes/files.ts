import { DETAILS } from '@fitroom/shared/messages/details';
import { createRoute, z } from '@hono/zod-openapi';
import { readByteRange } from '../http/byte-range.ts';
import { type ObjectPlace, placeOf } from '../hygiene/object-class.ts';
import { contentTypeOf } from '../objects/content-type.ts';
import { isPlainKey } from '../objects/object-store.ts';
import { originalExpired, ProblemError, resultExpired } from '../problems/problem-error.ts';
import { findCloth3d } from '../records/clothes3d.ts';
import { findExpiry } from '../records/object-owners.ts';
import type { AppPorts } from '../services/app-ports.ts';
import { intermediatesEnd } from '../services/keeps-intermediates.ts';
import { createRouter } from './create-router.ts';
import { problems } from './route-parts.ts';

const fileRoute = createRoute({
  method: 'get',
  path: '/files/{key}',
  tags: ['Files'],
  summary: 'A stored file, by a link that this server signed',
  description: 'Links are taken from the answers of the other calls; keys contain slashes.',
  request: {
    params: z.object({ key: z.string() }),
    query: z.object({ expires: z.string(), signature: z.string() }),
    headers: z.object({
      range: z.string().optional().openapi({ example: 'bytes=0-1023' }),
      'if-none-match': z.string().optional(),
      'if-range': z.string().optional(),
    }),
  },
  responses: {
    200: {
      description: 'The file',
      content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
    },
    206: {
      description: 'The part of it that Range asked for',
      content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
    },
    304: { description: 'The copy that the client has is still good' },
    ...problems(
      'link-invalid',
      'link-expired',
      'not-found',
      'original-expired',
      'result-expired',
      'range-not-satisfiable',
      'storage-unreachable',
    ),
  },
});

type FilePorts = Pick<AppPorts, 'store' | 'signer' | 'database' | 'now' | 'settings'>;

export function fileRoutes(ports: FilePorts) {
  const { store, signer, now } = ports;
  const router = createRouter();
  router.openAPIRegistry.registerPath(fileRoute);
  router.get('/files/:key{[\\s\\S]+}', async (context) => {
    const key = context.req.param('key');
    const expires = context.req.query('expires') ?? '';
    const verdict = isPlainKey(key)
      ? signer.verify(key, expires, context.req.query('signature') ?? '')
      : 'invalid';
    if (verdict !== 'good') {
      throw new ProblemError(
        verdict === 'expired' ? 'link-expired' : 'link-invalid',
        DETAILS.linkRefused(),
      );
    }
    const object = await store.get(key);
    if (!object) throw await whyMissing(ports, key);
    // An object never changes, so its key is its version.
    const etag = `"${key}"`;
    const { size } = object;
    const ifRange = context.req.header('if-range');
    const isRangeWanted = ifRange === undefined || ifRange === etag;
    const range = isRangeWanted ? readByteRange(context.req.header('range'), size) : null;
    if (range === 'unsatisfiable') {
      context.header('Content-Range', `bytes */${size}`);
      throw new ProblemError('range-not-satisfiable', DETAILS.rangeBeyond(size));
    }
    const isKnown = isAmong(etag, context.req.header('if-none-match'));
    const isBodyWanted = !isKnown && context.req.method !== 'HEAD';
    // Opened before any header is set: what fails now is still a problem.
    const body = isBodyWanted ? await object.open(range ?? undefined) : null;
    if (isBodyWanted && !body) throw await whyMissing(ports, key);
    const seconds = Math.max(0, Number(expires) - Math.floor(now() / 1000));
    context.header('ETag', etag);
    context.header('Cache-Control', `private, max-age=${seconds}, immutable`);
    // Pages of other origins (a shop's own) may embed what they hold a link to.
    context.header('Cross-Origin-Resource-Policy', 'cross-origin');
    if (isKnown) return context.body(null, 304);
    context.header('Accept-Ranges', 'bytes');
    context.header('Content-Type', contentTypeOf(key));
    context.header('Content-Length', String(range ? range.last - range.first + 1 : size));
    if (range) context.header('Content-Range', `bytes ${range.first}-${range.last}/${size}`);
    const status = range ? 206 : 200;
    return body ? context.body(body, status) : context.body(null, status);
  });
  return router;
}

/** A file that a link leads to has been deleted, or its time is over. */
async function whyMissing(ports: FilePorts, key: string): Promise<ProblemError> {
  const place = placeOf(key);
  const expiredAt =
    place &&
    ((await findExpiry(ports.database, place.owner, place.ownerId)) ??
      (await intermediateExpiry(ports, place, key)));
  if (!place || !expiredAt) return new ProblemError('not-found', DETAILS.fileGone());
  return place.owner === 'clothes' ? originalExpired(expiredAt) : resultExpired('file', expiredAt);
}

/** When a picture of a job's way went, whose garment is kept still; null for what is none. */
async function intermediateExpiry(
  { database, settings, now }: FilePorts,
  { objectClass, ownerId }: ObjectPlace,
  key: string,
): Promise<Date | null> {
  if (objectClass !== 'intermediate') return null;
  const row = await findCloth3d(database, ownerId);
  const end = row?.intermediates?.some((kept) => kept.key === key)
    ? intermediatesEnd(settings, row)
    : null;
  // The sweep may have had a shorter setting.
  return end === null ? null : new Date(Math.min(end, now()));
}

/** Whether If-None-Match names the version (RFC 9110, 13.1.2: compared weakly). */
function isAmong(etag: string, header: string | undefined): boolean {
  const names = (header ?? '').split(',').map((name) => name.trim().replace(/^W\//, ''));
  return names.includes(etag) || names.includes('*');
}
