/**
 * Finds the closed loops of edges that belong to a single triangle, walked in the direction of their
 * triangles (the surface on the left when seen from outside).
 *
 * Where loops touch in one vertex, the walk takes the edges in the order they are found; the caller
 * sees such meshes in `MeshTopology.pinchedVertices`.
 *
 * @param indices Vertex triples of a welded mesh with consistent winding.
 * @returns Vertex numbers of each loop, in walking order, longest loop by vertices first.
 */
export function boundaryLoops(indices: ArrayLike<number>, vertexCount: number): Uint32Array[] {
  // Half-edges in buckets by their lower vertex: each bucket holds a handful, so a scan is quick.
  const starts = new Uint32Array(vertexCount + 1);
  for (let e = 0; e < indices.length; e++) starts[lowOf(indices, e) + 1]!++;
  for (let v = 0; v < vertexCount; v++) starts[v + 1]! += starts[v]!;
  const fill = starts.slice(0, vertexCount);
  const highs = new Uint32Array(indices.length);
  const bucketed = new Uint32Array(indices.length);
  for (let e = 0; e < indices.length; e++) {
    const at = fill[lowOf(indices, e)]!++;
    bucketed[at] = e;
    highs[at] = Math.max(indices[e]!, indices[next(e)]!);
  }
  const alone = new Uint8Array(indices.length);
  for (let v = 0; v < vertexCount; v++) {
    for (let i = starts[v]!; i < starts[v + 1]!; i++) {
      let uses = 0;
      for (let k = starts[v]!; k < starts[v + 1]!; k++) if (highs[k] === highs[i]) uses++;
      if (uses === 1) alone[bucketed[i]!] = 1;
    }
  }
  const following = new Map<number, number[]>();
  for (let e = 0; e < indices.length; e++) {
    if (!alone[e]) continue;
    const a = indices[e]!;
    const b = indices[next(e)]!;
    const ends = following.get(a);
    if (ends) ends.push(b);
    else following.set(a, [b]);
  }
  const loops: Uint32Array[] = [];
  for (const [start, ends] of following) {
    while (ends.length > 0) {
      const loop = [start];
      let at = ends.pop()!;
      while (at !== start) {
        loop.push(at);
        const onward = following.get(at)?.pop();
        if (onward === undefined) break;
        at = onward;
      }
      loops.push(Uint32Array.from(loop));
    }
  }
  return loops.sort((a, b) => b.length - a.length);
}

function next(e: number): number {
  return e % 3 === 2 ? e - 2 : e + 1;
}

function lowOf(indices: ArrayLike<number>, e: number): number {
  return Math.min(indices[e]!, indices[next(e)]!);
}

/**
 * Length of a closed loop, in the unit of the positions.
 *
 * @param positions xyz triples.
 */
export function loopLength(loop: ArrayLike<number>, positions: ArrayLike<number>): number {
  let length = 0;
  for (let i = 0; i < loop.length; i++) {
    const a = 3 * loop[i]!;
    const b = 3 * loop[(i + 1) % loop.length]!;
    length += Math.hypot(
      positions[b]! - positions[a]!,
      positions[b + 1]! - positions[a + 1]!,
      positions[b + 2]! - positions[a + 2]!,
    );
  }
  return length;
}
