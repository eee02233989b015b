import { enableCompileCache } from 'node:module';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import type { Avatar } from '@fitroom/shared/body/avatar';
import type { AvatarId } from '@fitroom/shared/garment/vocabulary';
import type { DracoEncoder, GeometryTask } from '@fitroom/shared/gltf/encode-geometry';
import type { RgbaImage } from '@fitroom/shared/image/image';
import type { ImageMimeType } from '@fitroom/shared/tryon/ports';
import type { TextureTask, ThumbnailTask } from '@fitroom/shared/tryon/side-work';
import { cacheFolder, createDiskCache } from './disk-cache.ts';

/** One of the tasks. */
export interface SideRequest {
  readonly id: number;
  readonly texture?: TextureTask;
  readonly thumbnail?: ThumbnailTask;
  /** A preset's. */
  readonly readBody?: AvatarId;
  readonly geometry?: GeometryTask;
  readonly encode?: { readonly image: RgbaImage; readonly mimeType: ImageMimeType };
}

export interface SideAnswer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: Error;
  /** Of an InputError. */
  readonly code?: string;
}

/**
 * Of work that is wanted at the end, while the cloth falls in the main thread and its code is compiled in V8's: they
 * are three for two cores then.
 */
const WAITING_NICENESS = 6;

const folder = cacheFolder(process.env);
enableCompileCache(join(folder, 'code'));

// Loaded at once and in the order of need, while the other thread loads the pipeline.
const bodies = openBodies();
const steps = bodies.then(() =>
  Promise.all([
    import('@fitroom/shared/tryon/side-work'),
    import('./node-images.ts'),
    import('./photo-memory.ts'),
  ]),
);
const memory = steps.then(([, , { bundledMemory }]) => bundledMemory(createDiskCache(folder)));
// A failure waits until a texture is to be baked.
memory.catch(() => undefined);
// The encoder compiles while the texture is baked.
const geometries = steps.then(async () => {
  const [{ encodeGeometry }, { default: draco }] = await Promise.all([
    import('@fitroom/shared/gltf/encode-geometry'),
    import('draco3dgltf'),
  ]);
  return { encodeGeometry, encoder: (await draco.createEncoderModule()) as DracoEncoder };
});
// A failure waits until a mesh is to be encoded.
geometries.catch(() => undefined);

async function openBodies(): Promise<(id: AvatarId) => Promise<Avatar>> {
  const [{ loadPresetBody }, { createNodeGltfReader }] = await Promise.all([
    import('./preset-bodies.ts'),
    import('./node-gltf.ts'),
  ]);
  const reader = await createNodeGltfReader();
  return (id) => loadPresetBody(id, reader);
}

async function answer(request: SideRequest): Promise<unknown> {
  const { texture, thumbnail, readBody, encode, geometry } = request;
  if (readBody !== undefined) return (await bodies)(readBody);
  const [{ bakeTexture, drawThumbnail }, codecs] = await steps;
  if (texture) {
    // Linux has a niceness for each thread, and takes 0 for the one that asks; elsewhere it is the whole process.
    if (process.platform === 'linux') setPriority(0, WAITING_NICENESS);
    return bakeTexture(texture, { ...codecs, memory: await memory });
  }
  if (thumbnail) return drawThumbnail(thumbnail, codecs);
  if (encode) return codecs.encodeImage(encode.image, encode.mimeType);
  if (geometry) {
    const { encodeGeometry, encoder } = await geometries;
    return encodeGeometry(geometry, encoder);
  }
  throw new Error('Nothing was asked of the side thread.');
}

parentPort!.on('message', async (request: SideRequest) => {
  const { id } = request;
  try {
    const value = await answer(request);
    parentPort!.postMessage({ id, value } satisfies SideAnswer);
  } catch (error) {
    const cause = error instanceof Error ? error : new Error(String(error));
    const code = cause.name === 'InputError' && 'code' in cause ? String(cause.code) : undefined;
    parentPort!.postMessage({
      id,
      error: cause,
      ...(code !== undefined && { code }),
    } satisfies SideAnswer);
  }
});
