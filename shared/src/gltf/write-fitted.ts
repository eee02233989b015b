import { Document, type Node, type WebIO } from '@gltf-transform/core';
import { KHRDracoMeshCompression } from '@gltf-transform/extensions';
import type { PosedBody } from '../body/avatar.ts';
import type { DrapedGarment } from '../drape/draped-garment.ts';
import type { Layer } from '../layers/layer-garment.ts';
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
  const document = sceneWithBody(draped.body);
  const [scene] = document.getRoot().listScenes();
  scene!.addChild(addGarmentNode(document, draped, texture, surface));
  return document;
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

/** A document with the avatar, to which garments are added. */
function sceneWithBody(body: PosedBody): Document {
  const document = new Document();
  document.createBuffer();
  const { record } = body.avatar;
  const avatar = document
    .createNode('avatar')
    .setMesh(addBodyMesh(document, body))
    .setExtras({ hip_origin: record.hip_origin, preset: record.id });
  document.getRoot().setDefaultScene(document.createScene('fitroom').addChild(avatar));
  return document;
}

/**
 * GLB bytes of an avatar in several garments, with DRACO geometry; the same input gives the same bytes.
 *
 * @param layers Inner to outer, on one posed body.
 */
export async function writeOutfit(layers: readonly Layer[], io: WebIO): Promise<Uint8Array> {
  const document = sceneWithBody(layers[0]!.lying.body);
  const scene = document.getRoot().getDefaultScene()!;
  const names = layerNodeNames(layers.length);
  const nodes: Node[] = [];
  for (const [n, { drawn }] of layers.entries()) {
    const { node } = await drawn.addTo(document, names[n]!);
    nodes.push(node);
    scene.addChild(node);
  }
  dropOtherScenes(document);
  // DRACO puts every primitive on a grid of its own; points that two of them share would part.
  const areWhole = nodes.every((node) => node.getMesh()!.listPrimitives().length === 1);
  return io.writeBinary(areWhole ? compressGeometry(document) : withoutDraco(document));
}

/** Drops the scenes of files that meshes came from. */
export function dropOtherScenes(document: Document): void {
  const scene = document.getRoot().getDefaultScene();
  for (const other of document.getRoot().listScenes()) if (other !== scene) other.dispose();
}

/** A file that a mesh came from may have been compressed. */
export function withoutDraco(document: Document): Document {
  for (const extension of document.getRoot().listExtensionsUsed()) {
    if (extension.extensionName === KHRDracoMeshCompression.EXTENSION_NAME) extension.dispose();
  }
  return document;
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
