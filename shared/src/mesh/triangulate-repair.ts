import { planarTriangleQuality } from './triangle-quality.ts';

/** Triangles below this are worth repairing. */
const POOR_QUALITY = 0.5;
const REPAIR_PASSES = 4;

/** Flips inner edges and moves inner points of poor triangles while that raises the worst quality nearby. */
export function repairPoorTriangles(
  points: Float64Array,
  indices: Uint32Array,
  boundaryCount: number,
  noChords: Uint8Array,
): void {
  const quality = (a: number, b: number, c: number) =>
    planarTriangleQuality(
      points[2 * a]!,
      points[2 * a + 1]!,
      points[2 * b]!,
      points[2 * b + 1]!,
      points[2 * c]!,
      points[2 * c + 1]!,
    );
  const qualityOf = (t: number) => quality(indices[t]!, indices[t + 1]!, indices[t + 2]!);
  const forbidden = (a: number, b: number) =>
    a < boundaryCount && b < boundaryCount && noChords[a] === 1 && noChords[b] === 1;
  for (let pass = 0; pass < REPAIR_PASSES; pass++) {
    const poor: number[] = [];
    for (let t = 0; t < indices.length; t += 3) if (qualityOf(t) < POOR_QUALITY) poor.push(t);
    if (poor.length === 0) return;
    const trianglesAt = trianglesByVertex(indices, points.length / 2);
    const moved = new Set<number>();
    for (const t of poor) {
      if (moved.has(t)) continue;
      flipBest(t);
    }
    const after = trianglesByVertex(indices, points.length / 2);
    for (const t of poor) {
      for (let k = 0; k < 3; k++) {
        const v = indices[t + k]!;
        if (v >= boundaryCount) moveToMiddle(v, after.get(v) ?? []);
      }
    }

    function flipBest(t: number): void {
      let gain = 0;
      let best: (() => void) | null = null;
      for (let k = 0; k < 3; k++) {
        const a = indices[t + k]!;
        const b = indices[t + ((k + 1) % 3)]!;
        const c = indices[t + ((k + 2) % 3)]!;
        const other = trianglesAt.get(a)?.find((u) => u !== t && hasCorner(u, b));
        if (other === undefined || moved.has(other)) continue;
        const d = oppositeCorner(other, a, b);
        if (forbidden(c, d)) continue;
        const before = Math.min(qualityOf(t), qualityOf(other));
        const flipped = Math.min(quality(a, d, c), quality(d, b, c));
        if (flipped - before <= gain) continue;
        gain = flipped - before;
        best = () => {
          indices.set([a, d, c], t);
          indices.set([d, b, c], other);
          moved.add(t).add(other);
        };
      }
      best?.();
    }
  }

  function hasCorner(t: number, v: number): boolean {
    return indices[t] === v || indices[t + 1] === v || indices[t + 2] === v;
  }

  function oppositeCorner(t: number, a: number, b: number): number {
    for (let k = 0; k < 2; k++) {
      const v = indices[t + k]!;
      if (v !== a && v !== b) return v;
    }
    return indices[t + 2]!;
  }

  function moveToMiddle(v: number, around: readonly number[]): void {
    const worst = () => Math.min(...around.map(qualityOf));
    const before = worst();
    const oldX = points[2 * v]!;
    const oldY = points[2 * v + 1]!;
    let x = 0;
    let y = 0;
    for (const t of around) {
      for (let k = 0; k < 3; k++) {
        const w = indices[t + k]!;
        if (w === v) continue;
        x += points[2 * w]!;
        y += points[2 * w + 1]!;
      }
    }
    points[2 * v] = x / (2 * around.length);
    points[2 * v + 1] = y / (2 * around.length);
    if (worst() > before) return;
    points[2 * v] = oldX;
    points[2 * v + 1] = oldY;
  }
}

function trianglesByVertex(indices: Uint32Array, vertexCount: number): Map<number, number[]> {
  const lists: (number[] | undefined)[] = new Array(vertexCount);
  for (let i = 0; i < indices.length; i++) {
    const v = indices[i]!;
    const t = i - (i % 3);
    const list = lists[v];
    if (list) list.push(t);
    else lists[v] = [t];
  }
  const map = new Map<number, number[]>();
  lists.forEach((list, v) => {
    if (list) map.set(v, list);
  });
  return map;
}
