import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import type { TextureTask, ThumbnailTask } from '@fitroom/shared/tryon/side-work';
import { cacheFolder } from './disk-cache.ts';

/** One of the two tasks. */
export interface SideRequest {
  readonly id: number;
  readonly texture?: TextureTask;
  readonly thumbnail?: ThumbnailTask;
}

export interface SideAnswer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: Error;
}

enableCompileCache(join(cacheFolder(process.env), 'code'));

// Loaded at once, while the photo is still being read, but with the cache of compiled code.
const steps = Promise.all([import('@fitroom/shared/tryon/side-work'), import('./node-images.ts')]);

async function answer({ texture, thumbnail }: SideRequest): Promise<unknown> {
  const [{ bakeTexture, drawThumbnail }, codecs] = await steps;
  if (texture) return bakeTexture(texture, codecs);
  if (thumbnail) return drawThumbnail(thumbnail, codecs);
  throw new Error('Nothing was asked of the side thread.');
}

parentPort!.on('message', async (request: SideRequest) => {
  const { id } = request;
  try {
    const value = await answer(request);
    parentPort!.postMessage({ id, value } satisfies SideAnswer);
  } catch (error) {
    const cause = error instanceof Error ? error : new Error(String(error));
    parentPort!.postMessage({ id, error: cause } satisfies SideAnswer);
  }
});
