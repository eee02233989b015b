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
  const uses = new Map<number, number>();
  const next = (e: number) => (e % 3 === 2 ? e - 2 : e + 1);
  for (let e = 0; e < indices.length; e++) {
    const a = indices[e]!;
    const b = indices[next(e)]!;
    const key = a < b ? a * vertexCount + b : b * vertexCount + a;
    uses.set(key, (uses.get(key) ?? 0) + 1);
  }
  const following = new Map<number, number[]>();
  for (let e = 0; e < indices.length; e++) {
    const a = indices[e]!;
    const b = indices[next(e)]!;
    if (uses.get(a < b ? a * vertexCount + b : b * vertexCount + a) !== 1) continue;
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
