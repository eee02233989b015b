import { expect, it } from 'vitest';
import { vertexNeighbours } from '../mesh/vertex-neighbours.ts';
import { growOverArch } from './arched-cap.ts';

const [SEGMENTS, RINGS, ROWS, RADIUS] = [48, 10, 12, 0.15];

/** A cup, 12 cm high and open above, whose bottom arches up by 2 cm beside its edge on one side. */
function archedCup() {
  const positions: number[] = [0, 0, 0];
  const indices: number[] = [];
  const ring = (radius: number, height: (x: number) => number) => {
    for (let j = 0; j < SEGMENTS; j++) {
      const angle = (2 * Math.PI * j) / SEGMENTS;
      const x = radius * Math.sin(angle);
      positions.push(x, height(x), radius * Math.cos(angle));
    }
  };
  const arch = (x: number) => 0.02 * Math.max(0, x / RADIUS) ** 2;
  for (let i = 1; i <= RINGS; i++) ring((RADIUS * i) / RINGS, arch);
  for (let i = 1; i <= ROWS; i++) ring(RADIUS, (x) => arch(x) + 0.01 * i);
  const at = (row: number, j: number) => 1 + row * SEGMENTS + (j % SEGMENTS);
  for (let j = 0; j < SEGMENTS; j++) {
    indices.push(0, at(0, j + 1), at(0, j));
    for (let row = 0; row + 1 < RINGS + ROWS; row++) {
      indices.push(at(row, j), at(row, j + 1), at(row + 1, j));
      indices.push(at(row, j + 1), at(row + 1, j + 1), at(row + 1, j));
    }
  }
  return { positions: Float32Array.from(positions), indices: Uint32Array.from(indices) };
}

it('growOverArch takes the bottom that arches over the cut to the cap, and none of the wall above its edge', () => {
  const mesh = archedCup();
  const count = mesh.positions.length / 3;
  const above = Float32Array.from({ length: count }, (_, v) => mesh.positions[3 * v + 1]! - 0.012);
  const depth = above.slice();
  growOverArch(depth, mesh, vertexNeighbours(count, mesh.indices), 0.01);
  const bottom = 1 + (RINGS - 1) * SEGMENTS;
  expect(above.subarray(0, bottom).some((value) => value > 0)).toBe(true);
  expect(depth.subarray(0, bottom).every((value) => value < 0)).toBe(true);
  const wall = bottom + SEGMENTS;
  expect(depth.subarray(wall)).toEqual(above.subarray(wall));
});
