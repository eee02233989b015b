import type { UprightMesh } from '../fitting/align-to-body.ts';
import { withoutUnused } from './pieces.ts';

/**
 * Edges shorter than this are drawn together, metres: a file keeps places to 0.03 mm, and the ends of
 * a shorter edge may become one point there, which pinches the surface.
 */
const SHORTEST = 0.0004;

/**
 * Draws the ends of the shortest edges of a clean surface together, where it stays one: the two
 * ends' common neighbours have to be those of the edge's own triangles (link condition, Dey et al. 1999).
 *
 * @param mesh Welded, manifold, metres.
 */
export function collapseSlivers({ positions, indices }: UprightMesh): UprightMesh {
  const count = positions.length / 3;
  const triangles = Array.from({ length: indices.length / 3 }, (_, t) =>
    Array.from(indices.subarray(3 * t, 3 * t + 3)),
  );
  const ofVertex = Array.from({ length: count }, () => new Set<number>());
  triangles.forEach((corners, t) => {
    for (const v of corners) ofVertex[v]!.add(t);
  });
  const ringOf = (v: number) =>
    new Set([...ofVertex[v]!].flatMap((t) => triangles[t]!.filter((w) => w !== v)));
  const isEdge = (v: number, ring: ReadonlySet<number>) => ring.size > ofVertex[v]!.size;
  const lengthOf = (v: number, w: number) =>
    Math.hypot(...[0, 1, 2].map((k) => positions[3 * v + k]! - positions[3 * w + k]!));
  /** Draws one neighbour and a vertex together: which of them is left, or null where none is near or may go. */
  const collapseAt = (v: number): number | null => {
    for (const w of ringOf(v)) {
      if (lengthOf(v, w) >= SHORTEST) continue;
      const shared = [...ofVertex[v]!].filter((t) => ofVertex[w]!.has(t));
      const [ringV, ringW] = [ringOf(v), ringOf(w)];
      const common = [...ringV].filter((u) => ringW.has(u)).length;
      const bothOpen = isEdge(v, ringV) && isEdge(w, ringW);
      if (common !== shared.length || (bothOpen && shared.length !== 1)) continue;
      // What stays is the one on an opening's edge, if one is.
      const [kept, gone] = isEdge(w, ringW) && !isEdge(v, ringV) ? [w, v] : [v, w];
      for (const t of shared) for (const u of triangles[t]!) ofVertex[u]!.delete(t);
      for (const t of ofVertex[gone]!) {
        triangles[t] = triangles[t]!.map((u) => (u === gone ? kept : u));
        ofVertex[kept]!.add(t);
      }
      for (const t of shared) triangles[t] = [];
      ofVertex[gone]!.clear();
      return kept;
    }
    return null;
  };
  let changed = false;
  for (let first = 0; first < count; first++) {
    // What is left may have been drawn near to others.
    for (let v = collapseAt(first); v !== null; v = collapseAt(v)) changed = true;
  }
  if (!changed) return { positions, indices };
  return withoutUnused({ positions, indices: Uint32Array.from(triangles.flat()) });
}
