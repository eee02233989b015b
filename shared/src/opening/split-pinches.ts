import type { UprightMesh } from '../fitting/align-to-body.ts';

/** Share of its triangle's height by which a copy leaves the shared point. */
const OFF = 0.1;

/**
 * Gives each fan of triangles a vertex of its own where a surface touches itself in one point only.
 *
 * @param mesh Welded; no edge in more than two triangles.
 */
export function splitPinches({ positions, indices }: UprightMesh): UprightMesh {
  const vertexCount = positions.length / 3;
  const parents = Uint32Array.from(indices.keys());
  const find = (corner: number): number => {
    let root = corner;
    while (parents[root] !== root) root = parents[root]!;
    parents[corner] = root;
    return root;
  };
  const next = (e: number) => (e % 3 === 2 ? e - 2 : e + 1);
  const edges = new Map<number, number>();
  for (let e = 0; e < indices.length; e++) {
    const a = indices[e]!;
    const b = indices[next(e)]!;
    const key = Math.min(a, b) * vertexCount + Math.max(a, b);
    const f = edges.get(key);
    if (f === undefined) {
      edges.set(key, e);
      continue;
    }
    const sameWay = indices[f] === a;
    parents[find(e)] = find(sameWay ? f : next(f));
    parents[find(next(e))] = find(sameWay ? next(f) : f);
  }
  const places = Array.from(positions);
  const vertexOfFan = new Map<number, number>();
  const isTaken = new Uint8Array(vertexCount);
  const split = indices.map((v, corner) => {
    const fan = find(corner);
    let vertex = vertexOfFan.get(fan);
    if (vertex === undefined) {
      vertex = isTaken[v] ? places.length / 3 : v;
      if (isTaken[v]) {
        // Off the shared point, into its own triangle: a reader that welds by place keeps them apart.
        const a = 3 * indices[next(corner)]!;
        const b = 3 * indices[next(next(corner))]!;
        for (let k = 0; k < 3; k++) {
          const across = (positions[a + k]! + positions[b + k]!) / 2 - positions[3 * v + k]!;
          places.push(positions[3 * v + k]! + OFF * across);
        }
      }
      isTaken[v] = 1;
      vertexOfFan.set(fan, vertex);
    }
    return vertex;
  });
  return { positions: Float32Array.from(places), indices: split };
}
