import { createMiddleware } from 'hono/factory';
import type { DiskRoom } from '../hygiene/disk-room.ts';
import type { AppEnvironment } from './app-environment.ts';
import { drainBody } from './drain-body.ts';
import { isWork } from './limit-rate.ts';

/**
 * Refuses uploads and new jobs while the disk is nearly full; everything else goes on.
 *
 * @throws {ProblemError} `storage-full`
 */
export const refuseWhenFull = (room: DiskRoom) =>
  createMiddleware<AppEnvironment>(async (context, next) => {
    if (isWork(context.req.method, context.req.path)) {
      await room.require().catch(async (error: unknown) => {
        await drainBody(context);
        throw error;
      });
    }
    return next();
  });
