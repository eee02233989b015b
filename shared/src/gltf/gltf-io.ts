import { WebIO } from '@gltf-transform/core';
import {
  EXTTextureWebP,
  KHRDracoMeshCompression,
  KHRMaterialsSheen,
} from '@gltf-transform/extensions';

/** The two halves of `draco3dgltf`, made by the caller (`createEncoderModule`, `createDecoderModule`). */
export interface DracoModules {
  /** Null where nothing is written. */
  readonly encoder: unknown;
  readonly decoder: unknown;
}

/** The half of `createGltfIo` that reads. */
export type GltfReader = Pick<WebIO, 'readBinary'>;

/**
 * A reader and writer of our GLBs, with DRACO and the extensions that Fitroom's files use. It reads
 * and writes bytes only; it never fetches.
 */
export function createGltfIo({ encoder, decoder }: DracoModules): WebIO {
  return new WebIO()
    .registerExtensions([KHRDracoMeshCompression, KHRMaterialsSheen, EXTTextureWebP])
    .registerDependencies({
      ...(encoder !== null && { 'draco3d.encoder': encoder }),
      'draco3d.decoder': decoder,
    });
}
