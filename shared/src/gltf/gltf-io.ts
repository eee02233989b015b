import { WebIO } from '@gltf-transform/core';
import {
  EXTTextureWebP,
  KHRDracoMeshCompression,
  KHRMaterialsSheen,
} from '@gltf-transform/extensions';

/** The two halves of `draco3dgltf`, made by the caller (`createEncoderModule`, `createDecoderModule`). */
export interface DracoModules {
  readonly encoder: unknown;
  readonly decoder: unknown;
}

/** The half of `createGltfIo` that reads. */
export type GltfReader = Pick<WebIO, 'readBinary'>;

/** What Fitroom's own files use. */
export const FITROOM_EXTENSIONS = [KHRDracoMeshCompression, KHRMaterialsSheen, EXTTextureWebP];

/**
 * A reader and writer of our GLBs, with DRACO and the extensions that Fitroom's files use. It reads
 * and writes bytes only; it never fetches.
 */
export function createGltfIo({ encoder, decoder }: DracoModules): WebIO {
  return new WebIO().registerExtensions(FITROOM_EXTENSIONS).registerDependencies({
    'draco3d.encoder': encoder,
    'draco3d.decoder': decoder,
  });
}
