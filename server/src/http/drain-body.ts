import type { Context } from 'hono';

/**
 * A client that sends a little too much is read to its end: then it hears why, and may go on. With a photo of the
 * largest size before it this is more than our proxy passes on (deploy/Caddyfile, 25 MB), so that the proxy says no
 * by itself and does not find the server gone, which it calls 502.
 */
const MOST_BYTES = 16 * 1024 * 1024;
const MOST_MS = 2000;

/**
 * Before an error answer to a request whose body was not read to its end: reads what is left of it,
 * within limits. A client still sending when the connection closes would never see the answer
 * (RFC 9112, section 9.6); one that sends on beyond the limits is told that the connection ends.
 */
export async function drainBody(context: Context): Promise<void> {
  const { body } = context.req.raw;
  if (!body || (await isDrained(body))) return;
  context.header('Connection', 'close');
}

async function isDrained(body: ReadableStream<Uint8Array>): Promise<boolean> {
  if (body.locked) return false;
  const reader = body.getReader();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    // Ends a read that waits for a client which no longer sends.
    reader.cancel().catch(() => undefined);
  }, MOST_MS);
  try {
    for (let total = 0; total <= MOST_BYTES; ) {
      const { done, value } = await reader.read();
      if (done) return !isLate;
      total += value.length;
    }
    return false;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
    reader.releaseLock();
  }
}
