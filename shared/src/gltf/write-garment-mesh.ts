import type { Document, WebIO } from '@gltf-transform/core';
import type { PosedBody } from '../body/avatar.ts';
import type { CarriedCorners } from '../opening/carry-surface.ts';
import type { GarmentNodeExtras } from '../report/decoded-fitted.ts';
import { compressGeometry } from './compress-geometry.ts';
import { CARRIED_COLOR, CARRIED_UV, type GarmentMeshFile } from './read-garment-mesh.ts';
import type { GarmentSurface } from './split-garment.ts';
import { addBodyMesh } from './write-fitted.ts';
import {
  EASE_ALONG_ATTRIBUTE,
  narrowIndices,
  PANEL_ATTRIBUTE,
  PATTERN_ATTRIBUTE,
  REST_ATTRIBUTE,
} from './write-garment.ts';

/** A worn garment that keeps the materials of the file it came from. */
export interface WornMesh {
  /** xyz and unit normal of each welded vertex; metres, file frame. */
  readonly positions: Float32Array;
  readonly normals: Float32Array;
  readonly indices: Uint32Array;
  readonly carried: CarriedCorners;
  readonly extras: GarmentNodeExtras;
  /** Where the vertices are those of a garment with a pattern: its flat state is written too. */
  readonly surface?: GarmentSurface;
  /** Without a pattern: where each welded vertex was before it was put on; see `rest` of DecodedGarment. */
  readonly rest?: Float32Array;
}

/**
 * Writes a worn mesh with the materials and textures of its own file, alone or on the body.
 *
 * @param glb the file that the garment came from.
 * @param body null: the garment alone.
 * @param io knows the extensions of that file's materials.
 */
export async function writeGarmentMesh(
  glb: Uint8Array,
  file: GarmentMeshFile,
  worn: WornMesh,
  body: PosedBody | null,
  io: WebIO,
): Promise<Uint8Array> {
  const document = await io.readBinary(glb);
  const materials = document.getRoot().listMaterials();
  clearScenes(document);
  const buffer = document.getRoot().listBuffers()[0] ?? document.createBuffer();
  const accessor = (type: 'SCALAR' | 'VEC2' | 'VEC3' | 'VEC4', array: Float32Array<ArrayBuffer>) =>
    document.createAccessor().setType(type).setArray(array).setBuffer(buffer);
  const mesh = document.createMesh('garment');
  const partsInUse = [...new Set(worn.carried.parts)].sort((a, b) => a - b);
  for (const part of partsInUse) {
    const split = splitCorners(worn, file.mesh.width, part);
    const material = (
      materials[file.materials[part]!] ??
      document.createMaterial('garment').setMetallicFactor(0).setRoughnessFactor(0.85)
    ).setDoubleSided(true);
    const pick = (size: number, of: (vertex: number, corner: number, k: number) => number) =>
      Float32Array.from({ length: size * split.vertices.length }, (_, i) => {
        const copy = Math.floor(i / size);
        return of(split.vertices[copy]!, split.corners[copy]!, i % size);
      });
    const carried = (from: number) => (_: number, corner: number, k: number) =>
      worn.carried.corners[file.mesh.width * corner + from + k]!;
    const primitive = document
      .createPrimitive()
      .setIndices(
        document
          .createAccessor()
          .setType('SCALAR')
          .setArray(narrowIndices(split.indices))
          .setBuffer(buffer),
      )
      .setAttribute(
        'POSITION',
        accessor(
          'VEC3',
          pick(3, (v, _, k) => worn.positions[3 * v + k]!),
        ),
      )
      .setAttribute(
        'NORMAL',
        accessor(
          'VEC3',
          pick(3, (v, _, k) => worn.normals[3 * v + k]!),
        ),
      )
      .setMaterial(material);
    if (file.hasUvs)
      primitive.setAttribute('TEXCOORD_0', accessor('VEC2', pick(2, carried(CARRIED_UV))));
    if (file.hasColors) {
      primitive.setAttribute('COLOR_0', accessor('VEC4', pick(4, carried(CARRIED_COLOR))));
    }
    const { rest } = worn;
    // On the body alone: a download of the garment needs no shape beside its own.
    if (rest && body) {
      primitive.setAttribute(
        REST_ATTRIBUTE,
        accessor(
          'VEC3',
          pick(3, (v, _, k) => rest[3 * v + k]!),
        ),
      );
    }
    if (worn.surface) {
      const { pattern, easeAlong, panels } = worn.surface;
      const scalar = (values: ArrayLike<number>) =>
        accessor(
          'SCALAR',
          pick(1, (v) => values[v]!),
        );
      primitive
        .setAttribute(
          PATTERN_ATTRIBUTE,
          accessor(
            'VEC4',
            pick(4, (v, _, k) => pattern[4 * v + k]!),
          ),
        )
        .setAttribute(EASE_ALONG_ATTRIBUTE, scalar(easeAlong))
        .setAttribute(
          PANEL_ATTRIBUTE,
          scalar(panels).setArray(Uint8Array.from(split.vertices, (v) => panels[v]!)),
        );
    }
    mesh.addPrimitive(primitive);
  }
  const garment = document
    .createNode('garment')
    .setMesh(mesh)
    .setExtras({ ...worn.extras });
  const scene = document.createScene('fitroom');
  if (body) {
    const { record } = body.avatar;
    scene.addChild(
      document
        .createNode('avatar')
        .setMesh(addBodyMesh(document, body))
        .setExtras({ hip_origin: record.hip_origin, preset: record.id }),
    );
  }
  document.getRoot().setDefaultScene(scene.addChild(garment));
  dropUnused(document);
  // DRACO puts every primitive on a grid of its own; points that two of them share would part.
  return io.writeBinary(partsInUse.length === 1 ? compressGeometry(document) : document);
}

/** Takes everything out of a document but its materials and textures. */
function clearScenes(document: Document): void {
  const root = document.getRoot();
  for (const list of [
    root.listAnimations(),
    root.listSkins(),
    root.listScenes(),
    root.listNodes(),
    root.listCameras(),
    root.listMeshes().flatMap((mesh) => mesh.listPrimitives()),
    root.listMeshes(),
    root.listAccessors(),
  ]) {
    for (const property of list) property.dispose();
  }
  root.setExtras({});
}

/** Drops materials and then textures that nothing is drawn with any more. */
function dropUnused(document: Document): void {
  const root = document.getRoot();
  for (const list of [root.listMaterials(), root.listTextures()]) {
    for (const property of list) {
      if (property.listParents().every((parent) => parent === root)) property.dispose();
    }
  }
}

/** The file vertices of one part: a point is split where its corners carry something else. */
function splitCorners({ indices, carried }: WornMesh, width: number, part: number) {
  const vertices: number[] = [];
  const corners: number[] = [];
  const split: number[] = [];
  const copies = new Map<string, number>();
  for (let c = 0; c < indices.length; c++) {
    if (carried.parts[Math.floor(c / 3)] !== part) continue;
    const key = `${indices[c]},${carried.corners.subarray(width * c, width * (c + 1)).join()}`;
    let copy = copies.get(key);
    if (copy === undefined) {
      copy = vertices.length;
      copies.set(key, copy);
      vertices.push(indices[c]!);
      corners.push(c);
    }
    split.push(copy);
  }
  return { vertices, corners, indices: Uint32Array.from(split) };
}
