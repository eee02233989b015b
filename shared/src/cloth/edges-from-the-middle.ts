/** The edges of a mesh, each once. */
export interface MeshEdges {
  /** Two vertices an edge. */
  readonly edges: Uint32Array;
  /** The corners that an edge starts at in its one or two triangles; -1 for none. A third triangle at an edge is left out. */
  readonly corners: Int32Array;
}

/**
 * Edges from the pattern's middle line outwards, left and right in turn. In whatever order constraints are
 * solved, cloth drifts a little along it: swept from one side to the other, wide hems came to rest up to 8 mm
 * off to that side. So mirrored meshes are solved in mirrored order, however their triangles are numbered.
 *
 * @param indices Vertex triples.
 * @param flat x and y of each corner on the pattern, metres; the middle line is x = 0.
 */
export function edgesFromTheMiddle(
  indices: Uint32Array,
  vertexCount: number,
  flat: Float32Array,
): MeshEdges {
  const found = findEdges(indices, vertexCount);
  const count = found.length / 2;
  const aside = new Float64Array(count);
  const up = new Float64Array(count);
  for (let e = 0; e < count; e++) {
    const from = 2 * found[2 * e]!;
    const to = 2 * nextCorner(found[2 * e]!);
    aside[e] = Math.abs(flat[from]! + flat[to]!);
    up[e] = flat[from + 1]! + flat[to + 1]!;
  }
  const order = new Uint32Array(count);
  for (let e = 0; e < count; e++) order[e] = e;
  // The sort is stable: what lies at one place keeps its order.
  order.sort((a, b) => aside[a]! - aside[b]! || up[b]! - up[a]!);
  const edges = new Uint32Array(2 * count);
  const corners = new Int32Array(2 * count);
  for (let n = 0; n < count; n++) {
    const first = found[2 * order[n]!]!;
    edges[2 * n] = indices[first]!;
    edges[2 * n + 1] = indices[nextCorner(first)]!;
    corners[2 * n] = first;
    corners[2 * n + 1] = found[2 * order[n]! + 1]!;
  }
  return { edges, corners };
}

/** `MeshEdges.corners` in the order in which triangles first show an edge. */
function findEdges(indices: Uint32Array, vertexCount: number): Int32Array {
  const corners = new Int32Array(2 * indices.length);
  // Of each vertex the last found edge whose lower end it is, and of each edge the one found before that.
  const last = new Int32Array(vertexCount).fill(-1);
  const before = new Int32Array(indices.length);
  const upper = new Uint32Array(indices.length);
  let count = 0;
  for (let corner = 0; corner < indices.length; corner++) {
    const p = indices[corner]!;
    const q = indices[nextCorner(corner)]!;
    const low = p < q ? p : q;
    const high = p < q ? q : p;
    let edge = last[low]!;
    while (edge >= 0 && upper[edge] !== high) edge = before[edge]!;
    if (edge < 0) {
      corners[2 * count] = corner;
      corners[2 * count + 1] = -1;
      upper[count] = high;
      before[count] = last[low]!;
      last[low] = count++;
    } else if (corners[2 * edge + 1]! < 0) {
      corners[2 * edge + 1] = corner;
    }
  }
  return corners.slice(0, 2 * count);
}

/** The corner after one, round its triangle. */
export function nextCorner(corner: number): number {
  return corner % 3 === 2 ? corner - 2 : corner + 1;
}

/** The corner before one, round its triangle. */
export function previousCorner(corner: number): number {
  return corner % 3 === 0 ? corner + 2 : corner - 1;
}
