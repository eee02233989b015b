import type { UprightMesh } from '../fitting/align-to-body.ts';

/**
 * Groups the triangles of a welded mesh that hang together by shared edges.
 *
 * @returns Triangle numbers of each group, the one with the largest area first.
 */
export function piecesByEdges({ positions, indices }: UprightMesh): Uint32Array[] {
  const count = indices.length / 3;
  const parents = Uint32Array.from({ length: count }, (_, t) => t);
  const find = (t: number): number => {
    let root = t;
    while (parents[root] !== root) root = parents[root]!;
    for (let at = t; parents[at] !== root; ) {
      const next = parents[at]!;
      parents[at] = root;
      at = next;
    }
    return root;
  };
  const vertexCount = positions.length / 3;
  const edges = new Map<number, number>();
  for (let e = 0; e < indices.length; e++) {
    const a = indices[e]!;
    const b = indices[e % 3 === 2 ? e - 2 : e + 1]!;
    const key = Math.min(a, b) * vertexCount + Math.max(a, b);
    const triangle = Math.floor(e / 3);
    const other = edges.get(key);
    if (other === undefined) edges.set(key, triangle);
    else parents[find(triangle)] = find(other);
  }
  const groups = new Map<number, { triangles: number[]; area: number }>();
  for (let t = 0; t < count; t++) {
    const root = find(t);
    const group = groups.get(root) ?? { triangles: [], area: 0 };
    group.triangles.push(t);
    group.area += triangleArea(positions, indices, t);
    groups.set(root, group);
  }
  return [...groups.values()]
    .sort((a, b) => b.area - a.area)
    .map(({ triangles }) => Uint32Array.from(triangles));
}

/** Area of a triangle, in the square of the positions' unit. */
export function triangleArea(
  positions: Float32Array,
  indices: Uint32Array,
  triangle: number,
): number {
  const [a, b, c] = [0, 1, 2].map((k) => 3 * indices[3 * triangle + k]!) as [
    number,
    number,
    number,
  ];
  const u = [0, 1, 2].map((k) => positions[b + k]! - positions[a + k]!) as [number, number, number];
  const v = [0, 1, 2].map((k) => positions[c + k]! - positions[a + k]!) as [number, number, number];
  return (
    Math.hypot(u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]) / 2
  );
}

/** The vertex triples of some triangles. */
export function trianglesOf(indices: Uint32Array, triangles: ArrayLike<number>): Uint32Array {
  const picked = new Uint32Array(3 * triangles.length);
  for (let i = 0; i < triangles.length; i++) {
    for (let k = 0; k < 3; k++) picked[3 * i + k] = indices[3 * triangles[i]! + k]!;
  }
  return picked;
}

/** A mesh without the vertices that no triangle names; they keep their order. */
export function withoutUnused({ positions, indices }: UprightMesh): UprightMesh {
  const renumbered = new Int32Array(positions.length / 3).fill(-1);
  for (const v of indices) renumbered[v] = 0;
  const places: number[] = [];
  for (let v = 0; v < renumbered.length; v++) {
    if (renumbered[v]! < 0) continue;
    renumbered[v] = places.length / 3;
    places.push(positions[3 * v]!, positions[3 * v + 1]!, positions[3 * v + 2]!);
  }
  return { positions: Float32Array.from(places), indices: indices.map((v) => renumbered[v]!) };
}
