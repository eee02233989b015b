import type { UprightMesh } from '../fitting/align-to-body.ts';

/** Share of an edge next to a vertex in which a cut goes through the vertex: no slivers there. */
const SNAP = 0.12;

/**
 * Cuts a mesh along the zero line of a value given at its vertices and keeps the positive side; cut
 * edges get one new vertex, so that the cut is a clean loop of a manifold.
 *
 * @param values One a vertex; changed where the line passes close by a vertex.
 */
export function cutMesh({ positions, indices }: UprightMesh, values: Float32Array): UprightMesh {
  for (let e = 0; e < indices.length; e++) {
    const a = indices[e]!;
    const b = indices[e % 3 === 2 ? e - 2 : e + 1]!;
    const [va, vb] = [values[a]!, values[b]!];
    if (va < 0 && vb > 0 && vb < SNAP * (vb - va)) values[b] = 0;
    if (vb < 0 && va > 0 && va < SNAP * (va - vb)) values[a] = 0;
  }
  const places = Array.from(positions);
  const crossings = new Map<number, number>();
  const crossing = (a: number, b: number): number => {
    if (values[a] === 0) return a;
    const [low, high] = a < b ? [a, b] : [b, a];
    const key = low * values.length + high;
    const known = crossings.get(key);
    if (known !== undefined) return known;
    const t = values[low]! / (values[low]! - values[high]!);
    const made = places.length / 3;
    for (let k = 0; k < 3; k++) {
      const from = positions[3 * low + k]!;
      places.push(from + t * (positions[3 * high + k]! - from));
    }
    crossings.set(key, made);
    return made;
  };
  const kept: number[] = [];
  for (let t = 0; t < indices.length; t += 3) {
    const polygon: number[] = [];
    for (let k = 0; k < 3; k++) {
      const a = indices[t + k]!;
      const b = indices[t + ((k + 1) % 3)]!;
      const stays = values[a]! >= 0;
      if (stays) polygon.push(a);
      if (stays !== values[b]! >= 0) polygon.push(stays ? crossing(a, b) : crossing(b, a));
    }
    const corners = polygon.filter((v, i) => v !== polygon[(i + 1) % polygon.length]);
    for (let k = 2; k < corners.length; k++) kept.push(corners[0]!, corners[k - 1]!, corners[k]!);
  }
  return { positions: Float32Array.from(places), indices: Uint32Array.from(kept) };
}
