import type { Context } from 'hono';
import type { AppEnvironment } from './app-environment.ts';
import { drainBody } from './drain-body.ts';
import type { HeldBody, UploadMemory } from './upload-memory.ts';

/**
 * Reads an uploaded body within what all uploads hold together. Whatever becomes of it, its bytes are given back;
 * a client whose upload is refused is read to its end, so that it hears why.
 *
 * @param read gets null where the request has no body.
 */
export async function readHeld<Result>(
  context: Context<AppEnvironment>,
  memory: UploadMemory,
  read: (held: HeldBody | null) => Promise<Result>,
): Promise<Result> {
  const { body } = context.req.raw;
  const held = body && memory.hold(body);
  return read(held)
    .finally(() => held?.release())
    .catch(async (error: unknown) => {
      await drainBody(context);
      throw error;
    });
}
