import { expect, it } from 'vitest';
import { vertexNeighbours } from '../mesh/vertex-neighbours.ts';
import { growOverArch } from './arched-cap.ts';

const [SEGMENTS, RINGS, ROWS, RADIUS] = [48, 10, 12, 0.15];

/** A cup, 12 cm high and open above: its bottom stands at `bottom`, metres, at a place of its plan as shares of its radius. */
function cup(bottom: (x: number, z: number) => number) {
  const positions: number[] = [0, bottom(0, 0), 0];
  const indices: number[] = [];
  const ring = (share: number, rise: number) => {
    for (let j = 0; j < SEGMENTS; j++) {
      const angle = (2 * Math.PI * j) / SEGMENTS;
      const [x, z] = [share * Math.sin(angle), share * Math.cos(angle)];
      positions.push(RADIUS * x, bottom(x, z) + rise, RADIUS * z);
    }
  };
  for (let i = 1; i <= RINGS; i++) ring(i / RINGS, 0);
  for (let i = 1; i <= ROWS; i++) ring(1, 0.01 * i);
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

/** Heights over the cut before and after. */
function grown(mesh: ReturnType<typeof cup>) {
  const count = mesh.positions.length / 3;
  const above = Float32Array.from({ length: count }, (_, v) => mesh.positions[3 * v + 1]! - 0.012);
  const depth = above.slice();
  growOverArch(depth, mesh, vertexNeighbours(count, mesh.indices), 0.01);
  return { above, depth };
}

it('growOverArch takes the bottom that arches over the cut to the cap, and none of the wall above its edge', () => {
  // From the middle to one side, and down to the edge before and behind.
  const arch = (x: number, z: number) =>
    0.02 * Math.min(1, Math.max(0, 2 * x)) * Math.max(0, 1 - z ** 2);
  const { above, depth } = grown(cup(arch));
  const bottom = 1 + (RINGS - 1) * SEGMENTS;
  expect(above.subarray(0, bottom).some((value) => value > 0)).toBe(true);
  expect(depth.subarray(0, bottom).every((value) => value < 0)).toBe(true);
  const wall = bottom + SEGMENTS;
  expect(depth.subarray(wall)).toEqual(above.subarray(wall));
});

it('growOverArch leaves the round lower end of a lump as it is', () => {
  // Its bottom rises all round, 8 cm before the wall and by 2 cm, and still faces down there.
  const round = (x: number, z: number) => 0.02 * Math.max(0, (Math.hypot(x, z) - 0.47) / 0.53) ** 2;
  const { above, depth } = grown(cup(round));
  expect(depth).toEqual(above);
});
