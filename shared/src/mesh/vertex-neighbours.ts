/** Each vertex's neighbours along edges: those of vertex v are `neighbours[starts[v]..starts[v + 1])`. */
export interface VertexNeighbours {
  readonly starts: Uint32Array;
  readonly neighbours: Uint32Array;
}

/**
 * Lists the vertices that share an edge with each vertex, each once, in no particular order.
 *
 * @param indices Vertex triples; a triangle that names a vertex twice is left out.
 */
export function vertexNeighbours(vertexCount: number, indices: Uint32Array): VertexNeighbours {
  const upper = new Uint32Array(vertexCount + 1);
  for (let i = 0; i < indices.length; i++) upper[indices[i]! + 1]! += 2;
  for (let v = 0; v < vertexCount; v++) upper[v + 1]! += upper[v]!;
  const fill = upper.slice(0, -1);
  const twice = new Uint32Array(upper[vertexCount]!);
  for (let i = 0; i < indices.length; i += 3) {
    const a = indices[i]!;
    const b = indices[i + 1]!;
    const c = indices[i + 2]!;
    if (a === b || b === c || c === a) continue;
    twice[fill[a]!++] = b;
    twice[fill[a]!++] = c;
    twice[fill[b]!++] = c;
    twice[fill[b]!++] = a;
    twice[fill[c]!++] = a;
    twice[fill[c]!++] = b;
  }
  // An inner edge was listed by both of its triangles; a vertex has few neighbours, so a scan is quick.
  const starts = new Uint32Array(vertexCount + 1);
  const neighbours = new Uint32Array(twice.length);
  let end = 0;
  for (let v = 0; v < vertexCount; v++) {
    starts[v] = end;
    for (let k = upper[v]!; k < fill[v]!; k++) {
      let known = starts[v]!;
      while (known < end && neighbours[known] !== twice[k]) known++;
      if (known === end) neighbours[end++] = twice[k]!;
    }
  }
  starts[vertexCount] = end;
  return { starts, neighbours: neighbours.slice(0, end) };
}
