import { createGltfIo, type GltfReader } from '@fitroom/shared/gltf/gltf-io';
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

/** A reader alone: the writer's half takes long to load. */
export async function createNodeGltfReader(): Promise<GltfReader> {
  return createGltfIo({ encoder: null, decoder: await draco3d.createDecoderModule() });
}
