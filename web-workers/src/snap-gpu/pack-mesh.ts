import { type VertexNeighbours, vertexNeighbours } from '@fitroom/shared/mesh/vertex-neighbours';

/** A cloth's mesh as snap-kernel.wgsl.ts reads it. */
export interface PackedMesh {
  readonly vertexCount: number;
  readonly triangleCount: number;
  /** Edges, each once, in the order in which the processor looks at their midpoints. */
  readonly edgeCount: number;
  readonly adjacency: VertexNeighbours;
  /** Triangles, then what `at` says. */
  readonly words: Uint32Array<ArrayBuffer>;
  /** Where these begin: edges, each vertex's triangles (starts, list), its neighbours (starts, list), the edges to them. */
  readonly at: readonly [
    edges: number,
    triangleStarts: number,
    trianglesOf: number,
    starts: number,
    neighbours: number,
    edgeOf: number,
  ];
}

/** @param indices Vertex triples. */
export function packMesh(vertexCount: number, indices: Uint32Array): PackedMesh {
  const adjacency = vertexNeighbours(vertexCount, indices);
  const { starts, neighbours } = adjacency;
  const edges: number[] = [];
  const edgeOf = new Uint32Array(neighbours.length);
  for (let v = 0; v < vertexCount; v++) {
    for (let k = starts[v]!; k < starts[v + 1]!; k++) {
      const n = neighbours[k]!;
      if (n < v) continue;
      edgeOf[k] = edges.length / 2;
      let back = starts[n]!;
      while (neighbours[back] !== v) back++;
      edgeOf[back] = edgeOf[k]!;
      edges.push(v, n);
    }
  }
  const { triangleStarts, trianglesOf } = trianglesByVertex(vertexCount, indices);
  const parts = [indices, edges, triangleStarts, trianglesOf, starts, neighbours, edgeOf];
  const ends: number[] = [];
  let end = 0;
  for (const part of parts) {
    end += part.length;
    ends.push(end);
  }
  const words = new Uint32Array(end);
  parts.forEach((part, n) => {
    words.set(part, ends[n]! - part.length);
  });
  const [e, t, l, s, n, o] = ends as [number, number, number, number, number, number];
  return {
    vertexCount,
    triangleCount: indices.length / 3,
    edgeCount: edges.length / 2,
    adjacency,
    words,
    at: [e, t, l, s, n, o],
  };
}

/** Of each vertex, in ascending order: a triangle that names it twice is there twice. */
function trianglesByVertex(vertexCount: number, indices: Uint32Array) {
  const triangleStarts = new Uint32Array(vertexCount + 1);
  for (const v of indices) triangleStarts[v + 1]!++;
  for (let v = 0; v < vertexCount; v++) triangleStarts[v + 1]! += triangleStarts[v]!;
  const fill = triangleStarts.slice(0, -1);
  const trianglesOf = new Uint32Array(indices.length);
  indices.forEach((v, corner) => {
    trianglesOf[fill[v]!++] = Math.floor(corner / 3);
  });
  return { triangleStarts, trianglesOf };
}
