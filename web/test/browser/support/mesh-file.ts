import { Document, NodeIO } from '@gltf-transform/core';
import type { FileToGive } from './fitting-room.ts';

interface Mesh {
  readonly positions: Float32Array;
  readonly indices: Uint32Array;
}

/** A GLB as other programs write it: nothing in it is said of a garment. */
export async function meshFile(name: string, { positions, indices }: Mesh): Promise<FileToGive> {
  const document = new Document();
  const buffer = document.createBuffer();
  const accessor = () => document.createAccessor().setBuffer(buffer);
  const primitive = document
    .createPrimitive()
    .setAttribute('POSITION', accessor().setType('VEC3').setArray(Float32Array.from(positions)))
    .setIndices(accessor().setType('SCALAR').setArray(Uint32Array.from(indices)));
  const mesh = document.createMesh().addPrimitive(primitive);
  document.createScene().addChild(document.createNode('cloth').setMesh(mesh));
  return glbFile(name, Buffer.from(await new NodeIO().writeBinary(document)));
}

export const glbFile = (name: string, buffer: Buffer): FileToGive => ({
  name,
  mimeType: 'model/gltf-binary',
  buffer,
});
