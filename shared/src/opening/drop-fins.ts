import type { UprightMesh } from '../fitting/align-to-body.ts';

/**
 * Drops triangles that stick out of a surface: on an edge that two others share already, and open on
 * their other edges. What a modelling program leaves behind makes an otherwise clean garment unfit to be kept.
 * Linear in the triangles, once for each row of them that is dropped.
 *
 * @param mesh Welded.
 * @returns The same indices where nothing sticks out.
 */
export function dropFins({ positions, indices }: UprightMesh): UprightMesh {
  const { edgeOf, edgeCount } = numberedEdges(indices, positions.length / 3);
  const uses = new Uint32Array(edgeCount);
  for (const edge of edgeOf) uses[edge]!++;
  const isFin = (t: number): boolean => {
    let shared = 0;
    let open = 0;
    for (let e = 3 * t; e < 3 * t + 3; e++) {
      const count = uses[edgeOf[e]!]!;
      if (count > 2) shared++;
      else if (count === 1) open++;
    }
    return shared > 0 && open === 2;
  };
  const count = indices.length / 3;
  const isDropped = new Uint8Array(count);
  let dropped = 0;
  for (;;) {
    // All that stick out at once, as they are: of two fins on one edge neither is the surface's.
    const fins: number[] = [];
    for (let t = 0; t < count; t++) if (isDropped[t] === 0 && isFin(t)) fins.push(t);
    if (fins.length === 0) break;
    for (const t of fins) {
      isDropped[t] = 1;
      for (let e = 3 * t; e < 3 * t + 3; e++) uses[edgeOf[e]!]!--;
    }
    dropped += fins.length;
  }
  if (dropped === 0) return { positions, indices };
  return { positions, indices: indices.filter((_, e) => isDropped[Math.floor(e / 3)] === 0) };
}

/** A number for each undirected edge, by the corner that it starts at. */
function numberedEdges(
  indices: Uint32Array,
  vertexCount: number,
): { readonly edgeOf: Uint32Array; readonly edgeCount: number } {
  // Corners in lists by the lower vertex of their edge: each list holds a handful, so a scan is quick.
  const firstOf = new Int32Array(vertexCount).fill(-1);
  const nextOf = new Int32Array(indices.length);
  const highOf = new Uint32Array(indices.length);
  const edgeOf = new Uint32Array(indices.length);
  let edgeCount = 0;
  for (let e = 0; e < indices.length; e++) {
    const a = indices[e]!;
    const b = indices[e % 3 === 2 ? e - 2 : e + 1]!;
    const low = Math.min(a, b);
    const high = Math.max(a, b);
    highOf[e] = high;
    let known = firstOf[low]!;
    while (known >= 0 && highOf[known] !== high) known = nextOf[known]!;
    if (known >= 0) {
      edgeOf[e] = edgeOf[known]!;
      continue;
    }
    edgeOf[e] = edgeCount++;
    nextOf[e] = firstOf[low]!;
    firstOf[low] = e;
  }
  return { edgeOf, edgeCount };
}
