import { describe, expect, it } from 'vitest';
import { sphereMesh } from '../../test/shapes/simple-meshes.ts';
import { seededRandom } from '../math/seeded-random.ts';
import { indexBody, surfacePoint } from './closest-point.ts';
import { closestPointToTriangle } from './closest-point-to-triangle.ts';

describe('indexBody', () => {
  it('measures the distance to a sphere within the sagitta of its triangles', () => {
    const radius = 0.3;
    const sphere = sphereMesh(radius, 48, [0.1, 1, -0.2]);
    const index = indexBody(sphere.positions, sphere.indices);
    const hit = surfacePoint();
    // Longest edge about 4 cm: sagitta e^2 / (8 r) = 0.66 mm, at a triangle's centre 4/3 of it.
    const sagitta = 0.001;
    for (const [distance, inside] of [
      [0.05, true],
      [0.2999, true],
      [0.302, false],
      [0.9, false],
    ] as const) {
      for (const [x, y, z] of [
        [1, 0, 0],
        [0.6, 0.64, 0.48],
        [-0.36, 0.48, -0.8],
        [0, -1, 0],
      ] as const) {
        const p = [0.1 + distance * x, 1 + distance * y, -0.2 + distance * z] as const;
        expect(index.closestPoint(...p, Number.POSITIVE_INFINITY, hit)).toBe(true);
        expect(Math.abs(hit.distance - Math.abs(radius - distance))).toBeLessThan(sagitta);
        if (Math.abs(distance - radius) > sagitta) expect(index.isInside(...p)).toBe(inside);
      }
    }
  });

  it('agrees with brute force on random points and triangles (seed 7)', () => {
    const random = seededRandom(7);
    const positions = Float32Array.from({ length: 300 * 3 }, () => random() - 0.5);
    const indices = Uint32Array.from({ length: 400 * 3 }, () => Math.floor(random() * 300));
    const index = indexBody(positions, indices);
    const hit = surfacePoint();
    const weights = new Float64Array(3);
    for (let k = 0; k < 300; k++) {
      const p = [1.6 * (random() - 0.5), 1.6 * (random() - 0.5), 1.6 * (random() - 0.5)] as const;
      let best = Number.POSITIVE_INFINITY;
      for (let t = 0; t < indices.length; t += 3) {
        const [a, b, c] = [indices[t]!, indices[t + 1]!, indices[t + 2]!];
        best = Math.min(best, closestPointToTriangle(positions, a, b, c, ...p, weights));
      }
      expect(index.closestPoint(...p, Number.POSITIVE_INFINITY, hit)).toBe(true);
      expect(hit.distance).toBeCloseTo(Math.sqrt(best), 6);
      expect(Math.hypot(hit.x - p[0], hit.y - p[1], hit.z - p[2])).toBeCloseTo(hit.distance, 6);
    }
  });

  it('finds nothing beyond the distance asked for', () => {
    const sphere = sphereMesh(0.3, 16, [0, 0, 0]);
    const index = indexBody(sphere.positions, sphere.indices);
    const hit = surfacePoint();
    expect(index.closestPoint(0, 0.5, 0, 0.19, hit)).toBe(false);
    expect(index.closestPoint(0, 0.5, 0, 0.21, hit)).toBe(true);
  });

  it('knows the inside where a body overlaps itself, and the outside in a ring hole', () => {
    const a = sphereMesh(0.2, 24, [-0.1, 0, 0]);
    const b = sphereMesh(0.2, 24, [0.1, 0, 0]);
    const offset = a.positions.length / 3;
    const index = indexBody(
      Float32Array.from([...a.positions, ...b.positions]),
      Uint32Array.from([...a.indices, ...b.indices.map((v) => v + offset)]),
    );
    expect(index.isInside(0, 0, 0)).toBe(true);
    // Just outside of the first sphere's skin, yet deep in the second: the nearest normal says "outside".
    expect(index.isInside(0.105, 0, 0)).toBe(true);
    expect(index.isInside(0.31, 0, 0)).toBe(false);
    expect(index.isInside(0, 0.19, 0)).toBe(false);
  });

  it('decides points exactly over edges and corners once (columns through every vertex)', () => {
    const sphere = sphereMesh(0.25, 12, [0, 0, 0]);
    const index = indexBody(sphere.positions, sphere.indices);
    for (let i = 0; i < sphere.positions.length; i += 3) {
      const x = sphere.positions[i]!;
      const y = sphere.positions[i + 1]!;
      expect(index.isInside(x, y, 1)).toBe(false);
      expect(index.isInside(x, y, -1)).toBe(false);
      if (Math.hypot(x, y) < 0.2) expect(index.isInside(x, y, 0)).toBe(true);
    }
  });
});

describe('closestPointToTriangle', () => {
  it('meets a dense sampling of the triangle (seed 11)', () => {
    const random = seededRandom(11);
    const weights = new Float64Array(3);
    for (let k = 0; k < 60; k++) {
      const positions = Float32Array.from({ length: 9 }, () => random() - 0.5);
      const p = [2 * random() - 1, 2 * random() - 1, 2 * random() - 1] as const;
      let sampled = Number.POSITIVE_INFINITY;
      const steps = 60;
      for (let i = 0; i <= steps; i++) {
        for (let j = 0; j <= steps - i; j++) {
          const [v, w] = [i / steps, j / steps];
          const at = (axis: number) =>
            (1 - v - w) * positions[axis]! + v * positions[3 + axis]! + w * positions[6 + axis]!;
          sampled = Math.min(sampled, Math.hypot(at(0) - p[0], at(1) - p[1], at(2) - p[2]));
        }
      }
      const distance = Math.sqrt(closestPointToTriangle(positions, 0, 1, 2, ...p, weights));
      expect(distance).toBeLessThanOrEqual(sampled + 1e-7);
      expect(sampled - distance).toBeLessThan(1.5 / steps);
      expect(weights[0]! + weights[1]! + weights[2]!).toBeCloseTo(1, 12);
      expect(Math.min(...weights)).toBeGreaterThanOrEqual(-1e-12);
    }
  });

  it('copes with a triangle without area', () => {
    const positions = Float32Array.from([0, 0, 0, 1, 0, 0, 0.5, 0, 0]);
    const weights = new Float64Array(3);
    const squared = closestPointToTriangle(positions, 0, 1, 2, 0.25, 0.5, 0, weights);
    expect(Math.sqrt(squared)).toBeCloseTo(0.5, 6);
  });
});
