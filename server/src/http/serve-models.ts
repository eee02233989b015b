import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { DEVICE_GENERATORS } from '@fitroom/shared/generators/device-generators';
import type { MiddlewareHandler } from 'hono';
import type { AppEnvironment } from './app-environment.ts';

/** What a model consists of: its name, and files that may lie in a folder `onnx`. */
const FILE = /^\/models\/([a-z0-9][\w.-]*)\/((?:onnx\/)?[\w-]+\.(?:json|onnx|onnx_data))$/;

/** A file of a generator's model; its name has no part that leads upwards. */
const GENERATOR_FILE = /^\/models\/generators\/([a-z0-9][a-z0-9.-]*)\/(\w[\w.-]*(?:\/\w[\w.-]*)*)$/;

/** Those that browsers run, whose licences allow to hand them on; all others stay the operator's own. */
const HANDED_ON: ReadonlySet<string> = new Set(DEVICE_GENERATORS.map(({ model }) => model));

/** Parts of the file's path below the models' folder; null where it is none that is served. */
function partsOf(path: string): readonly string[] | null {
  const [, generator, generatorFile] = GENERATOR_FILE.exec(path) ?? [];
  if (generator && generatorFile) {
    if (!HANDED_ON.has(generator) || generatorFile.endsWith('.part')) return null;
    return ['generators', generator, ...generatorFile.split('/')];
  }
  const [, name, file] = FILE.exec(path) ?? [];
  return name && file ? [name, ...file.split('/')] : null;
}

/**
 * Serves the operator's own models to browsers: for finding garments, below `/models/NAME/`, so that they are
 * taken from here instead of from the hub, and of generators that run in browsers, below
 * `/models/generators/NAME/`. They are too large to be compressed or kept in memory.
 *
 * @param folder Holds a folder by model name; empty: there are none.
 */
export function serveModels(folder: string): MiddlewareHandler<AppEnvironment> {
  return async (context, next) => {
    const { method } = context.req;
    const parts = partsOf(context.req.path);
    if (folder === '' || !parts || (method !== 'GET' && method !== 'HEAD')) return next();
    const path = join(folder, ...parts);
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
