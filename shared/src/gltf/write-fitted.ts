import { Document, type WebIO } from '@gltf-transform/core';
import type { PosedBody } from '../body/avatar.ts';
import type { DrapedGarment } from '../drape/draped-garment.ts';
import { gatherVectors } from '../mesh/gather-vectors.ts';
import type { GarmentTexture } from '../tryon/made-garment.ts';
import { compressGeometry } from './compress-geometry.ts';
import { colorTexture } from './garment-material.ts';
import { type GarmentSurface, splitGarment } from './split-garment.ts';
import { addGarmentNode, narrowIndices } from './write-garment.ts';

const SKIN_ROUGHNESS = 0.7;

/**
 * The dressed avatar as a glTF document, nodes `avatar` and `garment`, not yet compressed.
 *
 * @param surface what splitGarment makes of the two, when the caller has it already.
 */
export function fittedDocument(
  draped: DrapedGarment,
  texture: GarmentTexture,
  surface: GarmentSurface = splitGarment(draped, texture.uvFromPhoto),
): Document {
  return dressedDocument([{ draped, texture, surface }]);
}

/** A garment of an outfit, as it is written. */
export interface WrittenLayer {
  readonly draped: DrapedGarment;
  readonly texture: GarmentTexture;
  readonly surface: GarmentSurface;
}

/**
 * What the node of each layer is called, inner to outer: the outermost is `garment`, as a garment alone
 * is, those inside it `garment-1` (innermost), `garment-2` …
 */
export function layerNodeNames(count: number): string[] {
  return Array.from({ length: count }, (_, n) =>
    n === count - 1 ? 'garment' : `garment-${n + 1}`,
  );
}

function dressedDocument(layers: readonly WrittenLayer[]): Document {
  const document = new Document();
  document.createBuffer();
  const { body } = layers[0]!.draped;
  const { record } = body.avatar;
  const avatar = document
    .createNode('avatar')
    .setMesh(addBodyMesh(document, body))
    .setExtras({ hip_origin: record.hip_origin, preset: record.id });
  const scene = document.createScene('fitroom').addChild(avatar);
  const names = layerNodeNames(layers.length);
  layers.forEach(({ draped, texture, surface }, n) => {
    scene.addChild(addGarmentNode(document, draped, texture, surface, names[n]));
  });
  document.getRoot().setDefaultScene(scene);
  return document;
}

/**
 * GLB bytes of an avatar in several garments, with DRACO geometry; the same input gives the same bytes.
 *
 * @param layers Inner to outer, on one posed body.
 */
export async function writeOutfit(layers: readonly WrittenLayer[], io: WebIO): Promise<Uint8Array> {
  return io.writeBinary(compressGeometry(dressedDocument(layers)));
}

/** GLB bytes with DRACO geometry; the same input gives the same bytes. */
export async function writeFitted(
  draped: DrapedGarment,
  texture: GarmentTexture,
  io: WebIO,
  surface?: GarmentSurface,
): Promise<Uint8Array> {
  return io.writeBinary(compressGeometry(fittedDocument(draped, texture, surface)));
}

/** The same without DRACO: larger, but written and read in a moment. */
export async function writePreviewFitted(
  draped: DrapedGarment,
  texture: GarmentTexture,
  io: WebIO,
): Promise<Uint8Array> {
  return io.writeBinary(fittedDocument(draped, texture));
}

/** A posed body alone, with the mesh that it has in every file of it. */
export function bodyDocument(body: PosedBody): Document {
  const document = new Document();
  addBodyMesh(document, body);
  return document;
}

/** The posed skin as a mesh of a document, with its texture. */
export function addBodyMesh(document: Document, body: PosedBody) {
  const { renderToSkin, uvs, indices, baseColor } = body.avatar.render;
  const buffer = document.getRoot().listBuffers()[0] ?? document.createBuffer();
  const material = document
    .createMaterial('skin')
    .setBaseColorTexture(colorTexture(document, 'skin', baseColor))
    .setMetallicFactor(0)
    .setRoughnessFactor(SKIN_ROUGHNESS);
  const vector = (name: string, values: Float32Array) =>
    document
      .createAccessor(name)
      .setType('VEC3')
      .setArray(gatherVectors(values, renderToSkin))
      .setBuffer(buffer);
  const primitive = document
    .createPrimitive()
    .setIndices(
      document
        .createAccessor('indices')
        .setType('SCALAR')
        .setArray(narrowIndices(indices))
        .setBuffer(buffer),
    )
    .setAttribute('POSITION', vector('position', body.positions))
    .setAttribute('NORMAL', vector('normal', body.normals))
    .setAttribute(
      'TEXCOORD_0',
      document
        .createAccessor('uv')
        .setType('VEC2')
        .setArray(Float32Array.from(uvs))
        .setBuffer(buffer),
    )
    .setMaterial(material);
  return document.createMesh('avatar').addPrimitive(primitive);
}
