import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How long running requests may take to end when the server stops. */
const CLOSE_GRACE_MS = 3000;

/** @returns where it answers on this machine, without a slash at the end. */
export function listen(
  server: Server,
  { port, host }: { readonly port: number; readonly host: string },
): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, ...(host ? { host } : {}) }, () => {
      const { port: actual } = server.address() as AddressInfo;
      const isEverywhere = host === '' || host === '0.0.0.0' || host === '::';
      const name = isEverywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host;
      resolve(`http://${name}:${actual}`);
    });
  });
}

/** Takes no more connections, and ends those that do not end by themselves in time. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
