import type { PosedSkin } from './rest-pose.ts';
import { INFLUENCES, type Rig } from './skeleton.ts';
import type { RenderMesh } from './split-uvs.ts';

/** One finished body over the shared triangles, ready to be written; metres. */
export interface BodyGeometry {
  readonly positions: Float32Array<ArrayBuffer>;
  readonly normals: Float32Array<ArrayBuffer>;
  readonly uvs: Float32Array<ArrayBuffer>;
  readonly skinJoints: Uint16Array<ArrayBuffer>;
  readonly skinWeights: Float32Array<ArrayBuffer>;
  readonly indices: Uint32Array;
  /** xyz triples of the joints. */
  readonly joints: Float64Array;
}

/** Drops the vertices that no triangle uses. */
export function compactMesh(mesh: RenderMesh, indices: Uint32Array): RenderMesh {
  const numbers = new Map<number, number>();
  const renumbered = indices.map((vertex) => {
    const known = numbers.get(vertex);
    if (known !== undefined) return known;
    numbers.set(vertex, numbers.size);
    return numbers.size - 1;
  });
  const kept = [...numbers.keys()];
  return {
    vertices: Uint32Array.from(kept, (i) => mesh.vertices[i]!),
    uvs: Float32Array.from(kept.flatMap((i) => [mesh.uvs[i * 2]!, mesh.uvs[i * 2 + 1]!])),
    indices: renumbered,
  };
}

/** Picks the render vertices of a posed body. @param normals of every base mesh vertex. */
export function pickGeometry(
  mesh: RenderMesh,
  rig: Rig,
  posed: PosedSkin,
  normals: Float64Array,
): BodyGeometry {
  const pick = (source: ArrayLike<number>, width: number): number[] =>
    [...mesh.vertices].flatMap((vertex) =>
      Array.from({ length: width }, (_, k) => source[vertex * width + k]!),
    );
  return {
    positions: Float32Array.from(pick(posed.positions, 3)),
    normals: Float32Array.from(pick(normals, 3)),
    uvs: mesh.uvs,
    skinJoints: Uint16Array.from(pick(rig.skinJoints, INFLUENCES)),
    skinWeights: Float32Array.from(pick(rig.skinWeights, INFLUENCES)),
    indices: mesh.indices,
    joints: posed.joints,
  };
}
