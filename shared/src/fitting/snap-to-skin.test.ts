import { describe, expect, it } from 'vitest';
import { sphereMesh, type TestMesh, tubeMesh } from '../../test/shapes/simple-meshes.ts';
import { seededRandom } from '../math/seeded-random.ts';
import { type BodyIndex, indexBody, surfacePoint } from '../mesh/closest-point.ts';
import { snapClear } from './snap-to-skin.ts';

/** A capsule-like body: a tall ellipsoid, so that a tube round it has analytic distances. */
function pillar(radius: number): TestMesh {
  const sphere = sphereMesh(radius, 64, [0, 0, 0]);
  const positions = sphere.positions.map((value, i) => (i % 3 === 1 ? 1 + value * 6 : value));
  return { positions, indices: sphere.indices };
}

function smallestClearance(positions: Float32Array, body: BodyIndex): number {
  const hit = surfacePoint();
  let smallest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < positions.length; i += 3) {
    const p = [positions[i]!, positions[i + 1]!, positions[i + 2]!] as const;
    body.closestPoint(...p, Number.POSITIVE_INFINITY, hit);
    smallest = Math.min(smallest, body.isInside(...p) ? -hit.distance : hit.distance);
  }
  return smallest;
}

/** What DRACO does to positions: a regular grid over the box's longest side. */
function quantise(positions: Float32Array, bits: number): Float32Array {
  const min = [Infinity, Infinity, Infinity];
  const max = [-Infinity, -Infinity, -Infinity];
  positions.forEach((value, i) => {
    min[i % 3] = Math.min(min[i % 3]!, value);
    max[i % 3] = Math.max(max[i % 3]!, value);
  });
  const step = Math.max(...max.map((value, axis) => value - min[axis]!)) / (2 ** bits - 1);
  return positions.map((value, i) => min[i % 3]! + Math.round((value - min[i % 3]!) / step) * step);
}

function p95Strain(mesh: TestMesh, positions: Float32Array): number {
  const strains: number[] = [];
  for (let t = 0; t < mesh.indices.length; t += 3) {
    for (let k = 0; k < 3; k++) {
      const a = 3 * mesh.indices[t + k]!;
      const b = 3 * mesh.indices[t + ((k + 1) % 3)]!;
      const length = (p: Float32Array) =>
        Math.hypot(p[b]! - p[a]!, p[b + 1]! - p[a + 1]!, p[b + 2]! - p[a + 2]!);
      strains.push(Math.abs(length(positions) / length(mesh.positions) - 1));
    }
  }
  strains.sort((x, y) => x - y);
  return strains[Math.floor(0.95 * strains.length)]!;
}

describe('snapClear', () => {
  const skin = pillar(0.15);
  const body = indexBody(skin.positions, skin.indices);

  it('brings a tube that is too narrow out to the offset, kept after 14-bit quantisation', () => {
    const tube = tubeMesh(0.146, 0.8, 1.2, 80, 34);
    const positions = tube.positions.slice();
    expect(smallestClearance(positions, body)).toBeLessThan(0);
    const result = snapClear(positions, tube.indices, body);
    expect(result.stuckVertices).toBe(0);
    expect(result.insideSamples).toBe(0);
    const decodedBody = indexBody(quantise(skin.positions, 14), skin.indices);
    expect(smallestClearance(quantise(positions, 14), decodedBody)).toBeGreaterThanOrEqual(0.004);
    // 146 mm has to become up to 154 mm: 5.6 % at most.
    expect(p95Strain(tube, positions)).toBeLessThan(0.06);
  });

  it('leaves a tube that is wide enough bit for bit as it was', () => {
    const tube = tubeMesh(0.2, 0.8, 1.2, 80, 34);
    const positions = tube.positions.slice();
    const result = snapClear(positions, tube.indices, body);
    expect(result.movedVertices).toBe(0);
    expect(positions).toEqual(tube.positions);
  });

  it('shares a single deep dent over its neighbourhood (seed 5)', () => {
    const random = seededRandom(5);
    const tube = tubeMesh(0.156, 0.8, 1.2, 80, 34);
    const positions = tube.positions.slice();
    for (let k = 0; k < 12; k++) {
      const v = Math.floor(random() * (positions.length / 3));
      positions[3 * v]! *= 0.93;
      positions[3 * v + 2]! *= 0.93;
    }
    const result = snapClear(positions, tube.indices, body);
    expect(result.stuckVertices).toBe(0);
    expect(smallestClearance(positions, body)).toBeGreaterThanOrEqual(0.004);
    expect(p95Strain(tube, positions)).toBeLessThan(0.02);
  });

  it('pulls triangles out whose corners all lie outside', () => {
    // Six segments: the corners stand 4 cm off, the sides cut 2.5 cm deep into the pillar.
    const tube = tubeMesh(0.16, 0.9, 1.1, 6, 6);
    const positions = tube.positions.slice();
    const result = snapClear(positions, tube.indices, body);
    expect(result.insideSamples).toBe(0);
    expect(smallestClearance(positions, body)).toBeGreaterThanOrEqual(0.004);
  });

  it('lets a vertex that sank beyond the middle out on the side its cloth faces', () => {
    const arm = pillar(0.04);
    const armBody = indexBody(arm.positions, arm.indices);
    // A flat front panel, facing +Z, pushed 1 cm behind the arm's middle.
    const cells = 20;
    const grid: number[] = [];
    const indices: number[] = [];
    for (let j = 0; j <= cells; j++) {
      for (let i = 0; i <= cells; i++) {
        grid.push((i / cells - 0.5) * 0.12, 0.9 + (0.2 * j) / cells, -0.01);
        if (i === cells || j === cells) continue;
        const a = j * (cells + 1) + i;
        indices.push(a, a + 1, a + cells + 2, a, a + cells + 2, a + cells + 1);
      }
    }
    const positions = Float32Array.from(grid);
    const result = snapClear(positions, Uint32Array.from(indices), armBody);
    expect(result.stuckVertices).toBe(0);
    const centre = 3 * (10 * (cells + 1) + 10);
    expect(positions[centre + 2]!).toBeGreaterThan(0.04);
    expect(smallestClearance(positions, armBody)).toBeGreaterThanOrEqual(0.004);
  });

  it('keeps any offset from 3 to 5 mm', () => {
    for (const offsetMetres of [0.003, 0.005]) {
      const tube = tubeMesh(0.15, 0.9, 1.1, 60, 12);
      const positions = tube.positions.slice();
      snapClear(positions, tube.indices, body, { offsetMetres });
      const clearance = smallestClearance(positions, body);
      expect(clearance).toBeGreaterThanOrEqual(offsetMetres);
      expect(clearance).toBeLessThan(offsetMetres + 0.0005);
    }
  });
});
