import { Worker } from 'node:worker_threads';
import type { SideWork } from '@fitroom/shared/tryon/side-work';
import type { SideAnswer, SideRequest } from './side-worker.ts';

/**
 * Starts a thread for side work. It keeps the process alive only while something is asked of it.
 */
export function openSideThread(): SideWork {
  const worker = new Worker(new URL('./side-worker.ts', import.meta.url));
  let asked = 0;
  let lost: Error | null = null;
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const loseAll = (error: Error): void => {
    lost = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on('message', ({ id, value, error }: SideAnswer) => {
    const answer = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
    if (error) answer?.reject(error);
    else answer?.resolve(value);
  });
  worker.on('error', loseAll);
  worker.on('exit', (code) => loseAll(new Error(`The side thread ended with code ${code}.`)));
  // After the listeners, each of which keeps the process alive again.
  worker.unref();

  function ask<T>(request: Omit<SideRequest, 'id'>): Promise<T> {
    if (lost) return Promise.reject(lost);
    asked += 1;
    const answer = Promise.withResolvers<unknown>();
    waiting.set(asked, answer);
    worker.ref();
    worker.postMessage({ id: asked, ...request });
    // The thread answers each request with what its step gives back.
    return answer.promise as Promise<T>;
  }

  return {
    bakeTexture: (texture) => ask({ texture }),
    drawThumbnail: (thumbnail) => ask({ thumbnail }),
  };
}
