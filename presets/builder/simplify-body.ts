import { MeshoptSimplifier } from 'meshoptimizer';
import type { RenderMesh } from './split-uvs.ts';

/** A part of the body that is thinned by itself while everything else is held. */
export interface ThinnedPart {
  readonly name: string;
  /** Share of the part's triangles to keep. */
  readonly keep: number;
  /** Whether a base mesh vertex may be removed in this stage. */
  readonly holds: (vertex: number) => boolean;
}

/** What the simplifier looks at, per base mesh vertex: one body's shape and how the others differ. */
export interface ShapeAttributes {
  readonly positions: Float64Array;
  readonly normals: Float64Array;
  /** Positions of further bodies; their differences count as attributes. */
  readonly others: readonly Float64Array[];
}

/** Weight of normals against positions: keeps creases of face and hands. */
const NORMAL_WEIGHT = 0.3;
const UV_WEIGHT = 0.5;
const OTHER_WEIGHT = 1;
/** Relative error that no stage reaches: the share to keep decides. */
const NO_ERROR_LIMIT = 1;

/**
 * Thins the mesh part by part with meshoptimizer's attribute-aware quadrics (Garland and Heckbert
 * 1997 and 1998), once for all bodies. One pass over the whole body dents the face; parts do not.
 *
 * @param keep base mesh vertices that must survive (landmarks)
 */
export async function simplifyBody(
  mesh: RenderMesh,
  shape: ShapeAttributes,
  parts: readonly ThinnedPart[],
  keep: ReadonlySet<number>,
): Promise<Uint32Array> {
  await MeshoptSimplifier.ready;
  const count = mesh.vertices.length;
  const positions = new Float32Array(count * 3);
  const stride = 5 + shape.others.length * 3;
  const attributes = new Float32Array(count * stride);
  for (let i = 0; i < count; i++) {
    const vertex = mesh.vertices[i]!;
    for (let axis = 0; axis < 3; axis++) {
      const at = vertex * 3 + axis;
      positions[i * 3 + axis] = shape.positions[at]!;
      attributes[i * stride + axis] = shape.normals[at]!;
      shape.others.forEach((other, k) => {
        attributes[i * stride + 5 + k * 3 + axis] = other[at]! - shape.positions[at]!;
      });
    }
    attributes[i * stride + 3] = mesh.uvs[i * 2]!;
    attributes[i * stride + 4] = mesh.uvs[i * 2 + 1]!;
  }
  const weights = [
    ...[0, 1, 2].map(() => NORMAL_WEIGHT),
    UV_WEIGHT,
    UV_WEIGHT,
    ...shape.others.flatMap(() => [OTHER_WEIGHT, OTHER_WEIGHT, OTHER_WEIGHT]),
  ];
  let indices = mesh.indices;
  for (const part of parts) {
    const locked = new Uint8Array(count);
    for (let i = 0; i < count; i++) {
      const vertex = mesh.vertices[i]!;
      locked[i] = keep.has(vertex) || !part.holds(vertex) ? 1 : 0;
    }
    let inside = 0;
    for (let t = 0; t < indices.length; t += 3) {
      if ([0, 1, 2].every((k) => part.holds(mesh.vertices[indices[t + k]!]!))) inside++;
    }
    const target = indices.length - 3 * Math.round(inside * (1 - part.keep));
    [indices] = MeshoptSimplifier.simplifyWithAttributes(
      indices,
      positions,
      3,
      attributes,
      stride,
      weights,
      locked,
      target,
      NO_ERROR_LIMIT,
    );
  }
  return withoutFins(indices, mesh);
}

/**
 * Drops pairs of triangles that lie back to back on the same three points: thinning leaves such fins
 * where a slit is narrow, and their edges would belong to four triangles.
 */
function withoutFins(indices: Uint32Array, mesh: RenderMesh): Uint32Array {
  const corners = (t: number): number[] =>
    [0, 1, 2].map((k) => mesh.vertices[indices[t * 3 + k]!]!).sort((a, b) => a - b);
  const found = new Map<string, number[]>();
  for (let t = 0; t < indices.length / 3; t++) {
    const key = corners(t).join();
    found.set(key, [...(found.get(key) ?? []), t]);
  }
  const fins = new Set([...found.values()].filter((list) => list.length > 1).flat());
  return indices.filter((_, corner) => !fins.has(Math.floor(corner / 3)));
}
