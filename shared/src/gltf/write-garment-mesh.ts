import type { Document, Node, WebIO } from '@gltf-transform/core';
import type { PosedBody } from '../body/avatar.ts';
import type { CarriedCorners } from '../opening/carry-surface.ts';
import type { GarmentNodeExtras } from '../report/decoded-fitted.ts';
import { compressGeometry } from './compress-geometry.ts';
import { nearestSewn } from './nearest-sewn.ts';
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
  const document = await openGarmentFile(glb, io);
  const { node: garment } = addGarmentMesh(document, file, worn, body !== null);
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
  const isWhole = garment.getMesh()!.listPrimitives().length === 1;
  return io.writeBinary(isWhole ? compressGeometry(document) : document);
}

/** The file as a document with nothing in it but its materials and textures. */
export async function openGarmentFile(glb: Uint8Array, io: WebIO): Promise<Document> {
  const document = await io.readBinary(glb);
  clearScenes(document);
  return document;
}

/** A worn mesh's node, and of each of its primitives the welded vertex that each vertex is. */
export interface GarmentMeshNode {
  readonly node: Node;
  readonly vertices: readonly Uint32Array[];
}

/**
 * Creates the node `garment` of a worn mesh, in no scene yet.
 *
 * @param document of the garment's file; see openGarmentFile.
 * @param tellsRest Whether each vertex says where it was before the mesh was put on.
 */
export function addGarmentMesh(
  document: Document,
  file: GarmentMeshFile,
  worn: WornMesh,
  tellsRest: boolean,
): GarmentMeshNode {
  const materials = document.getRoot().listMaterials();
  const buffer = document.getRoot().listBuffers()[0] ?? document.createBuffer();
  const accessor = (type: 'SCALAR' | 'VEC2' | 'VEC3' | 'VEC4', array: Float32Array<ArrayBuffer>) =>
    document.createAccessor().setType(type).setArray(array).setBuffer(buffer);
  const mesh = document.createMesh('garment');
  const partsInUse = [...new Set(worn.carried.parts)].sort((a, b) => a - b);
  const splits = partsInUse.map((part) => splitCorners(worn, file.mesh.width, part));
  for (const [n, part] of partsInUse.entries()) {
    const split = splits[n]!;
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
    if (rest && tellsRest) {
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
  const node = document
    .createNode('garment')
    .setMesh(mesh)
    .setExtras({ ...worn.extras });
  return { node, vertices: splits.map(({ vertices }) => Uint32Array.from(vertices)) };
}

/**
 * Of each primitive the point of the worn cloth that each vertex goes with.
 *
 * @param vertices As addGarmentMesh returns them. @param surface Of a garment with turned edges, whose drawn
 * vertices are not those of the cloth. @param positions xyz of the cloth's points, metres.
 */
export function clothPoints(
  vertices: readonly Uint32Array[],
  surface: GarmentSurface | undefined,
  positions: Float32Array,
): readonly Uint32Array[] {
  const pointOf = surface && nearestSewn(surface, positions);
  return pointOf ? vertices.map((own) => own.map((v) => pointOf[v]!)) : vertices;
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
export function dropUnused(document: Document): void {
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
