import type { UprightMesh } from '../fitting/align-to-body.ts';

/**
 * Drops triangles that stick out of a surface: on an edge that two others share already, and open on
 * their other edges. What a modelling program leaves behind makes an otherwise clean garment unfit to be kept.
 *
 * @param mesh Welded.
 */
export function dropFins({ positions, indices }: UprightMesh): UprightMesh {
  const vertexCount = positions.length / 3;
  let left = indices;
  for (;;) {
    const uses = new Map<number, number>();
    const keyOf = (e: number) => {
      const [a, b] = [left[e]!, left[e % 3 === 2 ? e - 2 : e + 1]!];
      return Math.min(a, b) * vertexCount + Math.max(a, b);
    };
    for (let e = 0; e < left.length; e++) uses.set(keyOf(e), (uses.get(keyOf(e)) ?? 0) + 1);
    const kept: number[] = [];
    for (let t = 0; t < left.length; t += 3) {
      const own = [0, 1, 2].map((k) => uses.get(keyOf(t + k))!);
      const isFin =
        own.some((count) => count > 2) && own.filter((count) => count === 1).length === 2;
      if (!isFin) kept.push(left[t]!, left[t + 1]!, left[t + 2]!);
    }
    if (kept.length === left.length) return { positions, indices: left };
    left = Uint32Array.from(kept);
  }
}
