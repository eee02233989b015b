import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/seeded-random.ts';
import { signedPolygonArea } from './polygon.ts';
import { meshTopology } from './topology.ts';
import { planarTriangleQuality } from './triangle-quality.ts';
import { triangulatePolygon } from './triangulate-polygon.ts';

function circle(count: number, clockwise: boolean): Float64Array {
  const points: number[] = [];
  for (let i = 0; i < count; i++) {
    const angle = ((clockwise ? -1 : 1) * 2 * Math.PI * i) / count;
    points.push(Math.cos(angle), Math.sin(angle));
  }
  return Float64Array.from(points);
}

function qualities(points: Float64Array, indices: Uint32Array): number[] {
  const found: number[] = [];
  for (let t = 0; t < indices.length; t += 3) {
    const [a, b, c] = [2 * indices[t]!, 2 * indices[t + 1]!, 2 * indices[t + 2]!];
    found.push(
      planarTriangleQuality(
        points[a]!,
        points[a + 1]!,
        points[b]!,
        points[b + 1]!,
        points[c]!,
        points[c + 1]!,
      ),
    );
  }
  return found;
}

function area(points: Float64Array, indices: Uint32Array): number {
  let sum = 0;
  for (let t = 0; t < indices.length; t += 3) {
    sum += signedPolygonArea(
      [0, 1, 2].flatMap((k) => {
        const v = indices[t + k]!;
        return [points[2 * v]!, points[2 * v + 1]!];
      }),
    );
  }
  return sum;
}

describe('triangulatePolygon', () => {
  it.each([false, true])('fills a circle exactly, clockwise %s', (clockwise) => {
    const boundary = circle(63, clockwise);
    const { points, indices } = triangulatePolygon(boundary, {
      edgeLength: 0.1,
      fineSpots: [],
      noChords: new Uint8Array(63),
      random: seededRandom(7),
    });
    expect(points.subarray(0, boundary.length)).toEqual(boundary);
    expect(area(points, indices)).toBeCloseTo(Math.abs(signedPolygonArea(boundary)), 9);
    expect(Math.min(...qualities(points, indices))).toBeGreaterThan(0.5);
    expect(meshTopology(indices, points.length / 2)).toMatchObject({
      nonManifoldEdges: 0,
      inconsistentEdges: 0,
      boundaryEdges: 63,
      eulerNumber: 1,
    });
  });

  it('keeps polygon sides that a Delaunay triangulation would miss', () => {
    // A deep, thin notch: its sides are long, and points across it are nearer than its ends.
    const boundary = Float64Array.of(-1, 0, 1, 0, 1, 1, 0.02, 1, 0, 0.1, -0.02, 1, -1, 1);
    const { points, indices } = triangulatePolygon(boundary, {
      edgeLength: 0.2,
      fineSpots: [],
      noChords: new Uint8Array(7),
      random: seededRandom(1),
    });
    expect(area(points, indices)).toBeCloseTo(Math.abs(signedPolygonArea(boundary)), 9);
    expect(meshTopology(indices, points.length / 2).boundaryEdges).toBe(7);
  });

  it('joins no two flagged points through the inside', () => {
    const count = 12;
    const { indices } = triangulatePolygon(circle(count, false), {
      edgeLength: 3,
      fineSpots: [],
      noChords: new Uint8Array(count).fill(1),
      random: seededRandom(1),
    });
    for (let e = 0; e < indices.length; e++) {
      const a = indices[e]!;
      const b = indices[e % 3 === 2 ? e - 2 : e + 1]!;
      if (a >= count || b >= count) continue;
      const apart = Math.abs(a - b);
      expect(Math.min(apart, count - apart)).toBe(1);
    }
  });

  it('makes small triangles near a fine spot', () => {
    const boundary = circle(63, false);
    const mesh = (fineSpots: { x: number; y: number; edgeLength: number }[]) =>
      triangulatePolygon(boundary, {
        edgeLength: 0.1,
        fineSpots,
        noChords: new Uint8Array(63),
        random: seededRandom(3),
      });
    const near = ({ points }: { points: Float64Array }) => {
      let count = 0;
      for (let i = 0; i < points.length; i += 2) {
        if (Math.hypot(points[i]!, points[i + 1]!) < 0.1) count++;
      }
      return count;
    };
    expect(near(mesh([{ x: 0, y: 0, edgeLength: 0.02 }]))).toBeGreaterThan(5 * near(mesh([])));
  });

  it('gives the same mesh for the same seed', () => {
    const options = () => ({
      edgeLength: 0.1,
      fineSpots: [],
      noChords: new Uint8Array(63),
      random: seededRandom(5),
    });
    const first = triangulatePolygon(circle(63, false), options());
    const second = triangulatePolygon(circle(63, false), options());
    expect(second.points).toEqual(first.points);
    expect(second.indices).toEqual(first.indices);
  });
});
