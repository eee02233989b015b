import { BufferAttribute, BufferGeometry, Vector3 } from 'three';
import { MeshBVH } from 'three-mesh-bvh';
import { describe, expect, it } from 'vitest';
import { presetAvatar } from '../../test/shapes/preset-avatar.ts';
import { sphereMesh, type TestMesh } from '../../test/shapes/simple-meshes.ts';
import { REST_POSE } from '../body/pose.ts';
import { poseBody } from '../body/pose-body.ts';
import { seededRandom } from '../math/seeded-random.ts';
import { indexBody, surfacePoint } from './closest-point.ts';
import { closestPointToTriangle } from './closest-point-to-triangle.ts';

type Point = readonly [number, number, number];

const avatar = await presetAvatar('regular');
const skin = { positions: poseBody(avatar, REST_POSE).positions, indices: avatar.indices };

/** Points at random places of a mesh's triangles, up to `reach` in front of or behind them. */
function pointsNear({ positions, indices }: TestMesh, count: number, reach: number, seed: number) {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (): Point => {
    const t = 3 * Math.floor((random() * indices.length) / 3);
    const a = new Vector3().fromArray(positions, 3 * indices[t]!);
    const b = new Vector3().fromArray(positions, 3 * indices[t + 1]!);
    const c = new Vector3().fromArray(positions, 3 * indices[t + 2]!);
    const normal = b.clone().sub(a).cross(c.clone().sub(a)).normalize();
    const v = random();
    const w = (1 - v) * random();
    const at = a.clone().multiplyScalar(1 - v - w);
    at.addScaledVector(b, v).addScaledVector(c, w);
    return at.addScaledVector(normal, reach * (2 * random() - 1)).toArray();
  });
}

function pointsInBox(low: Point, high: Point, count: number, seed: number): Point[] {
  const random = seededRandom(seed);
  const between = (k: number) => low[k]! + random() * (high[k]! - low[k]!);
  return Array.from({ length: count }, (): Point => [between(0), between(1), between(2)]);
}

/** Least distance over all triangles, and the lowest number that has it. */
function bruteForce({ positions, indices }: TestMesh, p: Point) {
  const weights = new Float64Array(3);
  let squared = Number.POSITIVE_INFINITY;
  let triangle = -1;
  for (let t = 0; t < indices.length; t += 3) {
    const [a, b, c] = [indices[t]!, indices[t + 1]!, indices[t + 2]!];
    const own = closestPointToTriangle(positions, a, b, c, ...p, weights);
    if (own >= squared) continue;
    squared = own;
    triangle = t / 3;
  }
  return { distance: Math.sqrt(squared), triangle };
}

/** A closed prism over an outline in the xy plane, given as the triangles that fill it. */
function prism(outline: readonly (readonly [number, number])[], fill: readonly number[]): TestMesh {
  const n = outline.length;
  const positions = [0.1, -0.1].flatMap((z) => outline.flatMap(([x, y]) => [x, y, z]));
  const indices = [...fill];
  for (let t = 0; t < fill.length; t += 3) {
    indices.push(n + fill[t]!, n + fill[t + 2]!, n + fill[t + 1]!);
  }
  for (let i = 0; i < n; i++) {
    const j = (i + 1) % n;
    indices.push(i, n + i, j, j, n + i, n + j);
  }
  return { positions: Float32Array.from(positions), indices: Uint32Array.from(indices) };
}

const BAR = prism(
  [
    [0, 0],
    [0.3, 0],
    [0.3, 0.2],
    [0, 0.2],
  ],
  [0, 1, 2, 0, 2, 3],
);
/** An L: one edge is hollow, and slanted neighbours make the nearest face's normal lie about the side. */
const ANGLE = prism(
  [
    [0, 0],
    [0.4, 0.03],
    [0.38, 0.1],
    [0.12, 0.11],
    [0.1, 0.4],
    [-0.02, 0.35],
  ],
  [0, 1, 2, 0, 2, 3, 0, 3, 4, 0, 4, 5],
);

describe('the index against three-mesh-bvh', () => {
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(skin.positions, 3));
  geometry.setIndex(new BufferAttribute(skin.indices.slice(), 1));
  const oracle = new MeshBVH(geometry);
  const index = indexBody(skin.positions, skin.indices);

  it.each([
    ['within 5 cm of the skin (seed 21)', pointsNear(skin, 1500, 0.05, 21)],
    ['anywhere round a body (seed 22)', pointsInBox([-0.7, -0.1, -0.3], [0.7, 1.8, 0.3], 1500, 22)],
    ['up to a kilometre away (seed 23)', pointsInBox([-9e2, -9e2, -9e2], [9e2, 9e2, 9e2], 100, 23)],
  ])('is as far from points %s', (_, points) => {
    const hit = surfacePoint();
    for (const p of points) {
      const theirs = oracle.closestPointToPoint(new Vector3(...p))!;
      expect(index.closestPoint(...p, Number.POSITIVE_INFINITY, hit)).toBe(true);
      expect(Math.abs(hit.distance - theirs.distance)).toBeLessThan(1e-6);
      const [x, y, z] = theirs.point.toArray();
      // Points equally near have equal distances; where only one is nearest it is the same point.
      const apart = Math.hypot(hit.x - x, hit.y - y, hit.z - z);
      if (apart > 1e-5) expect(Math.abs(hit.distance - theirs.distance)).toBeLessThan(1e-9);
    }
  });

  it('finds what is nearer than a bound and nothing else (seed 24)', () => {
    const hit = surfacePoint();
    for (const p of pointsNear(skin, 300, 0.05, 24)) {
      const { distance } = oracle.closestPointToPoint(new Vector3(...p))!;
      expect(index.closestPoint(...p, 0.999 * distance, hit)).toBe(false);
      expect(index.closestPoint(...p, 1.001 * distance, hit)).toBe(true);
    }
  });
});

describe('the index where numbers are awkward', () => {
  it('takes the lowest triangle of those that are exactly as near, in any order of questions', () => {
    const hit = surfacePoint();
    // Before corners and edges, in the middle, and before the diagonal of a side.
    const points: Point[] = [
      [-0.1, -0.1, 0.2],
      [0.4, 0.3, -0.3],
      [0.15, 0.1, 0],
      [0.15, 0.1, 0.4],
      [0.15, -0.2, 0.2],
      [0, 0, 0.1],
    ];
    const index = indexBody(BAR.positions, BAR.indices);
    for (const p of [...points, ...points.toReversed()]) {
      index.closestPoint(...p, Number.POSITIVE_INFINITY, hit);
      const expected = bruteForce(BAR, p);
      expect([hit.triangle, hit.distance]).toEqual([expected.triangle, expected.distance]);
    }
    // The same triangles once more: the first of each pair is named.
    const twice = Uint32Array.from([...BAR.indices, ...BAR.indices]);
    const doubled = indexBody(BAR.positions, twice);
    for (const p of points) {
      doubled.closestPoint(...p, Number.POSITIVE_INFINITY, hit);
      expect(hit.triangle).toBe(bruteForce(BAR, p).triangle);
    }
  });

  it('measures to triangles that are points or lines (seed 25)', () => {
    const random = seededRandom(25);
    const positions: number[] = [];
    const ends: [Point, Point][] = [];
    for (let t = 0; t < 200; t++) {
      const a: Point = [random(), random(), random()];
      const way = t % 2 === 0 ? [0, 0, 0] : [random() - 0.5, random() - 0.5, random() - 0.5];
      const along = (s: number): Point => [
        a[0] + s * way[0]!,
        a[1] + s * way[1]!,
        a[2] + s * way[2]!,
      ];
      // The middle corner may lie at an end or between; the order of the three varies.
      const corners = [a, along(0.2), along(t % 3 === 0 ? 0.2 : 0.1)];
      for (let k = 0; k < 3; k++) positions.push(...corners[(k + t) % 3]!);
      ends.push([a, along(0.2)]);
    }
    const index = indexBody(
      Float32Array.from(positions),
      Uint32Array.from({ length: 600 }, (_, i) => i),
    );
    const hit = surfacePoint();
    for (const p of pointsInBox([-0.5, -0.5, -0.5], [1.5, 1.5, 1.5], 300, 26)) {
      const least = Math.min(...ends.map(([a, b]) => distanceToSegment(p, a, b)));
      expect(index.closestPoint(...p, Number.POSITIVE_INFINITY, hit)).toBe(true);
      expect(Math.abs(hit.distance - least)).toBeLessThan(1e-6);
    }
  });

  it('stays right for triangles that shrink geometrically (a tree as deep as it gets)', () => {
    const positions: number[] = [];
    for (let t = 0; t < 300; t++) {
      const x = 0.8 ** t;
      positions.push(x, 0, 0, x, 0.1 * x, 0, x, 0, 0.1 * x);
    }
    const mesh = {
      positions: Float32Array.from(positions),
      indices: Uint32Array.from({ length: 900 }, (_, i) => i),
    };
    const index = indexBody(mesh.positions, mesh.indices);
    const hit = surfacePoint();
    for (let k = 0; k < 60; k++) {
      const p: Point = [0.7 ** k, -0.01 * 0.7 ** k, 0];
      expect(index.closestPoint(...p, Number.POSITIVE_INFINITY, hit)).toBe(true);
      expect(hit.distance).toBe(bruteForce(mesh, p).distance);
    }
  });

  it('finds nothing on a mesh without triangles', () => {
    const index = indexBody(new Float32Array(0), new Uint32Array(0));
    expect(index.closestPoint(0, 0, 0, Number.POSITIVE_INFINITY, surfacePoint())).toBe(false);
    expect(index.isInside(0, 0, 0)).toBe(false);
  });
});

describe('inside and outside against pseudo-normals', () => {
  it.each([
    ['a bar', BAR],
    ['an angle with a hollow edge', ANGLE],
    ['a sphere', sphereMesh(0.25, 10, [0.1, 0.1, 0])],
  ] as const)('agrees before faces, edges and corners of %s (seed 27)', (_, mesh) => {
    const index = indexBody(mesh.positions, mesh.indices);
    const hit = surfacePoint();
    const met = { face: 0, edge: 0, corner: 0 };
    const points = [
      ...pointsInBox([-0.3, -0.3, -0.3], [0.6, 0.6, 0.3], 1200, 27),
      ...pointsNear(mesh, 1200, 0.03, 28),
    ];
    for (const p of points) {
      index.closestPoint(...p, Number.POSITIVE_INFINITY, hit);
      if (hit.distance < 1e-6) continue;
      const on = hit.weights.filter((weight) => weight > 1e-9).length;
      met[on === 3 ? 'face' : on === 2 ? 'edge' : 'corner']++;
      const normal = pseudoNormal(mesh, hit.triangle, hit.weights);
      const outwards = new Vector3(p[0] - hit.x, p[1] - hit.y, p[2] - hit.z).dot(normal);
      expect(index.isInside(...p)).toBe(outwards < 0);
    }
    expect(Math.min(met.face, met.edge, met.corner)).toBeGreaterThan(20);
  });

  it('agrees straight before and behind every corner and the middle of every edge', () => {
    for (const mesh of [BAR, ANGLE, sphereMesh(0.25, 10, [0.1, 0.1, 0])]) {
      const index = indexBody(mesh.positions, mesh.indices);
      for (let t = 0; t < mesh.indices.length; t += 3) {
        for (const weights of [
          [1, 0, 0],
          [0, 1, 0],
          [0.5, 0.5, 0],
          [0, 0.5, 0.5],
        ]) {
          const normal = pseudoNormal(mesh, t / 3, weights).normalize();
          const at = new Vector3();
          for (let k = 0; k < 3; k++) {
            const corner = new Vector3().fromArray(mesh.positions, 3 * mesh.indices[t + k]!);
            at.addScaledVector(corner, weights[k]!);
          }
          expect(index.isInside(...at.clone().addScaledVector(normal, 1e-4).toArray())).toBe(false);
          expect(index.isInside(...at.clone().addScaledVector(normal, -1e-4).toArray())).toBe(true);
        }
      }
    }
  });
});

function distanceToSegment(p: Point, a: Point, b: Point): number {
  const [from, to, at] = [new Vector3(...a), new Vector3(...b), new Vector3(...p)];
  const way = to.sub(from);
  const length = way.lengthSq();
  const t = length > 0 ? Math.min(1, Math.max(0, at.clone().sub(from).dot(way) / length)) : 0;
  return from.addScaledVector(way, t).distanceTo(at);
}

/**
 * Angle-weighted pseudo-normal of the face, edge or corner that a point of a triangle lies on
 * (Baerentzen and Aanaes 2005): its sign is that of the side, wherever the surface does not meet itself.
 */
function pseudoNormal(
  { positions, indices }: TestMesh,
  triangle: number,
  weights: ArrayLike<number>,
) {
  const feature = [0, 1, 2]
    .filter((k) => weights[k]! > 1e-9)
    .map((k) => indices[3 * triangle + k]!);
  const sum = new Vector3();
  for (let t = 0; t < indices.length; t += 3) {
    const corners = [...indices.subarray(t, t + 3)];
    if (!feature.every((v) => corners.includes(v))) continue;
    const [a, b, c] = corners.map((v) => new Vector3().fromArray(positions, 3 * v)) as [
      Vector3,
      Vector3,
      Vector3,
    ];
    const normal = b.clone().sub(a).cross(c.clone().sub(a)).normalize();
    const k = corners.indexOf(feature[0]!);
    const [p, q, r] = [
      [a, b, c],
      [b, c, a],
      [c, a, b],
    ][k] as [Vector3, Vector3, Vector3];
    sum.addScaledVector(normal, feature.length === 1 ? q.sub(p).angleTo(r.sub(p)) : 1);
  }
  return sum;
}
