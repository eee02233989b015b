import type { VertexNeighbours } from '../mesh/vertex-neighbours.ts';

/** Some vertices and the rings of their neighbours, each vertex once. */
export function withNeighbours(
  seeds: Iterable<number>,
  { starts, neighbours }: VertexNeighbours,
  rings: number,
): number[] {
  const region = [...new Set(seeds)];
  const inside = new Set(region);
  let from = 0;
  for (let ring = 0; ring < rings; ring++) {
    const to = region.length;
    for (; from < to; from++) {
      const v = region[from]!;
      for (const n of neighbours.subarray(starts[v]!, starts[v + 1]!)) {
        if (inside.has(n)) continue;
        inside.add(n);
        region.push(n);
      }
    }
  }
  return region;
}
