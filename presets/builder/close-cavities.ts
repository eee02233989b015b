/** A hidden pocket smaller than this many triangles is a fold of the skin (nostril, ear), not a cavity. */
const SMALLEST_CAVITY = 150;

/**
 * Cuts off pockets that cannot be seen from outside (mouth, eye sockets behind the closed lids) and
 * caps their rims with the triangulation of least area (Barequet and Sharir 1995).
 *
 * @param positions xyz triples, metres
 * @param indices welded vertex triples of a closed manifold mesh
 * @param hidden whether a vertex is seen from nowhere
 * @returns the triangles that stay (numbers into `indices`) and those of the caps
 */
export function closeCavities(
  positions: ArrayLike<number>,
  indices: Uint32Array,
  hidden: (vertex: number) => boolean,
): { readonly kept: number[]; readonly caps: number[] } {
  const triangleCount = indices.length / 3;
  const corners = (t: number): number[] => [...indices.subarray(t * 3, t * 3 + 3)];
  const inPocket = new Uint8Array(triangleCount);
  for (let t = 0; t < triangleCount; t++) inPocket[t] = corners(t).every(hidden) ? 1 : 0;
  const neighbours = triangleNeighbours(indices);
  const cut = new Uint8Array(triangleCount);
  for (const pocket of components(inPocket, neighbours)) {
    if (pocket.length < SMALLEST_CAVITY) continue;
    for (const t of pocket) cut[t] = 1;
  }
  keepLargest(cut, neighbours);
  const kept = [...Array(triangleCount).keys()].filter((t) => cut[t] === 0);
  const edges = new Set<string>();
  for (const t of kept) {
    const [a, b, c] = corners(t) as [number, number, number];
    for (const [from, to] of [
      [a, b],
      [b, c],
      [c, a],
    ]) {
      edges.add(`${from},${to}`);
    }
  }
  const caps = rims(edges).flatMap((rim) => capRim(positions, rim, edges));
  return { kept, caps };
}

/** Skin that the cut leaves standing alone goes with the pocket it stood in. */
function keepLargest(cut: Uint8Array, neighbours: Int32Array): void {
  const standing = components(
    cut.map((value) => 1 - value),
    neighbours,
  ).sort((a, b) => b.length - a.length);
  for (const island of standing.slice(1)) for (const t of island) cut[t] = 1;
}

function triangleNeighbours(indices: Uint32Array): Int32Array {
  const owner = new Map<string, number>();
  for (let i = 0; i < indices.length; i++) {
    const next = i % 3 === 2 ? i - 2 : i + 1;
    owner.set(`${indices[i]},${indices[next]}`, Math.floor(i / 3));
  }
  return Int32Array.from(indices, (from, i) => {
    const to = indices[i % 3 === 2 ? i - 2 : i + 1]!;
    return owner.get(`${to},${from}`) ?? -1;
  });
}

function components(member: Uint8Array, neighbours: Int32Array): number[][] {
  const seen = new Uint8Array(member.length);
  const found: number[][] = [];
  for (let start = 0; start < member.length; start++) {
    if (member[start] === 0 || seen[start] === 1) continue;
    const component = [start];
    seen[start] = 1;
    for (let i = 0; i < component.length; i++) {
      for (let k = 0; k < 3; k++) {
        const next = neighbours[component[i]! * 3 + k]!;
        if (next < 0 || member[next] === 0 || seen[next] === 1) continue;
        seen[next] = 1;
        component.push(next);
      }
    }
    found.push(component);
  }
  return found;
}

/** Rims in the direction in which a cap must run: against the half edges that stay. */
function rims(edges: ReadonlySet<string>): number[][] {
  const next = new Map<number, number>();
  for (const edge of edges) {
    const [from, to] = edge.split(',').map(Number) as [number, number];
    if (edges.has(`${to},${from}`)) continue;
    if (next.has(to)) throw new Error(`close cavities: two rims meet at vertex ${to}`);
    next.set(to, from);
  }
  const found: number[][] = [];
  while (next.size > 0) {
    const [start] = next.keys() as IterableIterator<number>;
    const rim: number[] = [];
    let at: number | undefined = start;
    while (at !== undefined && next.has(at)) {
      rim.push(at);
      const following: number = next.get(at)!;
      next.delete(at);
      at = following;
    }
    found.push(rim);
  }
  return found;
}

function capRim(
  positions: ArrayLike<number>,
  rim: readonly number[],
  edges: ReadonlySet<string>,
): number[] {
  const n = rim.length;
  const cost = new Float64Array(n * n);
  const via = new Int32Array(n * n);
  const free = (i: number, j: number): boolean =>
    (i === 0 && j === n - 1) ||
    (!edges.has(`${rim[i]},${rim[j]}`) && !edges.has(`${rim[j]},${rim[i]}`));
  for (let gap = 2; gap < n; gap++) {
    for (let i = 0; i + gap < n; i++) {
      const j = i + gap;
      let best = Number.POSITIVE_INFINITY;
      // A chord that is an edge of the skin already would be an edge of four triangles.
      if (free(i, j)) {
        for (let k = i + 1; k < j; k++) {
          const total =
            cost[i * n + k]! + cost[k * n + j]! + area(positions, rim[i]!, rim[k]!, rim[j]!);
          if (total < best) {
            best = total;
            via[i * n + j] = k;
          }
        }
      }
      cost[i * n + j] = best;
    }
  }
  const triangles: number[] = [];
  const collect = (i: number, j: number): void => {
    if (j - i < 2) return;
    const k = via[i * n + j]!;
    triangles.push(rim[i]!, rim[k]!, rim[j]!);
    collect(i, k);
    collect(k, j);
  };
  if (!Number.isFinite(cost[n - 1]!)) throw new Error('close cavities: a rim cannot be capped');
  collect(0, n - 1);
  return triangles;
}

function area(positions: ArrayLike<number>, a: number, b: number, c: number): number {
  const edge = (to: number): number[] =>
    [0, 1, 2].map((k) => positions[to * 3 + k]! - positions[a * 3 + k]!);
  const [u, v] = [edge(b), edge(c)];
  return (
    Math.hypot(
      u[1]! * v[2]! - u[2]! * v[1]!,
      u[2]! * v[0]! - u[0]! * v[2]!,
      u[0]! * v[1]! - u[1]! * v[0]!,
    ) / 2
  );
}
