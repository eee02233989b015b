import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');
const DIST = join(ROOT, 'web', 'dist');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
};

/** The headers that the CloudFront template sends with every file of the app. */
function cdnHeaders(apiOrigin: string): Record<string, string> {
  const template = readFileSync(join(ROOT, 'server', 'deploy', 'cloudfront.yml'), 'utf8');
  const [, list = ''] = /!Join\n\s+- '; '\n([\s\S]*?)\n\s+ContentTypeOptions/.exec(template) ?? [];
  const policy = list
    .split('\n')
    .map((line) => line.replace(/^[\s-]+(!Sub )?"?|"$/g, ''))
    .join('; ')
    .replace(/\$\{(Api|Files)Origin\}/g, apiOrigin);
  const custom = [...template.matchAll(/Header: ([\w-]+), Value: '?([^,'}]+)/g)];
  return {
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    ...Object.fromEntries(custom.map(([, name, value]) => [name, value])),
  };
}

export interface StaticHost {
  readonly url: string;
  /** Says where the API is, as an operator does with config.json. */
  pointTo(apiOrigin: string): void;
  stop(): Promise<void>;
}

/** The built app as a CDN has it: files and headers, and no server behind them. */
export async function startStaticHost(): Promise<StaticHost> {
  let apiOrigin = '';
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://cdn').pathname);
    // As the template's function does: what has no ending is a screen of the app.
    const file = extname(path) === '' ? '/index.html' : path;
    for (const [name, value] of Object.entries(cdnHeaders(apiOrigin))) {
      response.setHeader(name, value);
    }
    try {
      const body =
        file === '/config.json'
          ? JSON.stringify({ apiBase: apiOrigin })
          : readFileSync(join(DIST, file));
      response.setHeader('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream');
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    pointTo(origin) {
      apiOrigin = origin;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
