/** Some triangles of a mesh, with the vertices that they use. */
export interface MeshPart {
  /** Vertex triples that number `vertices`. */
  readonly indices: Uint32Array;
  /** The mesh's numbers of the part's vertices, in the order in which its triangles first use them. */
  readonly vertices: Uint32Array;
}

/**
 * Takes the triangles of a mesh of which `isIn` says that they are in the part.
 *
 * @param isIn Given a triangle's first vertex.
 */
export function partOfMesh(
  indices: ArrayLike<number>,
  vertexCount: number,
  isIn: (firstVertex: number) => boolean,
): MeshPart {
  const renumbered = new Int32Array(vertexCount).fill(-1);
  const kept = new Uint32Array(indices.length);
  const used = new Uint32Array(vertexCount);
  let corners = 0;
  let count = 0;
  for (let i = 0; i < indices.length; i++) {
    if (!isIn(indices[i - (i % 3)]!)) continue;
    const v = indices[i]!;
    if (renumbered[v]! < 0) {
      renumbered[v] = count;
      used[count++] = v;
    }
    kept[corners++] = renumbered[v]!;
  }
  return { indices: kept.slice(0, corners), vertices: used.slice(0, count) };
}

/** The values of some vertices, in their order. @param size Numbers a vertex. */
export function valuesAt(
  values: ArrayLike<number>,
  size: number,
  vertices: Uint32Array,
): Float32Array {
  const chosen = new Float32Array(size * vertices.length);
  for (let i = 0; i < vertices.length; i++) {
    const from = size * vertices[i]!;
    for (let k = 0; k < size; k++) chosen[size * i + k] = values[from + k]!;
  }
  return chosen;
}
