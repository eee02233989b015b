import { describe, expect, it } from 'vitest';
import { indexBody, surfacePoint } from '../mesh/closest-point.ts';
import { noWalls, stepBetween } from './between-walls.ts';
import { isClear, pushToSkin } from './push-to-skin.ts';

const OFFSET = 0.004;
/** Unit, of a wall whose face leans from upright by an angle, radians; +1 faces +x. */
const leaning = (side: 1 | -1, angle: number): readonly [number, number, number] => [
  side * Math.cos(angle),
  -Math.sin(angle),
  0,
];

/**
 * Two thick boards that meet at the top like an arm and the side it hangs beside: a fold of 24 degrees, open downwards, 8 cm wide
 * along z and bulging there by 2 mm, so that before and behind it there is more room.
 */
function crook() {
  const positions: number[] = [];
  const indices: number[] = [];
  const rows = 24;
  const columns = 24;
  const faceAt = (y: number, z: number) =>
    -y * Math.tan((12 * Math.PI) / 180) - 0.004 + 0.002 * (z / 0.04) ** 2;
  for (const side of [1, -1]) {
    const first = positions.length / 3;
    for (const depth of [0, 0.08]) {
      for (let row = 0; row <= rows; row++) {
        for (let column = 0; column <= columns; column++) {
          const [y, z] = [-0.12 * (row / rows), 0.08 * (column / columns) - 0.04];
          positions.push(side * (faceAt(y, z) + depth), y, z);
        }
      }
    }
    const layer = (rows + 1) * (columns + 1);
    const at = (row: number, column: number, n: 0 | 1) =>
      first + n * layer + row * (columns + 1) + column;
    const quad = (a: number, b: number, c: number, d: number) =>
      indices.push(...(side < 0 ? [a, b, c, a, c, d] : [a, c, b, a, d, c]));
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < columns; c++) {
        quad(at(r, c, 0), at(r, c + 1, 0), at(r + 1, c + 1, 0), at(r + 1, c, 0));
        quad(at(r, c, 1), at(r + 1, c, 1), at(r + 1, c + 1, 1), at(r, c + 1, 1));
      }
    }
    for (let r = 0; r < rows; r++) {
      quad(at(r, 0, 0), at(r + 1, 0, 0), at(r + 1, 0, 1), at(r, 0, 1));
      quad(at(r, columns, 0), at(r, columns, 1), at(r + 1, columns, 1), at(r + 1, columns, 0));
    }
    for (let c = 0; c < columns; c++) {
      quad(at(0, c, 0), at(0, c, 1), at(0, c + 1, 1), at(0, c + 1, 0));
      quad(at(rows, c, 0), at(rows, c + 1, 0), at(rows, c + 1, 1), at(rows, c, 1));
    }
  }
  return indexBody(Float32Array.from(positions), Uint32Array.from(indices));
}

describe('stepBetween', () => {
  it('takes a point off both walls of a fold, and no farther', () => {
    const walls = noWalls();
    const step = new Float64Array(3);
    const [left, right] = [leaning(1, 0.2), leaning(-1, 0.3)];
    expect(stepBetween(walls, left, 0.001, 1, step)).toBe(false);
    // It has gone off the first by what it lacked, towards the second.
    expect(stepBetween(walls, right, 0.002, 1, step)).toBe(true);
    const along = (n: readonly number[]) => n[0]! * step[0]! + n[1]! * step[1]! + n[2]! * step[2]!;
    expect(along(left)).toBeCloseTo(0, 12);
    expect(along(right)).toBeCloseTo(0.002, 12);
    expect(step[1]).toBeLessThan(0);
    expect([...walls.lacks]).toEqual([0, 0]);
  });

  it('goes a part of the way where it is long, and knows what is left', () => {
    const walls = noWalls();
    const step = new Float64Array(3);
    const [left, right] = [leaning(1, 0.01), leaning(-1, 0.01)];
    stepBetween(walls, left, 0.001, OFFSET, step);
    expect(stepBetween(walls, right, 0.003, OFFSET, step)).toBe(true);
    expect(Math.hypot(...step)).toBeCloseTo(OFFSET, 12);
    expect(0.003 - (right[0] * step[0]! + right[1] * step[1]!)).toBeCloseTo(walls.lacks[1]!, 12);
  });

  it('leaves a point to its one wall where the other is not in the way, or nothing leads out', () => {
    const step = new Float64Array(3);
    const bent = noWalls();
    stepBetween(bent, [1, 0, 0], 0.001, 1, step);
    expect(stepBetween(bent, [0.8, 0.6, 0], 0.001, 1, step)).toBe(false);
    const corner = noWalls();
    stepBetween(corner, [1, 0, 0], 0.001, 1, step);
    // Off the second it goes along the first, but it has room there.
    corner.lacks[0] = -0.01;
    expect(stepBetween(corner, [0.4, Math.sqrt(0.84), 0], 0.001, 1, step)).toBe(false);
    const facing = noWalls();
    stepBetween(facing, [1, 0, 0], 0.001, 1, step);
    expect(stepBetween(facing, [-1, 0, 0], 0.001, 1, step)).toBe(false);
  });
});

describe('pushToSkin in a fold', () => {
  it('leads neighbours out side by side, whichever way their cloth faces there', () => {
    const body = crook();
    // A row along the crease, 1 cm apart, crumpled: every other faces forward or back.
    const row = [-0.01, 0, 0.01].flatMap((z) => [0, -0.02, z]);
    const hit = surfacePoint();
    body.closestPoint(0, -0.02, 0, 1, hit);
    expect(hit.distance).toBeLessThan(OFFSET / 4);
    const positions = Float32Array.from(row);
    const facing = [
      [0, 0, 1],
      [0, 0, -1],
      [0, 0, 1],
    ] as const;
    facing.forEach((normal, v) => {
      expect(pushToSkin(positions, v, normal, body, OFFSET)).toBe('moved');
      const [x, y, z] = positions.subarray(3 * v, 3 * v + 3);
      expect(isClear(body, x!, y!, z!, OFFSET)).toBe(true);
    });
    for (let v = 0; v + 1 < facing.length; v++) {
      const [p, q] = [
        positions.subarray(3 * v, 3 * v + 3),
        positions.subarray(3 * v + 3, 3 * v + 6),
      ];
      expect(Math.hypot(p[0]! - q[0]!, p[1]! - q[1]!, p[2]! - q[2]!)).toBeLessThan(0.016);
    }
  });
});
