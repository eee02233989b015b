import type { Context } from 'hono';

/** A client that sends a little too much is read to its end: then it hears why, and may go on. */
const MOST_BYTES = 8 * 1024 * 1024;
/**
 * The same where it says beforehand how much comes: what our proxy passes on of one file (deploy/Caddyfile, 25 MB) and a
 * little, so that the proxy reaches its own limit and says so. It calls a server that hangs up before that 502.
 */
const MOST_DECLARED_BYTES = 32 * 1024 * 1024;
const MOST_MS = 2000;

/**
 * Before an error answer to a request whose body was not read to its end: reads what is left of it,
 * within limits. A client still sending when the connection closes would never see the answer
 * (RFC 9112, section 9.6); one that sends on beyond the limits is told that the connection ends.
 */
export async function drainBody(context: Context): Promise<void> {
  const { body } = context.req.raw;
  const declared = Number(context.req.header('content-length'));
  const most = declared <= MOST_DECLARED_BYTES ? declared : MOST_BYTES;
  if (!body || (await isDrained(body, most))) return;
  context.header('Connection', 'close');
}

async function isDrained(body: ReadableStream<Uint8Array>, mostBytes: number): Promise<boolean> {
  if (body.locked) return false;
  const reader = body.getReader();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    // Ends a read that waits for a client which no longer sends.
    reader.cancel().catch(() => undefined);
  }, MOST_MS);
  try {
    for (let total = 0; total <= mostBytes; ) {
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
