/** Closest points: the body with about 27k triangles, the points asked for, and our index timed on them. */
import { REST_POSE } from '../../src/body/pose.ts';
import { poseBody } from '../../src/body/pose-body.ts';
import { seededRandom } from '../../src/math/seeded-random.ts';
import { type ClosedMesh, indexBody, surfacePoint } from '../../src/mesh/closest-point.ts';
import { buildTriangleTree } from '../../src/mesh/triangle-tree.ts';
import { presetAvatar } from '../../test/shapes/preset-avatar.ts';
import { writeArrays } from './scene-files.ts';

const TRIANGLES = 27_000;
const POINTS = 20_000;
/** Largest distance of the points near the skin: how far a garment stands off, metres. */
const NEAR = 0.05;
const SEED = 1;
/** Timed passes over all points; the quickest counts. */
const PASSES = 7;

export interface PointSet {
  readonly name: string;
  /** xyz triples, metres. */
  readonly points: Float32Array;
}

export interface ClosestScene {
  readonly mesh: ClosedMesh;
  readonly sets: readonly PointSet[];
}

export interface ClosestTimes {
  /** Milliseconds of processor time for all points; the distances found, metres. */
  readonly ms: number;
  readonly distances: Float64Array;
}

/** The regular preset, its longest edges halved until it has as many triangles as asked, and both point sets. */
export async function closestScene(): Promise<ClosestScene> {
  const avatar = await presetAvatar('regular');
  const { positions } = poseBody(avatar, REST_POSE);
  const mesh = halveLongest({ positions, indices: avatar.indices }, TRIANGLES);
  return {
    mesh,
    sets: [
      { name: 'within 5 cm of the skin', points: pointsNear(mesh) },
      { name: 'anywhere in its box', points: pointsInBox(mesh) },
    ],
  };
}

export async function writeClosestScene(
  folder: string,
  { mesh, sets }: ClosestScene,
): Promise<void> {
  await writeArrays(folder, {
    closest_positions: mesh.positions,
    closest_indices: mesh.indices,
    ...Object.fromEntries(sets.map(({ points }, s) => [`closest_points_${s}`, points])),
  });
}

/** What the tree costs: milliseconds of processor time, and bytes kept. */
export function buildCost({ positions, indices }: ClosedMesh): { ms: number; bytes: number } {
  let ms = Number.POSITIVE_INFINITY;
  let bytes = 0;
  for (let pass = 0; pass < PASSES; pass++) {
    const before = process.cpuUsage();
    const tree = buildTriangleTree(positions, indices);
    ms = Math.min(ms, cpuMsSince(before));
    bytes = [tree.boxes, tree.children, tree.triangles, tree.corners].reduce(
      (sum, { byteLength }) => sum + byteLength,
      0,
    );
  }
  return { ms, bytes };
}

/** Asks for all points of a set, one by one in their random order. */
export function timeClosest(mesh: ClosedMesh, { points }: PointSet): ClosestTimes {
  const index = indexBody(mesh.positions, mesh.indices);
  const distances = new Float64Array(points.length / 3);
  const hit = surfacePoint();
  let ms = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < PASSES; pass++) {
    const before = process.cpuUsage();
    for (let i = 0; i < distances.length; i++) {
      const [x, y, z] = [points[3 * i]!, points[3 * i + 1]!, points[3 * i + 2]!];
      index.closestPoint(x, y, z, Number.POSITIVE_INFINITY, hit);
      distances[i] = hit.distance;
    }
    ms = Math.min(ms, cpuMsSince(before));
  }
  return { ms, distances };
}

function cpuMsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Points at random places of the skin, evenly by area, 0 to `NEAR` in front of it. */
function pointsNear({ positions, indices }: ClosedMesh): Float32Array {
  const random = seededRandom(SEED);
  const normals: [number, number, number][] = [];
  const areasUpTo: number[] = [];
  let area = 0;
  for (let t = 0; t < indices.length; t += 3) {
    const [a, b, c] = [3 * indices[t]!, 3 * indices[t + 1]!, 3 * indices[t + 2]!];
    const u = [0, 1, 2].map((k) => positions[b + k]! - positions[a + k]!);
    const v = [0, 1, 2].map((k) => positions[c + k]! - positions[a + k]!);
    const normal: [number, number, number] = [
      u[1]! * v[2]! - u[2]! * v[1]!,
      u[2]! * v[0]! - u[0]! * v[2]!,
      u[0]! * v[1]! - u[1]! * v[0]!,
    ];
    const length = Math.hypot(...normal);
    area += length;
    areasUpTo.push(area);
    normals.push(normal.map((n) => n / (length || 1)) as [number, number, number]);
  }
  const points = new Float32Array(3 * POINTS);
  for (let i = 0; i < POINTS; i++) {
    const wanted = random() * area;
    const t = areasUpTo.findIndex((upTo) => upTo >= wanted);
    let v = random();
    let w = random();
    if (v + w > 1) [v, w] = [1 - v, 1 - w];
    const away = NEAR * random();
    for (let k = 0; k < 3; k++) {
      const [a, b, c] = [0, 1, 2].map((corner) => positions[3 * indices[3 * t + corner]! + k]!);
      points[3 * i + k] = (1 - v - w) * a! + v * b! + w * c! + away * normals[t]![k]!;
    }
  }
  return points;
}

function pointsInBox({ positions }: ClosedMesh): Float32Array {
  const random = seededRandom(SEED);
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < positions.length; i++) {
    low[i % 3] = Math.min(low[i % 3]!, positions[i]!);
    high[i % 3] = Math.max(high[i % 3]!, positions[i]!);
  }
  return Float32Array.from(
    { length: 3 * POINTS },
    (_, i) => low[i % 3]! + random() * (high[i % 3]! - low[i % 3]!),
  );
}

/**
 * Halves longest edges, each with both of its triangles, until there are `wanted` triangles: the same
 * surface, cut finer where it was coarsest.
 */
function halveLongest({ positions, indices }: ClosedMesh, wanted: number): ClosedMesh {
  const places = [...positions];
  let triangles = Array.from(
    { length: indices.length / 3 },
    (_, t) => [...indices.subarray(3 * t, 3 * t + 3)] as [number, number, number],
  );
  const length = (a: number, b: number) =>
    Math.hypot(...[0, 1, 2].map((k) => places[3 * a + k]! - places[3 * b + k]!));
  while (triangles.length < wanted) {
    const edges = new Map<string, { a: number; b: number; owners: number[] }>();
    for (const [t, corners] of triangles.entries()) {
      for (let k = 0; k < 3; k++) {
        const [a, b] = [corners[k]!, corners[(k + 1) % 3]!];
        const key = a < b ? `${a} ${b}` : `${b} ${a}`;
        const edge = edges.get(key);
        if (edge) edge.owners.push(t);
        else edges.set(key, { a, b, owners: [t] });
      }
    }
    const longest = [...edges.values()].sort((p, q) => length(q.a, q.b) - length(p.a, p.b));
    const cut = new Set<number>();
    const added: [number, number, number][] = [];
    for (const { a, b, owners } of longest) {
      const count = triangles.length + added.length - cut.size;
      if (count >= wanted || owners.some((t) => cut.has(t))) continue;
      const middle = places.length / 3;
      for (let k = 0; k < 3; k++) places.push((places[3 * a + k]! + places[3 * b + k]!) / 2);
      for (const t of owners) {
        cut.add(t);
        const corners = triangles[t]!;
        added.push(corners.map((v) => (v === a ? middle : v)) as [number, number, number]);
        added.push(corners.map((v) => (v === b ? middle : v)) as [number, number, number]);
      }
    }
    triangles = [...triangles.filter((_, t) => !cut.has(t)), ...added];
  }
  return { positions: Float32Array.from(places), indices: Uint32Array.from(triangles.flat()) };
}
