import { Document, type Node, type TypedArray, type WebIO } from '@gltf-transform/core';
import { KHRDracoMeshCompression } from '@gltf-transform/extensions';
import type { BodyGeometry } from './body-geometry.ts';

/** 14 bits over 1.7 m are 0.1 mm. */
const DRACO_BITS = { POSITION: 14, NORMAL: 10, TEX_COORD: 12, GENERIC: 12 };

type AccessorType = 'SCALAR' | 'VEC2' | 'VEC3' | 'VEC4' | 'MAT4';

/** A texture file in memory. */
export interface TextureFile {
  readonly mimeType: string;
  readonly bytes: Uint8Array;
}

/** What a body file says beside its geometry. */
export interface BodyLabels {
  readonly jointNames: readonly string[];
  readonly jointParents: readonly number[];
  readonly hipOrigin: readonly [number, number, number];
  readonly copyright: string;
}

/** Builds the glTF document of a body: a skinned node `avatar` and its skeleton. */
export function bodyDocument(
  geometry: BodyGeometry,
  texture: TextureFile,
  labels: BodyLabels,
): Document {
  const document = new Document();
  const asset = document.getRoot().getAsset();
  asset.generator = 'Fitroom body builder';
  asset.copyright = labels.copyright;
  const buffer = document.createBuffer();
  const accessor = (type: AccessorType, array: TypedArray) =>
    document.createAccessor().setType(type).setArray(array).setBuffer(buffer);
  const material = document
    .createMaterial('skin')
    .setBaseColorTexture(
      document.createTexture('skin').setMimeType(texture.mimeType).setImage(texture.bytes),
    )
    .setMetallicFactor(0)
    .setRoughnessFactor(0.7);
  const primitive = document
    .createPrimitive()
    .setIndices(accessor('SCALAR', Uint16Array.from(geometry.indices)))
    .setAttribute('POSITION', accessor('VEC3', geometry.positions))
    .setAttribute('NORMAL', accessor('VEC3', geometry.normals))
    .setAttribute('TEXCOORD_0', accessor('VEC2', geometry.uvs))
    .setAttribute('JOINTS_0', accessor('VEC4', geometry.skinJoints))
    .setAttribute('WEIGHTS_0', accessor('VEC4', geometry.skinWeights).setNormalized(true))
    .setMaterial(material);
  const joints = skeletonNodes(document, geometry.joints, labels);
  const inverseBinds = new Float32Array(joints.length * 16);
  joints.forEach((_, joint) => {
    inverseBinds.set([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0], joint * 16);
    for (let axis = 0; axis < 3; axis++) {
      inverseBinds[joint * 16 + 12 + axis] = -geometry.joints[joint * 3 + axis]!;
    }
    inverseBinds[joint * 16 + 15] = 1;
  });
  const skin = document
    .createSkin('skeleton')
    .setSkeleton(joints[0]!)
    .setInverseBindMatrices(accessor('MAT4', inverseBinds));
  for (const joint of joints) skin.addJoint(joint);
  const avatar = document
    .createNode('avatar')
    .setMesh(document.createMesh('avatar').addPrimitive(primitive))
    .setSkin(skin)
    .setExtras({ hip_origin: [...labels.hipOrigin] });
  document.createScene('body').addChild(avatar).addChild(joints[0]!);
  return document;
}

function skeletonNodes(document: Document, positions: Float64Array, labels: BodyLabels): Node[] {
  const nodes: Node[] = [];
  labels.jointNames.forEach((name, joint) => {
    const parent = labels.jointParents[joint]!;
    const offset = [0, 1, 2].map(
      (axis) => positions[joint * 3 + axis]! - (parent < 0 ? 0 : positions[parent * 3 + axis]!),
    ) as [number, number, number];
    const node = document.createNode(name).setTranslation(offset);
    if (parent >= 0) nodes[parent]!.addChild(node);
    nodes.push(node);
  });
  return nodes;
}

/** Writes the document, DRACO compressed. */
export async function writeBodyGlb(document: Document, io: WebIO): Promise<Uint8Array> {
  document.createExtension(KHRDracoMeshCompression).setRequired(true).setEncoderOptions({
    method: KHRDracoMeshCompression.EncoderMethod.EDGEBREAKER,
    quantizationBits: DRACO_BITS,
  });
  return io.writeBinary(document);
}
