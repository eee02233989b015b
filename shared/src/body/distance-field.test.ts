import { describe, expect, it } from 'vitest';
import { sphereMesh } from '../../test/shapes/simple-meshes.ts';
import { seededRandom } from '../math/seeded-random.ts';
import { indexBody, surfacePoint } from '../mesh/closest-point.ts';
import { bakeDistanceField } from './bake-distance-field.ts';
import { type Box3, sampleDistance } from './distance-field.ts';
import { packDistanceField, unpackDistanceField } from './distance-field-bytes.ts';

const CELL = 0.01;
const BOX: Box3 = { min: [-0.2, -0.2, -0.2], max: [0.3, 0.2, 0.2] };

/** Two spheres that overlap, as an arm pressed into the trunk does. */
function overlapping(): { positions: Float32Array; indices: Uint32Array } {
  const a = sphereMesh(0.1, 24, [0, 0, 0]);
  const b = sphereMesh(0.07, 20, [0.11, 0.02, 0.01]);
  const positions = new Float32Array([...a.positions, ...b.positions]);
  const shift = a.positions.length / 3;
  return {
    positions,
    indices: new Uint32Array([...a.indices, ...b.indices.map((v) => v + shift)]),
  };
}

describe('bakeDistanceField', () => {
  it('agrees with exact distances near the surface, signs included', () => {
    const { positions, indices } = overlapping();
    const field = bakeDistanceField(positions, indices, BOX, CELL);
    const body = indexBody(positions, indices);
    const point = surfacePoint();
    const gradient = new Float64Array(3);
    const random = seededRandom(7);
    let worst = 0;
    for (let n = 0; n < 3000; n++) {
      const v = 3 * Math.floor((random() * positions.length) / 3);
      const [x, y, z] = [0, 1, 2].map((k) => positions[v + k]! + (random() - 0.5) * 0.02) as [
        number,
        number,
        number,
      ];
      body.closestPoint(x, y, z, 1, point);
      const exact = body.isInside(x, y, z) ? -point.distance : point.distance;
      // Where the spheres cross, the skin buried in the other sphere is no boundary of the union.
      const buried =
        Math.hypot(x, y, z) < 0.105 && Math.hypot(x - 0.11, y - 0.02, z - 0.01) < 0.075;
      if (!buried)
        worst = Math.max(worst, Math.abs(sampleDistance(field, x, y, z, gradient) - exact));
    }
    expect(worst).toBeLessThan(0.004);
  });

  it('is negative all through overlapping limbs and positive outside', () => {
    const { positions, indices } = overlapping();
    const field = bakeDistanceField(positions, indices, BOX, CELL);
    const gradient = new Float64Array(3);
    for (const [x, inside] of [
      [-0.12, false],
      [-0.05, true],
      [0.05, true],
      [0.075, true],
      [0.15, true],
      [0.2, false],
    ] as const) {
      expect(sampleDistance(field, x, 0.011, 0.003, gradient) < 0).toBe(inside);
    }
  });

  it('gives far distances within a tenth, and beyond the box the way to it', () => {
    const { positions, indices } = sphereMesh(0.05, 20, [0, 0, 0]);
    const field = bakeDistanceField(positions, indices, BOX, CELL);
    const gradient = new Float64Array(3);
    const far = sampleDistance(field, 0.15, 0.1, 0.12, gradient);
    const exact = Math.hypot(0.15, 0.1, 0.12) - 0.05;
    expect(Math.abs(far / exact - 1)).toBeLessThan(0.1);
    expect(sampleDistance(field, 0.8, 0, 0, gradient)).toBeGreaterThan(0.7);
  });

  it('points its gradient away from the body', () => {
    const { positions, indices } = sphereMesh(0.1, 24, [0, 0, 0]);
    const field = bakeDistanceField(positions, indices, BOX, CELL);
    const gradient = new Float64Array(3);
    sampleDistance(field, 0.06, 0.06, 0.06, gradient);
    const length = Math.hypot(gradient[0]!, gradient[1]!, gradient[2]!);
    expect(length).toBeGreaterThan(0.9);
    expect((gradient[0]! + gradient[1]! + gradient[2]!) / Math.sqrt(3) / length).toBeGreaterThan(
      0.99,
    );
  });
});

describe('packDistanceField', () => {
  it('comes back within its quantum, also from an odd offset', () => {
    const { positions, indices } = sphereMesh(0.1, 12, [0, 0, 0]);
    const field = bakeDistanceField(positions, indices, BOX, 0.05);
    const packed = packDistanceField(field);
    const shifted = new Uint8Array(packed.length + 3);
    shifted.set(packed, 3);
    const back = unpackDistanceField(shifted.subarray(3))!;
    expect(back.size).toEqual(field.size);
    expect(back.origin).toEqual(field.origin);
    back.distances.forEach((distance, i) => {
      expect(Math.abs(distance - field.distances[i]!)).toBeLessThan(3e-5);
    });
  });

  it('refuses what is not a whole field', () => {
    const { positions, indices } = sphereMesh(0.1, 12, [0, 0, 0]);
    const packed = packDistanceField(bakeDistanceField(positions, indices, BOX, 0.05));
    expect(unpackDistanceField(packed.subarray(0, 40))).toBeNull();
    expect(unpackDistanceField(packed.subarray(0, packed.length - 2))).toBeNull();
  });
});
