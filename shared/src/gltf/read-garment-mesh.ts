import type { Document, Node, WebIO } from '@gltf-transform/core';
import { InputError } from '../job/input-error.ts';
import type { CarryingMesh } from '../opening/carry-surface.ts';
import { requireFewTriangles } from '../opening/reduce-mesh.ts';

/** What each vertex carries: u, v, then red, green, blue and alpha. */
export const CARRIED_UV = 0;
export const CARRIED_COLOR = 2;
const CARRIED_WIDTH = 6;

/** A garment as somebody's file has it: all its meshes as one, and what they are drawn with. */
export interface GarmentMeshFile {
  readonly mesh: CarryingMesh;
  /** Numbers of the file's materials, by part; -1 where it names none. */
  readonly materials: readonly number[];
  readonly hasUvs: boolean;
  readonly hasColors: boolean;
}

/**
 * Reads every triangle mesh of a GLB's scene, placed as its nodes say.
 *
 * @throws {InputError} `mesh-not-readable` for what is no GLB, has no triangles or names vertices that are
 *   not there; `mesh-too-large` above MOST_TRIANGLES.
 */
export async function readGarmentMesh(glb: Uint8Array, io: WebIO): Promise<GarmentMeshFile> {
  const document = await readOrRefuse(glb, io);
  const positions: number[] = [];
  const carried: number[] = [];
  const parts: number[] = [];
  const indices: number[] = [];
  const materials: number[] = [];
  let hasUvs = false;
  let hasColors = false;
  const known = document.getRoot().listMaterials();
  for (const node of nodesShown(document)) {
    for (const primitive of node.getMesh()?.listPrimitives() ?? []) {
      if (!TRIANGLE_MODES.has(primitive.getMode())) continue;
      const place = primitive.getAttribute('POSITION');
      if (!place) continue;
      const uv = primitive.getAttribute('TEXCOORD_0');
      const color = primitive.getAttribute('COLOR_0');
      hasUvs ||= uv !== null;
      hasColors ||= color !== null;
      const first = positions.length / 3;
      const count = place.getCount();
      const m = node.getWorldMatrix();
      for (let v = 0; v < count; v++) {
        const [x = 0, y = 0, z = 0] = place.getElement(v, [0, 0, 0]);
        for (let k = 0; k < 3; k++) {
          positions.push(m[k]! * x + m[4 + k]! * y + m[8 + k]! * z + m[12 + k]!);
        }
        const [u = 0, w = 0] = uv?.getElement(v, [0, 0]) ?? [];
        const [red = 1, green = 1, blue = 1, alpha = 1] = color?.getElement(v, [1, 1, 1]) ?? [];
        carried.push(u, w, red, green, blue, alpha);
        parts.push(materials.length);
      }
      const corners =
        primitive.getIndices()?.getArray() ?? Array.from({ length: count }, (_, v) => v);
      requireFewTriangles((indices.length + corners.length) / 3);
      for (const [a, b, c] of trianglesOf(primitive.getMode(), corners)) {
        if (Math.max(a, b, c) >= count) throw unreadable('a triangle names a vertex it has not');
        indices.push(first + a, first + b, first + c);
      }
      const material = primitive.getMaterial();
      materials.push(material ? known.indexOf(material) : -1);
    }
  }
  if (indices.length === 0) throw unreadable('it holds no triangles');
  return {
    mesh: {
      positions: Float32Array.from(positions),
      indices: Uint32Array.from(indices),
      carried: Float32Array.from(carried),
      width: CARRIED_WIDTH,
      parts: Uint16Array.from(parts),
    },
    materials,
    hasUvs,
    hasColors,
  };
}

/** Modes of glTF 2.0, section 5.24.4. */
const [TRIANGLES, TRIANGLE_STRIP, TRIANGLE_FAN] = [4, 5, 6];
const TRIANGLE_MODES: ReadonlySet<number> = new Set([TRIANGLES, TRIANGLE_STRIP, TRIANGLE_FAN]);

/** The triangles of a list, a strip or a fan (glTF 2.0, section 3.7.2.1), wound alike. */
function trianglesOf(
  mode: number,
  corners: ArrayLike<number>,
): (readonly [number, number, number])[] {
  const triangles: (readonly [number, number, number])[] = [];
  const step = mode === TRIANGLES ? 3 : 1;
  for (let c = 0; c + 2 < corners.length; c += step) {
    const [a, b, d] = [corners[c]!, corners[c + 1]!, corners[c + 2]!];
    if (mode === TRIANGLE_FAN) triangles.push([corners[0]!, b, d]);
    else triangles.push(mode === TRIANGLE_STRIP && c % 2 === 1 ? [b, a, d] : [a, b, d]);
  }
  return triangles;
}

function unreadable(why: string): InputError {
  return new InputError(
    'mesh-not-readable',
    `This file cannot be worn: ${why}; export the garment as a mesh of triangles, in GLB.`,
  );
}

async function readOrRefuse(glb: Uint8Array, io: WebIO): Promise<Document> {
  try {
    return await io.readBinary(glb);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(
      'mesh-not-readable',
      `This is not a GLB that can be read (${reason}); export the garment as binary glTF 2.0 with everything in one file.`,
      { cause: error },
    );
  }
}

function nodesShown(document: Document): Node[] {
  const root = document.getRoot();
  const scene = root.getDefaultScene() ?? root.listScenes()[0];
  const nodes: Node[] = [];
  if (scene) scene.traverse((node) => nodes.push(node));
  else nodes.push(...root.listNodes());
  // A fitted.glb of ours: the body is no cloth.
  const isBody = (node: Node) => node.getName() === 'avatar' && 'preset' in node.getExtras();
  return nodes.some(isBody) ? nodes.filter((node) => node.getName() === 'garment') : nodes;
}
