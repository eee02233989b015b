import { edgeKey } from '../mesh/edge-key.ts';

/** A plane through `origin`; `normal` need not be of unit length. Metres. */
export interface SlicePlane {
  readonly origin: readonly [number, number, number];
  readonly normal: readonly [number, number, number];
}

/** One connected run of the curve in which a plane cuts a mesh. */
export interface SliceLoop {
  /** xyz triples, metres, in order along the curve. */
  readonly points: Float64Array;
  readonly closed: boolean;
  /** The mesh's edge that each point lies on, by its `edgeKey`. */
  readonly edges: readonly number[];
}

/**
 * Cuts a triangle mesh with a plane.
 *
 * A vertex that lies in the plane counts as above it, so that each cut edge is met exactly twice on
 * a closed manifold mesh and every loop closes.
 *
 * @param positions xyz triples, metres; read only
 * @param indices vertex triples of a mesh whose points are welded; read only
 */
export function sliceMesh(
  positions: ArrayLike<number>,
  indices: ArrayLike<number>,
  plane: SlicePlane,
): SliceLoop[] {
  const [nx, ny, nz] = plane.normal;
  const [ox, oy, oz] = plane.origin;
  const vertexCount = positions.length / 3;
  const side = new Float64Array(vertexCount);
  for (let i = 0; i < vertexCount; i++) {
    side[i] =
      (positions[i * 3]! - ox) * nx +
      (positions[i * 3 + 1]! - oy) * ny +
      (positions[i * 3 + 2]! - oz) * nz;
  }
  // Each cut triangle joins two cut edges.
  const neighbours = new Map<number, number[]>();
  for (let t = 0; t < indices.length; t += 3) {
    const above = side[indices[t]!]! >= 0;
    if (side[indices[t + 1]!]! >= 0 === above && side[indices[t + 2]!]! >= 0 === above) continue;
    const ends: number[] = [];
    for (let k = 0; k < 3; k++) {
      const a = indices[t + k]!;
      const b = indices[t + ((k + 1) % 3)]!;
      if (side[a]! >= 0 !== side[b]! >= 0) ends.push(edgeKey(a, b, vertexCount));
    }
    if (ends.length !== 2) continue;
    link(neighbours, ends[0]!, ends[1]!);
    link(neighbours, ends[1]!, ends[0]!);
  }
  const cut = (key: number): [number, number, number] => {
    const a = Math.floor(key / vertexCount);
    const b = key % vertexCount;
    const s = side[a]! / (side[a]! - side[b]!);
    return [0, 1, 2].map(
      (axis) =>
        positions[a * 3 + axis]! + s * (positions[b * 3 + axis]! - positions[a * 3 + axis]!),
    ) as [number, number, number];
  };
  return chains(neighbours).map(({ keys, closed }) => ({
    points: Float64Array.from(keys.flatMap(cut)),
    closed,
    edges: keys,
  }));
}

/**
 * Girth of a limb or the trunk as a tape would take it: the perimeter of the convex hull around the
 * loops near the plane's origin. Loops farther away (arms beside the trunk, the other leg) stay out.
 *
 * @param reach metres from `plane.origin` within which a loop's centre must lie
 * @returns metres; 0 where the plane meets nothing within reach
 */
export function sliceGirth(
  positions: ArrayLike<number>,
  indices: ArrayLike<number>,
  plane: SlicePlane,
  reach: number,
): number {
  const loops = sliceMesh(positions, indices, plane).filter(
    (loop) => distance(loopCentre(loop), plane.origin) <= reach,
  );
  return tapeGirth(
    loops.flatMap(({ points }) => Array.from(points)),
    plane.normal,
  );
}

/**
 * A tape drawn round some points, seen along an axis: the perimeter of their convex hull.
 *
 * @param points xyz triples, metres.
 * @returns metres; 0 for fewer than three points
 */
export function tapeGirth(
  points: ArrayLike<number>,
  axis: readonly [number, number, number],
): number {
  const [u, v] = planeAxes(axis);
  const flat: [number, number][] = [];
  for (let i = 0; i < points.length; i += 3) {
    flat.push([
      points[i]! * u[0] + points[i + 1]! * u[1] + points[i + 2]! * u[2],
      points[i]! * v[0] + points[i + 1]! * v[1] + points[i + 2]! * v[2],
    ]);
  }
  return hullPerimeter(flat);
}

/** Mean of a loop's points, metres. */
export function loopCentre({ points }: SliceLoop): [number, number, number] {
  const centre: [number, number, number] = [0, 0, 0];
  for (let i = 0; i < points.length; i++) centre[i % 3]! += points[i]!;
  const count = points.length / 3;
  return [centre[0] / count, centre[1] / count, centre[2] / count];
}

function link(neighbours: Map<number, number[]>, from: number, to: number): void {
  const list = neighbours.get(from);
  if (list === undefined) neighbours.set(from, [to]);
  else list.push(to);
}

function chains(neighbours: Map<number, number[]>): { keys: number[]; closed: boolean }[] {
  const seen = new Set<number>();
  const found: { keys: number[]; closed: boolean }[] = [];
  // Ends of open runs first, so that an open run is walked from one end to the other.
  const starts = [...neighbours.keys()].sort(
    (a, b) => neighbours.get(a)!.length - neighbours.get(b)!.length,
  );
  for (const start of starts) {
    if (seen.has(start)) continue;
    const keys: number[] = [];
    let at: number | undefined = start;
    let last = start;
    while (at !== undefined) {
      seen.add(at);
      keys.push(at);
      last = at;
      at = neighbours.get(at)!.find((next) => !seen.has(next));
    }
    found.push({ keys, closed: keys.length > 2 && neighbours.get(last)!.includes(start) });
  }
  return found;
}

function distance(a: readonly number[], b: readonly number[]): number {
  return Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!, a[2]! - b[2]!);
}

type Axis = readonly [number, number, number];

function planeAxes([x, y, z]: Axis): [Axis, Axis] {
  const length = Math.hypot(x, y, z);
  const n: Axis = [x / length, y / length, z / length];
  const helper: Axis = Math.abs(n[0]) < 0.9 ? [1, 0, 0] : [0, 1, 0];
  const u = normalised(cross(n, helper));
  return [u, cross(n, u)];
}

function cross(a: Axis, b: Axis): Axis {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function normalised(a: Axis): Axis {
  const length = Math.hypot(a[0], a[1], a[2]);
  return [a[0] / length, a[1] / length, a[2] / length];
}

/** Perimeter of the convex hull (Andrew's monotone chain, 1979). */
function hullPerimeter(points: [number, number][]): number {
  if (points.length < 3) return 0;
  points.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const turn = (o: [number, number], a: [number, number], b: [number, number]): number =>
    (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
  const half = (ordered: [number, number][]): [number, number][] => {
    const hull: [number, number][] = [];
    for (const point of ordered) {
      while (hull.length >= 2 && turn(hull[hull.length - 2]!, hull[hull.length - 1]!, point) <= 0) {
        hull.pop();
      }
      hull.push(point);
    }
    hull.pop();
    return hull;
  };
  const hull = [...half(points), ...half([...points].reverse())];
  let perimeter = 0;
  hull.forEach((point, i) => {
    const next = hull[(i + 1) % hull.length]!;
    perimeter += Math.hypot(next[0] - point[0], next[1] - point[1]);
  });
  return perimeter;
}
