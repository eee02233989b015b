import { Document, type Mesh, type Node, type TypedArray, type WebIO } from '@gltf-transform/core';
import type { Vector3 } from '../body/joint-rotation.ts';
import type { Pose } from '../body/pose.ts';
import type { DrapedGarment } from '../drape/draped-garment.ts';
import type { GarmentNodeExtras, OpeningClaim } from '../report/decoded-fitted.ts';
import { provenanceExtras } from '../texture/provenance.ts';
import type { GarmentTexture } from '../tryon/made-garment.ts';
import { compressGeometry } from './compress-geometry.ts';
import { garmentMaterial } from './garment-material.ts';
import { type GarmentSurface, splitGarment } from './split-garment.ts';

/** Custom vertex attributes: see `pattern`, `easeAlong` and `panels` of GarmentSurface. */
export const PATTERN_ATTRIBUTE = '_PATTERN';
export const EASE_ALONG_ATTRIBUTE = '_EASE_ALONG';
export const PANEL_ATTRIBUTE = '_PANEL';
/** Of meshes without a pattern: see `rest` of DecodedGarment. */
export const REST_ATTRIBUTE = '_REST';

/**
 * The garment alone as a glTF document, not yet compressed (the form the validator can look into).
 *
 * @param surface what splitGarment makes of the two, when the caller has it already.
 */
export function garmentDocument(
  draped: DrapedGarment,
  texture: GarmentTexture,
  surface: GarmentSurface = splitGarment(draped, texture.uvFromPhoto),
): Document {
  const document = new Document();
  document.createBuffer();
  document
    .getRoot()
    .setDefaultScene(
      document.createScene('fitroom').addChild(addGarmentNode(document, draped, texture, surface)),
    );
  return document;
}

/** GLB bytes with DRACO geometry; the same input gives the same bytes. */
export async function writeGarment(
  draped: DrapedGarment,
  texture: GarmentTexture,
  io: WebIO,
  surface?: GarmentSurface,
): Promise<Uint8Array> {
  return io.writeBinary(compressGeometry(garmentDocument(draped, texture, surface)));
}

/** Creates the node `garment` (or so named): mesh, material, and the names that a bare mesh cannot carry. */
export function addGarmentNode(
  document: Document,
  draped: DrapedGarment,
  texture: GarmentTexture,
  surface: GarmentSurface,
  name = 'garment',
): Node {
  const { pattern, body } = draped;
  const extras: GarmentNodeExtras = {
    category: pattern.category,
    upper: pattern.upper,
    hooded: pattern.hooded,
    collared: pattern.seams.some(({ name }) => name.startsWith('collar')),
    openFront: draped.sewn.openings.some((loop) => loop.kind === 'front'),
    openings: openingClaims(draped),
    panelCount: pattern.panels.length,
    pose: roundedPose(body.pose),
  };
  return document
    .createNode(name)
    .setMesh(addGarmentMesh(document, surface, texture, name))
    .setExtras({
      ...extras,
      hip_origin: body.avatar.record.hip_origin,
      ...(texture.provenance && { texture_provenance: provenanceExtras(texture.provenance) }),
    });
}

/** Ten micrometres at the end of an arm: a pose as short as it may be in a file. */
const POSE_DIGITS = 1e5;

export function roundedPose({ turns, move }: Pose): Pose {
  const rounded = ([x, y, z]: Vector3): Vector3 => {
    const round = (value: number) => Math.round(value * POSE_DIGITS) / POSE_DIGITS;
    return [round(x), round(y), round(z)];
  };
  return {
    turns: Object.fromEntries(Object.entries(turns).map(([name, turn]) => [name, rounded(turn)])),
    ...(move && { move: rounded(move) }),
  };
}

/** Names each loop by the mean of its vertices in the written pose. */
function openingClaims({ sewn, positions }: DrapedGarment): OpeningClaim[] {
  return sewn.openings.map(({ kind, side, vertices }) => {
    const centre: [number, number, number] = [0, 0, 0];
    for (const vertex of vertices) {
      for (let k = 0; k < 3; k += 1) centre[k]! += positions[3 * vertex + k]! / vertices.length;
    }
    return { kind, side, centre };
  });
}

/** Adds the garment's one mesh (one primitive, so one quantisation grid) to a document. */
function addGarmentMesh(
  document: Document,
  surface: GarmentSurface,
  texture: GarmentTexture,
  name: string,
): Mesh {
  const buffer = document.getRoot().listBuffers()[0] ?? document.createBuffer();
  const accessor = (name: string, type: 'SCALAR' | 'VEC2' | 'VEC3' | 'VEC4', array: TypedArray) =>
    document.createAccessor(name).setType(type).setArray(array).setBuffer(buffer);
  const primitive = document
    .createPrimitive()
    .setIndices(accessor('indices', 'SCALAR', narrowIndices(surface.indices)))
    .setAttribute('POSITION', accessor('position', 'VEC3', surface.positions))
    .setAttribute('NORMAL', accessor('normal', 'VEC3', surface.normals))
    .setAttribute('TEXCOORD_0', accessor('uv', 'VEC2', surface.uvs))
    .setAttribute(PATTERN_ATTRIBUTE, accessor('pattern', 'VEC4', surface.pattern))
    .setAttribute(EASE_ALONG_ATTRIBUTE, accessor('ease along', 'SCALAR', surface.easeAlong))
    .setAttribute(PANEL_ATTRIBUTE, accessor('panel', 'SCALAR', surface.panels))
    .setMaterial(garmentMaterial(document, texture));
  return document.createMesh(name).addPrimitive(primitive);
}

/** 16-bit indices where they suffice: half the bytes for readers without DRACO. */
export function narrowIndices(
  indices: Uint32Array,
): Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer> {
  let largest = 0;
  for (let i = 0; i < indices.length; i++) if (indices[i]! > largest) largest = indices[i]!;
  // 65535 itself is the primitive restart value (glTF 2.0, section 3.7.2.1).
  return largest < 65535 ? Uint16Array.from(indices) : Uint32Array.from(indices);
}
