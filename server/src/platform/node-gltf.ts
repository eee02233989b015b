import type { EncodedGeometry, GeometryTask } from '@fitroom/shared/gltf/encode-geometry';
import { createGltfIo, type GltfReader } from '@fitroom/shared/gltf/gltf-io';
import { GltfIoBeside } from '@fitroom/shared/gltf/gltf-io-beside';
import type { WebIO } from '@gltf-transform/core';
import draco3d from 'draco3dgltf';

/** The GLB reader and writer on Node, DRACO included. */
export async function createNodeGltf(): Promise<WebIO> {
  const [encoder, decoder] = await Promise.all([
    draco3d.createEncoderModule(),
    draco3d.createDecoderModule(),
  ]);
  return createGltfIo({ encoder, decoder });
}

/** Reads GLBs, DRACO included, and writes none: the encoder is not loaded. */
export async function createNodeGltfReader(): Promise<GltfReader> {
  return createGltfIo({ encoder: null, decoder: await draco3d.createDecoderModule() });
}

/** The same, with meshes encoded in another thread: the encoder is neither loaded nor warmed up in this one. */
export async function createNodeGltfBeside(
  encode: (task: GeometryTask) => Promise<EncodedGeometry>,
): Promise<GltfIoBeside> {
  const decoder = await draco3d.createDecoderModule();
  return new GltfIoBeside({ decoder, encode, whole: createNodeGltf });
}
