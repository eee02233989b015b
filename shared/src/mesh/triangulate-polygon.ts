import { signedPolygonArea } from './polygon.ts';
import { planarTriangleQuality } from './triangle-quality.ts';
import { triangulateInside } from './triangulate-constrained.ts';
import { type FineSpot, interiorPoints } from './triangulate-interior-points.ts';

export interface PolygonMesh {
  /** xy pairs; the polygon's own points come first, in their order. */
  readonly points: Float64Array;
  /** Vertex triples, counter-clockwise with y up. */
  readonly indices: Uint32Array;
}

export interface TriangulateOptions {
  readonly edgeLength: number;
  readonly fineSpots: readonly FineSpot[];
  /** 1 for polygon points of which no two may be joined by an edge through the inside. */
  readonly noChords: Uint8Array;
  /** Numbers in [0, 1). */
  readonly random: () => number;
}

/** Rounds of moving points and triangulating again; a third one changed the worst angle by < 1 degree. */
const RELAXATION_ROUNDS = 2;
const SWEEPS_PER_ROUND = 2;
/** Triangles below this are worth repairing. */
const POOR_QUALITY = 0.5;
const REPAIR_PASSES = 4;

/**
 * Fills a simple polygon with near-equilateral triangles: lattice points, constrained Delaunay
 * triangulation, Laplacian relaxation (drape.md, section 7), then repair of poor triangles.
 *
 * @param boundary xy pairs of a simple polygon, either direction, already sampled at the wanted edge
 *   length (finer near the fine spots). No point is added to its sides.
 * @throws {Error} when the polygon is not simple.
 */
export function triangulatePolygon(
  boundary: Float64Array,
  options: TriangulateOptions,
): PolygonMesh {
  const boundaryCount = boundary.length / 2;
  const clockwise = signedPolygonArea(boundary) < 0;
  // Worked on counter-clockwise; point i of the given polygon is point `order(i)` of the work.
  const order = (i: number) => (clockwise ? boundaryCount - 1 - i : i);
  const interior = interiorPoints(boundary, options.edgeLength, options.fineSpots, options.random);
  let points = new Float64Array(boundary.length + interior.length);
  const noChords = new Uint8Array(boundaryCount);
  for (let i = 0; i < boundaryCount; i++) {
    points[2 * order(i)] = boundary[2 * i]!;
    points[2 * order(i) + 1] = boundary[2 * i + 1]!;
    noChords[order(i)] = options.noChords[i]!;
  }
  points.set(interior, boundary.length);

  let indices = triangulateInside(points, boundaryCount);
  for (let round = 0; round < RELAXATION_ROUNDS; round++) {
    relax(points, indices, boundaryCount, SWEEPS_PER_ROUND);
    indices = triangulateInside(points, boundaryCount);
  }
  const split = splitChords(points, indices, noChords);
  points = split.points;
  indices = split.indices;
  repairPoorTriangles(points, indices, boundaryCount, noChords);

  if (clockwise) {
    const given = points.slice();
    given.set(boundary);
    for (let i = 0; i < indices.length; i++) {
      if (indices[i]! < boundaryCount) indices[i] = boundaryCount - 1 - indices[i]!;
    }
    points = given;
  }
  return { points, indices };
}

/** Moves every interior point to the middle of its neighbours. */
function relax(
  points: Float64Array,
  indices: Uint32Array,
  boundaryCount: number,
  sweeps: number,
): void {
  const sums = new Float64Array(points.length);
  const degrees = new Uint32Array(points.length / 2);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    sums.fill(0);
    degrees.fill(0);
    for (let t = 0; t < indices.length; t += 3) {
      for (let k = 0; k < 3; k++) {
        const a = indices[t + k]!;
        if (a < boundaryCount) continue;
        const b = indices[t + ((k + 1) % 3)]!;
        const c = indices[t + ((k + 2) % 3)]!;
        sums[2 * a]! += points[2 * b]! + points[2 * c]!;
        sums[2 * a + 1]! += points[2 * b + 1]! + points[2 * c + 1]!;
        degrees[a]! += 2;
      }
    }
    for (let v = boundaryCount; v < degrees.length; v++) {
      if (degrees[v] === 0) continue;
      points[2 * v] = sums[2 * v]! / degrees[v]!;
      points[2 * v + 1] = sums[2 * v + 1]! / degrees[v]!;
    }
  }
}

/**
 * Puts a new point in the middle of every inner edge that joins two flagged polygon points. Sewn to
 * a panel with the same edge, such an edge would have four triangles.
 */
function splitChords(
  points: Float64Array,
  indices: Uint32Array,
  flagged: Uint8Array,
): { points: Float64Array<ArrayBuffer>; indices: Uint32Array } {
  const count = flagged.length;
  const grown = Array.from(points);
  let triangles = Array.from(indices);
  const isChord = (a: number, b: number) =>
    a < count &&
    b < count &&
    flagged[a] === 1 &&
    flagged[b] === 1 &&
    (a + 1) % count !== b &&
    (b + 1) % count !== a;
  for (;;) {
    const middles = new Map<number, number>();
    const touched = new Set<number>();
    const chords = new Map<number, number[]>();
    for (let t = 0; t < triangles.length; t += 3) {
      for (let k = 0; k < 3; k++) {
        const a = triangles[t + k]!;
        const b = triangles[t + ((k + 1) % 3)]!;
        if (!isChord(a, b)) continue;
        const key = Math.min(a, b) * count + Math.max(a, b);
        const users = chords.get(key);
        if (users) users.push(t);
        else chords.set(key, [t]);
      }
    }
    if (chords.size === 0) break;
    for (const [key, users] of chords) {
      if (users.some((t) => touched.has(t))) continue;
      const a = Math.floor(key / count);
      const b = key % count;
      middles.set(key, grown.length / 2);
      grown.push((grown[2 * a]! + grown[2 * b]!) / 2, (grown[2 * a + 1]! + grown[2 * b + 1]!) / 2);
      for (const t of users) touched.add(t);
    }
    const rebuilt: number[] = [];
    for (let t = 0; t < triangles.length; t += 3) {
      let done = false;
      for (let k = 0; k < 3 && !done && touched.has(t); k++) {
        const a = triangles[t + k]!;
        const b = triangles[t + ((k + 1) % 3)]!;
        const c = triangles[t + ((k + 2) % 3)]!;
        if (!isChord(a, b)) continue;
        const middle = middles.get(Math.min(a, b) * count + Math.max(a, b));
        if (middle === undefined) continue;
        rebuilt.push(a, middle, c, middle, b, c);
        done = true;
      }
      if (!done) rebuilt.push(triangles[t]!, triangles[t + 1]!, triangles[t + 2]!);
    }
    triangles = rebuilt;
  }
  return { points: Float64Array.from(grown), indices: Uint32Array.from(triangles) };
}

/** Flips inner edges and moves inner points of poor triangles while that raises the worst quality nearby. */
function repairPoorTriangles(
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
