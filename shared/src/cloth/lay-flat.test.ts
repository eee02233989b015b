import { describe, expect, it } from 'vitest';
import { sphereMesh } from '../../test/shapes/simple-meshes.ts';
import { vertexDistance } from '../mesh/vertex-distance.ts';
import { layFlat } from './lay-flat.ts';

const { positions, indices } = sphereMesh(0.3, 8, [0.1, 1, 0]);

const next = (corner: number) => (corner % 3 === 2 ? corner - 2 : corner + 1);
const side = (flat: Float32Array, corner: number) =>
  [0, 1].map((axis) => flat[2 * next(corner) + axis]! - flat[2 * corner + axis]!) as [
    number,
    number,
  ];

describe('layFlat', () => {
  it('keeps the length of every edge of every triangle', () => {
    const { cornerFlat } = layFlat(positions, indices);
    for (let corner = 0; corner < indices.length; corner++) {
      const length = vertexDistance(positions, indices[corner]!, indices[next(corner)]!);
      expect(Math.hypot(...side(cornerFlat, corner))).toBeCloseTo(length, 5);
    }
  });

  it('has up along y, and level edges along x', () => {
    // A wall that faces +X, and a floor, which has no up.
    const wall = Float32Array.of(0, 0, 0, 0, 0, -1, 0, 1, 0);
    const { cornerFlat } = layFlat(wall, Uint32Array.of(0, 1, 2));
    expect(side(cornerFlat, 0)[1]).toBeCloseTo(0, 6);
    expect(Math.abs(side(cornerFlat, 0)[0])).toBeCloseTo(1, 6);
    expect(side(cornerFlat, 2)[1]).toBeCloseTo(-1, 6);
    const floor = layFlat(Float32Array.of(0, 0, 0, 0, 0, 1, 1, 0, 0), Uint32Array.of(0, 1, 2));
    expect(Math.hypot(...side(floor.cornerFlat, 0))).toBeCloseTo(1, 6);
  });
});
