import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verifyWebhook } from '@fitroom/shared/client/verify-webhook';
import { onTestFinished } from 'vitest';

export interface Received {
  readonly headers: Headers;
  readonly body: string;
}

/** A shop's server: keeps what it is sent, and answers as the test says. */
export async function startReceiver(answer: () => number = () => 204) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const headers = new Headers(request.headers as Record<string, string>);
      received.push({ headers, body });
      response.writeHead(answer(), { Location: '/elsewhere' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    port,
    received,
    /** What came, as a receiver that checks it sees it. */
    verified: (secret: string, now = Date.now()) =>
      Promise.all(
        received.map((message) =>
          verifyWebhook(message, secret, { subtle: globalThis.crypto.subtle, now }),
        ),
      ),
  };
}
