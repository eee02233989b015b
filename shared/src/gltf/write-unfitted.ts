import { Document, type WebIO } from '@gltf-transform/core';
import type { Category } from '../garment/vocabulary.ts';
import { compressGeometry } from './compress-geometry.ts';
import { colorTexture } from './garment-material.ts';
import { narrowIndices } from './write-garment.ts';

/** A garment that is not yet on any body: its unit and place are the generator's. */
export interface UnfittedGarment {
  /** xyz and unit normal of each vertex, y up, facing +Z. */
  readonly positions: Float32Array<ArrayBuffer>;
  readonly normals: Float32Array<ArrayBuffer>;
  /** uv pairs, v down. */
  readonly uvs: Float32Array<ArrayBuffer>;
  readonly indices: Uint32Array;
  readonly texture: { readonly mimeType: string; readonly bytes: Uint8Array };
  readonly category: Category | null;
}

/** As cloth of panels. */
const ROUGHNESS = 0.85;

/** GLB bytes with DRACO geometry; the same input gives the same bytes. */
export async function writeUnfitted(garment: UnfittedGarment, io: WebIO): Promise<Uint8Array> {
  const document = new Document();
  const buffer = document.createBuffer();
  const accessor = (
    type: 'SCALAR' | 'VEC2' | 'VEC3',
    array: Float32Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>,
  ) => document.createAccessor().setType(type).setArray(array).setBuffer(buffer);
  const material = document
    .createMaterial('garment')
    .setBaseColorTexture(colorTexture(document, 'garment', garment.texture))
    .setMetallicFactor(0)
    .setRoughnessFactor(ROUGHNESS)
    .setDoubleSided(true);
  const primitive = document
    .createPrimitive()
    .setIndices(accessor('SCALAR', narrowIndices(garment.indices)))
    .setAttribute('POSITION', accessor('VEC3', garment.positions))
    .setAttribute('NORMAL', accessor('VEC3', garment.normals))
    .setAttribute('TEXCOORD_0', accessor('VEC2', garment.uvs))
    .setMaterial(material);
  const node = document
    .createNode('garment')
    .setMesh(document.createMesh('garment').addPrimitive(primitive));
  if (garment.category) node.setExtras({ category: garment.category });
  document.getRoot().setDefaultScene(document.createScene('fitroom').addChild(node));
  return io.writeBinary(compressGeometry(document));
}
