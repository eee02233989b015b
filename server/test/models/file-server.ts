import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FileRequest {
  readonly path: string;
  readonly range: string | null;
  readonly authorization: string | null;
}

/** What may go wrong on the way; changed by a test as it goes. */
export interface Faults {
  /** Connections that are cut, by path: after so many bytes of each answer, in turn. */
  cuts: Map<string, number[]>;
  /** Answers that are nothing but a status, in turn. */
  statuses: number[];
  /** Waited for before a cut: a client that is cut may lose what it was sent and has not read. */
  arrived(path: string, bytes: number): Promise<void>;
  hasRanges: boolean;
  token: string | null;
}

export interface FileServer {
  /** Without a slash at its end. */
  readonly address: string;
  readonly requests: FileRequest[];
  readonly faults: Faults;
  close(): Promise<void>;
}

/** Serves files of memory at an address of this machine, as web servers and hubs do. */
export async function serveFiles(files: ReadonlyMap<string, Buffer>): Promise<FileServer> {
  const requests: FileRequest[] = [];
  const faults: Faults = {
    cuts: new Map(),
    statuses: [],
    arrived: async () => undefined,
    hasRanges: true,
    token: null,
  };

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const path = (request.url ?? '').slice(1);
    const { range = null, authorization = null } = request.headers;
    requests.push({ path, range, authorization });
    const status = faults.statuses.shift();
    const bytes = files.get(path);
    if (status) return void response.writeHead(status).end();
    if (faults.token && authorization !== `Bearer ${faults.token}`) {
      return void response.writeHead(401).end();
    }
    if (!bytes) return void response.writeHead(404).end();
    const from = faults.hasRanges ? Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0) : 0;
    if (from >= bytes.length) return void response.writeHead(416).end();
    const rest = bytes.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, {
      'Content-Length': rest.length,
      ...(from > 0 ? { 'Content-Range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {}),
    });
    const cut = faults.cuts.get(path)?.shift();
    if (cut === undefined) return void response.end(rest);
    response.write(rest.subarray(0, cut));
    void faults.arrived(path, from + cut).then(() => response.destroy());
  }

  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    requests,
    faults,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
