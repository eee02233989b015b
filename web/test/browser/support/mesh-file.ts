import { NodeIO } from '@gltf-transform/core';
import { meshDocument } from '../../../../shared/test/shapes/mesh-document.ts';
import type { FileToGive } from './fitting-room.ts';

interface Mesh {
  readonly positions: Float32Array;
  readonly indices: Uint32Array;
}

/** A GLB as other programs write it: nothing in it is said of a garment. */
export async function meshFile(name: string, mesh: Mesh): Promise<FileToGive> {
  return glbFile(name, Buffer.from(await new NodeIO().writeBinary(meshDocument(mesh))));
}

export const glbFile = (name: string, buffer: Buffer): FileToGive => ({
  name,
  mimeType: 'model/gltf-binary',
  buffer,
});
