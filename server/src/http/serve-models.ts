import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { MiddlewareHandler } from 'hono';
import type { AppEnvironment } from './app-environment.ts';

/** What a model consists of: its name, and files that may lie in a folder `onnx`. */
const FILE = /^\/models\/([a-z0-9][\w.-]*)\/((?:onnx\/)?[\w-]+\.(?:json|onnx|onnx_data))$/;

/**
 * Serves the operator's own models for finding garments, below `/models/NAME/`, so that browsers
 * take them from here instead of from the hub. They are too large to be compressed or kept in memory.
 *
 * @param folder Holds a folder by model name; empty: there are none.
 */
export function serveModels(folder: string): MiddlewareHandler<AppEnvironment> {
  return async (context, next) => {
    const { method } = context.req;
    const [, name, file] = FILE.exec(context.req.path) ?? [];
    if (folder === '' || !name || !file || (method !== 'GET' && method !== 'HEAD')) return next();
    const path = join(folder, name, ...file.split('/'));
    const found = await stat(path).catch(() => null);
    if (!found?.isFile()) return next();
    const etag = `W/"${found.size.toString(36)}-${Math.round(found.mtimeMs).toString(36)}"`;
    context.header('ETag', etag);
    context.header('Cache-Control', 'no-cache');
    if (context.req.header('if-none-match') === etag) return context.body(null, 304);
    context.header('Content-Type', 'application/octet-stream');
    context.header('Content-Length', String(found.size));
    if (method === 'HEAD') return context.body(null);
    return context.body(Readable.toWeb(createReadStream(path)));
  };
}
