import type { GarmentSurface } from '../gltf/split-garment.ts';
import { crossingFinder } from '../mesh/self-crossings.ts';

/** Metres round an edge's vertices within which its lifted triangles can meet other cloth. */
const NEAR = 0.03;
/** An edge's vertices this near to where cloth goes through cloth are not lifted, metres. */
const CROWDED = 0.015;
/** What is no longer lifted may uncover a crossing beside it. */
const ROUNDS = 4;

/**
 * The vertices of edges that would go through other cloth if they were lifted: a rolled collar's edge
 * lies on the collar.
 *
 * @param edges Drawn vertices on the edges that are turned under.
 * @param lift How far they are lifted along their normals, metres.
 * @returns sewn vertices.
 */
export function edgesWithoutRoom(
  surface: GarmentSurface,
  edges: Iterable<number>,
  lift: number,
): Set<number> {
  const { normals, sewnVertices } = surface;
  const drawn = new Map<number, number>();
  for (const v of edges) drawn.set(sewnVertices[v]!, v);
  const vertexCount = sewnVertices.reduce((most, v) => Math.max(most, v), -1) + 1;
  const flat = new Float64Array(3 * vertexCount);
  sewnVertices.forEach((sewn, v) => {
    for (let axis = 0; axis < 3; axis++) flat[3 * sewn + axis] = surface.positions[3 * v + axis]!;
  });
  const crossings = crossingFinder(vertexCount, trianglesNear(surface, flat, drawn.keys()));
  const without = new Set<number>();
  for (let round = 0; round < ROUNDS; round++) {
    const lifted = flat.slice();
    for (const [sewn, v] of drawn) {
      if (without.has(sewn)) continue;
      for (let axis = 0; axis < 3; axis++)
        lifted[3 * sewn + axis]! += lift * normals[3 * v + axis]!;
    }
    const crossing = crossings(lifted);
    const before = without.size;
    for (const sewn of drawn.keys()) {
      if (crossing.some((other) => distance(flat, sewn, other) < CROWDED)) without.add(sewn);
    }
    if (without.size === before) break;
  }
  return without;
}

/** Triangles, in sewn vertices, with a corner near one of the edges' vertices. */
function trianglesNear(
  { indices, sewnVertices }: GarmentSurface,
  places: Float64Array,
  edges: Iterable<number>,
): Uint32Array {
  const cellOf = (v: number, dx: number, dy: number, dz: number): string =>
    [dx, dy, dz].map((d, axis) => Math.floor(places[3 * v + axis]! / NEAR) + d).join(' ');
  const cells = new Set<string>();
  for (const v of edges) {
    for (let n = 0; n < 27; n++)
      cells.add(cellOf(v, (n % 3) - 1, (((n / 3) | 0) % 3) - 1, ((n / 9) | 0) - 1));
  }
  const isNear = new Uint8Array(places.length / 3);
  for (let v = 0; v < isNear.length; v++) isNear[v] = cells.has(cellOf(v, 0, 0, 0)) ? 1 : 0;
  const near: number[] = [];
  for (let t = 0; t < indices.length; t += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => sewnVertices[indices[t + k]!]!) as [
      number,
      number,
      number,
    ];
    if (isNear[a] || isNear[b] || isNear[c]) near.push(a, b, c);
  }
  return Uint32Array.from(near);
}

function distance(places: Float64Array, a: number, b: number): number {
  return Math.hypot(
    places[3 * a]! - places[3 * b]!,
    places[3 * a + 1]! - places[3 * b + 1]!,
    places[3 * a + 2]! - places[3 * b + 2]!,
  );
}
