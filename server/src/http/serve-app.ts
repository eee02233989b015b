import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Context, MiddlewareHandler } from 'hono';
import type { AppEnvironment } from './app-environment.ts';

const MIME_TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  webmanifest: 'application/manifest+json; charset=utf-8',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  wasm: 'application/wasm',
  onnx: 'application/octet-stream',
  glb: 'model/gltf-binary',
  exr: 'image/x-exr',
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
};
/** What gets smaller; pictures and GLB are compressed already. */
const COMPRESSIBLE = new Set([
  'html',
  'js',
  'mjs',
  'css',
  'json',
  'webmanifest',
  'svg',
  'txt',
  'wasm',
  'onnx',
]);
/** Below this the headers cost as much as is saved. */
const LEAST_TO_COMPRESS = 1024;

const compress = promisify(gzip);

interface CompressedFile {
  readonly version: string;
  readonly bytes: Promise<Buffer>;
}

/**
 * Serves the built app: hashed assets for a year, the pages and the service worker always asked for
 * again, everything else with an ETag. A path of no file that a person opens is the app's to show.
 * Each file is compressed once and kept: together they are about 10 MB.
 */
export function serveApp(folder: string): MiddlewareHandler<AppEnvironment> {
  const compressed = new Map<string, CompressedFile>();
  return async (context, next) => {
    const { method } = context.req;
    if (method !== 'GET' && method !== 'HEAD') return next();
    const path = decodePath(context.req.path);
    const isPage = context.req.header('accept')?.includes('text/html') ?? false;
    if (path !== null && path !== '/') {
      const answer = await answerFile(context, folder, path, compressed);
      if (answer) return answer;
    }
    // A missing asset is missing; only what a person types may be a route of the app.
    if (path !== '/' && (!isPage || path === null || /\.\w+$/.test(path))) return next();
    const page = await answerFile(context, folder, '/index.html', compressed);
    return page ?? context.html(NOT_BUILT, 503);
  };
}

function decodePath(path: string): string | null {
  try {
    const decoded = decodeURIComponent(path);
    const isInside = decoded
      .split('/')
      .every((part) => !part.startsWith('.') && !/[\\\0]/.test(part));
    return isInside ? decoded : null;
  } catch {
    return null;
  }
}

async function answerFile(
  context: Context<AppEnvironment>,
  folder: string,
  path: string,
  compressed: Map<string, CompressedFile>,
): Promise<Response | null> {
  const file = join(folder, ...path.split('/'));
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) return null;
  const extension = path.slice(path.lastIndexOf('.') + 1);
  const version = `${found.size.toString(36)}-${Math.round(found.mtimeMs).toString(36)}`;
  const etag = `W/"${version}"`;
  context.header('ETag', etag);
  context.header('Cache-Control', cachePolicy(path));
  context.header('Vary', 'Accept-Encoding');
  if (context.req.header('if-none-match') === etag) return context.body(null, 304);
  context.header('Content-Type', MIME_TYPES[extension] ?? 'application/octet-stream');
  const isCompressed =
    COMPRESSIBLE.has(extension) &&
    found.size >= LEAST_TO_COMPRESS &&
    /\bgzip\b/.test(context.req.header('accept-encoding') ?? '');
  if (isCompressed) context.header('Content-Encoding', 'gzip');
  if (context.req.method === 'HEAD') return context.body(null);
  if (!isCompressed) {
    context.header('Content-Length', String(found.size));
    return context.body(Readable.toWeb(createReadStream(file)));
  }
  const kept = compressed.get(path);
  const entry =
    kept?.version === version ? kept : { version, bytes: readFile(file).then((b) => compress(b)) };
  compressed.set(path, entry);
  // A failed read must not be remembered.
  entry.bytes.catch(() => compressed.delete(path));
  return context.body(new Uint8Array(await entry.bytes));
}

function cachePolicy(path: string): string {
  // Vite puts a content hash into the names of everything below /assets.
  if (path.startsWith('/assets/')) return 'public, max-age=31536000, immutable';
  // The service worker, and what an operator may change beside the built files.
  if (/\.(html|webmanifest)$|^\/(sw\.js|registerSW\.js|config\.json)$/.test(path))
    return 'no-cache';
  return 'public, max-age=3600, must-revalidate';
}

const NOT_BUILT = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Fitroom: not built yet</title></head>
<body><h1>The app is not built yet</h1>
<p>The server runs, and its API answers (<a href="/docs">documentation</a>). For the app, stop the
server and start it with <code>npm start</code>, which builds the app first.</p></body></html>`;
