/** What the connectivity of a triangle mesh says about it. */
export interface MeshTopology {
  /** Edges that more than two triangles share. */
  readonly nonManifoldEdges: number;
  /** Edges that two triangles share and walk in the same direction: their sides disagree. */
  readonly inconsistentEdges: number;
  /** Edges of one triangle only. */
  readonly boundaryEdges: number;
  /** Vertices whose triangles do not form one fan: the surface touches itself there. */
  readonly pinchedVertices: number;
  /** Groups of triangles connected through shared vertices. */
  readonly components: number;
  /** Used vertices - edges + triangles. */
  readonly eulerNumber: number;
}

/** Half-edges sorted by their undirected edge, so that the half-edges of one edge are neighbours. */
interface SortedHalfEdges {
  /** Half-edge numbers 3 t + k, from corner k of triangle t to the next corner. */
  readonly order: Uint32Array;
  /** `low * vertexCount + high` of each half-edge, by half-edge number. */
  readonly keys: Float64Array;
}

function sortHalfEdges(indices: ArrayLike<number>, vertexCount: number): SortedHalfEdges {
  const count = indices.length;
  const keys = new Float64Array(count);
  // Counting sort by the lower vertex, then a short insertion sort within each bucket.
  const starts = new Uint32Array(vertexCount + 1);
  for (let e = 0; e < count; e++) {
    const a = indices[e]!;
    const b = indices[e % 3 === 2 ? e - 2 : e + 1]!;
    const low = a < b ? a : b;
    keys[e] = low * vertexCount + (a < b ? b : a);
    starts[low + 1]!++;
  }
  for (let v = 0; v < vertexCount; v++) starts[v + 1]! += starts[v]!;
  const fill = starts.slice(0, vertexCount);
  const order = new Uint32Array(count);
  for (let e = 0; e < count; e++) {
    const low = Math.floor(keys[e]! / vertexCount);
    let at = fill[low]!++;
    const start = starts[low]!;
    while (at > start && keys[order[at - 1]!]! > keys[e]!) {
      order[at] = order[at - 1]!;
      at--;
    }
    order[at] = e;
  }
  return { order, keys };
}

function countingUp(count: number): Uint32Array {
  const numbers = new Uint32Array(count);
  for (let i = 0; i < count; i++) numbers[i] = i;
  return numbers;
}

function find(parents: Uint32Array, v: number): number {
  let root = v;
  while (parents[root] !== root) root = parents[root]!;
  while (parents[v] !== root) {
    const next = parents[v]!;
    parents[v] = root;
    v = next;
  }
  return root;
}

/**
 * Counts what a sewn garment must have right: no edge in more than two triangles, consistent
 * winding, one component, and the Euler number (for one component without handles: 2 - openings).
 *
 * @param indices Vertex triples of a welded mesh; triangles with a repeated vertex count as they are.
 * @param vertexCount Vertices without a triangle are ignored.
 */
export function meshTopology(indices: ArrayLike<number>, vertexCount: number): MeshTopology {
  const { order, keys } = sortHalfEdges(indices, vertexCount);
  let nonManifoldEdges = 0;
  let inconsistentEdges = 0;
  let boundaryEdges = 0;
  let edges = 0;
  // Corners joined across shared edges: a vertex with several groups of corners is pinched.
  const cornerGroups = countingUp(indices.length);
  const next = (e: number) => (e % 3 === 2 ? e - 2 : e + 1);
  for (let i = 0; i < order.length; ) {
    let j = i + 1;
    while (j < order.length && keys[order[j]!] === keys[order[i]!]) j++;
    edges++;
    if (j - i === 1) boundaryEdges++;
    else if (j - i > 2) nonManifoldEdges++;
    else if (indices[order[i]!] === indices[order[i + 1]!]) inconsistentEdges++;
    for (let k = i + 1; k < j; k++) {
      const e = order[i]!;
      const f = order[k]!;
      const same = indices[e] === indices[f];
      const eEnd = next(e);
      const fEnd = next(f);
      cornerGroups[find(cornerGroups, e)] = find(cornerGroups, same ? f : fEnd);
      cornerGroups[find(cornerGroups, eEnd)] = find(cornerGroups, same ? fEnd : f);
    }
    i = j;
  }

  const used = new Uint8Array(vertexCount);
  const fans = new Uint32Array(vertexCount);
  const parents = countingUp(vertexCount);
  for (let c = 0; c < indices.length; c++) {
    used[indices[c]!] = 1;
    if (find(cornerGroups, c) === c) fans[indices[c]!]!++;
  }
  for (let t = 0; t + 2 < indices.length; t += 3) {
    const root = find(parents, indices[t]!);
    parents[find(parents, indices[t + 1]!)] = root;
    parents[find(parents, indices[t + 2]!)] = root;
  }
  let vertices = 0;
  let components = 0;
  let pinchedVertices = 0;
  for (let v = 0; v < vertexCount; v++) {
    if (!used[v]) continue;
    vertices++;
    if (find(parents, v) === v) components++;
    if (fans[v]! > 1) pinchedVertices++;
  }
  return {
    nonManifoldEdges,
    inconsistentEdges,
    boundaryEdges,
    pinchedVertices,
    components,
    eulerNumber: vertices - edges + indices.length / 3,
  };
}
