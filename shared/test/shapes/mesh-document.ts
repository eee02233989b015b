import { Document } from '@gltf-transform/core';

/**
 * A mesh as other programs write it: nothing in the file is said of a garment.
 *
 * @param positions xyz triples. @param indices Vertex triples.
 */
export function meshDocument(
  { positions, indices }: { readonly positions: Float32Array; readonly indices: Uint32Array },
  name = 'mesh',
): Document {
  const document = new Document();
  const buffer = document.createBuffer();
  const accessor = () => document.createAccessor().setBuffer(buffer);
  const primitive = document
    .createPrimitive()
    .setAttribute('POSITION', accessor().setType('VEC3').setArray(positions.slice()))
    .setIndices(accessor().setType('SCALAR').setArray(indices.slice()));
  const mesh = document.createMesh().addPrimitive(primitive);
  document.createScene().addChild(document.createNode(name).setMesh(mesh));
  return document;
}
