import type { UprightMesh } from '../fitting/align-to-body.ts';
import { indexBody, surfacePoint } from '../mesh/closest-point.ts';
import { closestPointToTriangle } from '../mesh/closest-point-to-triangle.ts';

/** A given mesh with what its vertices carry beside their place: uv, colour, what a file has. */
export interface CarryingMesh extends UprightMesh {
  /** Numbers a vertex carries; `width` of them. */
  readonly carried: Float32Array;
  readonly width: number;
  /** The part (primitive) of the file that each vertex belongs to. */
  readonly parts: Uint16Array;
}

/** What each corner of a new mesh carries. */
export interface CarriedCorners {
  /** `width` numbers a corner. */
  readonly corners: Float32Array;
  /** Part of each triangle. */
  readonly parts: Uint16Array;
}

/**
 * Takes uv, colours and materials from a mesh to another one that lies on it. A triangle stays
 * within one chart of the source's texture, the one that its middle lies on: a corner beyond the
 * chart's edge carries that chart on, so that no triangle smears over a texture seam.
 *
 * @param source In the target's place; its vertices are split where its texture is.
 */
export function carrySurface(source: CarryingMesh, target: UprightMesh): CarriedCorners {
  const { width, carried, positions } = source;
  const index = indexBody(positions, source.indices);
  const charts = chartsOf(source);
  const triangleCount = target.indices.length / 3;
  const corners = new Float32Array(width * target.indices.length);
  const parts = new Uint16Array(triangleCount);
  const middle = surfacePoint();
  const corner = surfacePoint();
  const weights = new Float64Array(3);
  for (let t = 0; t < triangleCount; t++) {
    const place = [0, 1, 2].map((k) =>
      [0, 1, 2].reduce(
        (sum, c) => sum + target.positions[3 * target.indices[3 * t + c]! + k]! / 3,
        0,
      ),
    ) as [number, number, number];
    index.closestPoint(...place, Infinity, middle);
    const own = index.indices.subarray(3 * middle.triangle, 3 * middle.triangle + 3);
    parts[t] = source.parts[own[0]!]!;
    for (let c = 3 * t; c < 3 * t + 3; c++) {
      const v = 3 * target.indices[c]!;
      const x = target.positions[v]!;
      const y = target.positions[v + 1]!;
      const z = target.positions[v + 2]!;
      index.closestPoint(x, y, z, Infinity, corner);
      let on = index.indices.subarray(3 * corner.triangle, 3 * corner.triangle + 3);
      weights.set(corner.weights);
      if (charts[on[0]!] !== charts[own[0]!]) {
        on = own;
        closestPointToTriangle(positions, own[0]!, own[1]!, own[2]!, x, y, z, weights);
      }
      for (let n = 0; n < width; n++) {
        let value = 0;
        for (let k = 0; k < 3; k++) value += weights[k]! * carried[width * on[k]! + n]!;
        corners[width * c + n] = value;
      }
    }
  }
  return { corners, parts };
}

/** Number of the chart of each vertex: vertices that triangles join, split as the file has them. */
function chartsOf({ positions, indices }: UprightMesh): Uint32Array {
  const parents = Uint32Array.from({ length: positions.length / 3 }, (_, v) => v);
  const find = (v: number): number => {
    let root = v;
    while (parents[root] !== root) root = parents[root]!;
    parents[v] = root;
    return root;
  };
  for (let i = 0; i < indices.length; i += 3) {
    const root = find(indices[i]!);
    parents[find(indices[i + 1]!)] = root;
    parents[find(indices[i + 2]!)] = root;
  }
  return parents.map((_, v) => find(v));
}
