import { cross, difference, dot, pointAt, type Triple } from './vector.ts';

/** Distance from a point to the nearest triangle of a mesh, by looking at all of them. */
export function distanceToSurface(
  point: Triple,
  positions: ArrayLike<number>,
  indices: ArrayLike<number>,
): number {
  let best = Number.POSITIVE_INFINITY;
  for (let t = 0; t < indices.length; t += 3) {
    const heights = [0, 1, 2].map((k) => positions[indices[t + k]! * 3 + 1]!);
    if (Math.min(...heights) - point[1] > best || point[1] - Math.max(...heights) > best) continue;
    const [a, b, c] = [0, 1, 2].map((k) => pointAt(positions, indices[t + k]!)) as unknown as [
      Triple,
      Triple,
      Triple,
    ];
    best = Math.min(best, toTriangle(point, a, b, c));
  }
  return best;
}

function toTriangle(p: Triple, a: Triple, b: Triple, c: Triple): number {
  const normal = cross(difference(b, a), difference(c, a));
  const length = Math.sqrt(dot(normal, normal));
  const inside = [
    [a, b],
    [b, c],
    [c, a],
  ].every(([from, to]) => dot(cross(difference(to!, from!), difference(p, from!)), normal) >= 0);
  if (inside && length > 0) return Math.abs(dot(difference(p, a), normal)) / length;
  return Math.min(toSegment(p, a, b), toSegment(p, b, c), toSegment(p, c, a));
}

function toSegment(p: Triple, a: Triple, b: Triple): number {
  const along = difference(b, a);
  const length = dot(along, along);
  const s = length === 0 ? 0 : Math.min(1, Math.max(0, dot(difference(p, a), along) / length));
  return Math.sqrt([0, 1, 2].reduce((sum, k) => sum + (p[k]! - a[k]! - s * along[k]!) ** 2, 0));
}
