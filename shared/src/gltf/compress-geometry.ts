import type { Document } from '@gltf-transform/core';
import { KHRDracoMeshCompression } from '@gltf-transform/extensions';
import { DRACO_SPEED, QUANTIZATION_BITS } from './encode-geometry.ts';

/**
 * Marks a document's meshes for KHR_draco_mesh_compression; the writer does the work.
 * All copies of a seam vertex lie in one primitive and thus on one grid: they decode equal.
 */
export function compressGeometry(document: Document): Document {
  document.createExtension(KHRDracoMeshCompression).setRequired(true).setEncoderOptions({
    quantizationBits: QUANTIZATION_BITS,
    encodeSpeed: DRACO_SPEED,
    decodeSpeed: DRACO_SPEED,
  });
  return document;
}
