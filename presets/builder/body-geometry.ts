import type { PosedSkin } from './rest-pose.ts';
import { INFLUENCES, type Rig } from './skeleton.ts';
import type { RenderMesh } from './split-uvs.ts';

/** One finished body over the shared triangles, ready to be written; metres. */
export interface BodyGeometry {
  readonly positions: Float32Array<ArrayBuffer>;
  readonly normals: Float32Array<ArrayBuffer>;
  readonly uvs: Float32Array<ArrayBuffer>;
  readonly skinJoints: Uint8Array<ArrayBuffer>;
  /** Bytes that sum to 255 a vertex: DRACO keeps integers exactly, so the sums survive. */
  readonly skinWeights: Uint8Array<ArrayBuffer>;
  readonly indices: Uint32Array;
  /** xyz triples of the joints. */
  readonly joints: Float64Array;
}

/**
 * Drops the vertices that no triangle uses, and gives each fan of triangles around a vertex a vertex
 * of its own: DRACO splits where two fans touch in a point only, and counts must stay the same.
 */
export function compactMesh(mesh: RenderMesh, indices: Uint32Array): RenderMesh {
  const fans = cornerFans(indices);
  const numbers = new Map<number, number>();
  const kept: number[] = [];
  const renumbered = indices.map((vertex, corner) => {
    const fan = fans(corner);
    const known = numbers.get(fan);
    if (known !== undefined) return known;
    numbers.set(fan, kept.length);
    kept.push(vertex);
    return kept.length - 1;
  });
  return {
    vertices: Uint32Array.from(kept, (i) => mesh.vertices[i]!),
    uvs: Float32Array.from(kept.flatMap((i) => [mesh.uvs[i * 2]!, mesh.uvs[i * 2 + 1]!])),
    indices: renumbered,
  };
}

/** Groups the corners that meet at a vertex through shared edges (union-find). */
function cornerFans(indices: Uint32Array): (corner: number) => number {
  const parent = Uint32Array.from(indices, (_, corner) => corner);
  const find = (corner: number): number => {
    let root = corner;
    while (parent[root] !== root) root = parent[root]!;
    parent[corner] = root;
    return root;
  };
  const next = (corner: number): number => (corner % 3 === 2 ? corner - 2 : corner + 1);
  const starts = new Map<string, number>();
  indices.forEach((from, corner) => {
    starts.set(`${from},${indices[next(corner)]}`, corner);
  });
  indices.forEach((from, corner) => {
    const across = starts.get(`${indices[next(corner)]},${from}`);
    if (across === undefined) return;
    parent[find(corner)] = find(next(across));
    parent[find(next(corner))] = find(across);
  });
  return find;
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
  const skinWeights = byteWeights(pick(rig.skinWeights, INFLUENCES));
  const skinJoints = pick(rig.skinJoints, INFLUENCES);
  return {
    positions: Float32Array.from(pick(posed.positions, 3)),
    normals: Float32Array.from(pick(normals, 3)),
    uvs: mesh.uvs,
    skinJoints: Uint8Array.from(skinJoints, (joint, i) => (skinWeights[i] === 0 ? 0 : joint)),
    skinWeights,
    indices: mesh.indices,
    joints: posed.joints,
  };
}

/** Weights as bytes; the strongest influence, which stands first, takes the rounding. */
function byteWeights(weights: readonly number[]): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from(weights, (weight) => Math.round(weight * 255));
  for (let at = 0; at < bytes.length; at += INFLUENCES) {
    let sum = 0;
    for (let slot = 0; slot < INFLUENCES; slot++) sum += bytes[at + slot]!;
    bytes[at] = bytes[at]! + 255 - sum;
  }
  return bytes;
}
