import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Avatar } from '@fitroom/shared/body/avatar';
import type { AvatarId } from '@fitroom/shared/garment/vocabulary';
import type { EncodedGeometry, GeometryTask } from '@fitroom/shared/gltf/encode-geometry';
import type { RgbaImage } from '@fitroom/shared/image/image';
import { InputError } from '@fitroom/shared/job/input-error';
import type { ImageMimeType } from '@fitroom/shared/tryon/ports';
import type { SideWork } from '@fitroom/shared/tryon/side-work';
import type { SideAnswer, SideRequest } from './side-worker.ts';

/** Beside this file, bundled as this one is. */
const PROGRAM = `./side-worker${extname(import.meta.filename)}`;

/** A second thread: the pipeline's side work, the body before it and what is encoded after it. */
export interface SideThread extends SideWork {
  /** One of the preset bodies. */
  readBody(id: AvatarId): Promise<Avatar>;
  /** Begins to read what `readBody` will be asked for next. */
  readBodyAhead(id: AvatarId): void;
  encodeImage(image: RgbaImage, mimeType: ImageMimeType): Promise<Uint8Array>;
  /** By DRACO. */
  encodeGeometry(geometry: GeometryTask): Promise<EncodedGeometry>;
}

/**
 * Starts a thread for side work. It keeps the process alive only while something is asked of it.
 *
 * @returns null where a second thread has no core to run on.
 */
export function openSideThread(): SideThread | null {
  if (availableParallelism() < 2) return null;
  const worker = new Worker(new URL(PROGRAM, import.meta.url));
  let asked = 0;
  let lost: Error | null = null;
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const loseAll = (error: Error): void => {
    lost = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on('message', ({ id, value, error, code }: SideAnswer) => {
    const answer = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
    if (error) answer?.reject(code === undefined ? error : inputError(code, error));
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

  const readBody = keptAhead((id: AvatarId) => ask<Avatar>({ readBody: id }));
  return {
    bakeTexture: (texture) => ask({ texture }),
    drawThumbnail: (thumbnail) => ask({ thumbnail }),
    encodeImage: (image, mimeType) => ask({ encode: { image, mimeType } }),
    encodeGeometry: (geometry) => ask({ geometry }),
    readBody: readBody.get,
    readBodyAhead: readBody.begin,
  };
}

/** Errors lose their class on their way between threads. */
function inputError(code: string, { message, cause }: Error): InputError {
  return new InputError(code, message, { cause });
}

/** Lets a thing be asked for before it is wanted; it is handed out once. */
function keptAhead<Name extends string, T>(
  ask: (name: Name) => Promise<T>,
): {
  begin(name: Name): void;
  get(name: Name): Promise<T>;
} {
  const begun = new Map<Name, Promise<T>>();
  return {
    begin(name) {
      const asked = ask(name);
      // A failure waits until the thing is wanted.
      asked.catch(() => undefined);
      begun.set(name, asked);
    },
    get(name) {
      const asked = begun.get(name) ?? ask(name);
      begun.delete(name);
      return asked;
    },
  };
}
