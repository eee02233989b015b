import { closednessFault } from '@fitroom/shared/gltf/read-avatar';
import { expect, it } from 'vitest';
import { closeCavities } from './close-cavities.ts';
import { vertexNormals } from './vertex-normals.ts';
import { vertexVisibility } from './vertex-visibility.ts';

const RINGS = 40;
const SEGMENTS = 32;

/** A sphere whose pole is pushed in through a narrow mouth to a wide pocket inside; closed. */
function sphereWithPocket(): { positions: Float64Array; indices: Uint32Array } {
  const profile: [number, number][] = [];
  for (let i = 0; i <= RINGS; i++) {
    const angle = -Math.PI / 2 + ((Math.PI / 2 + 1.4) * i) / RINGS;
    profile.push([Math.cos(angle), Math.sin(angle)]);
  }
  for (let i = 1; i <= RINGS; i++) {
    const angle = 1.3 - ((1.3 + Math.PI / 2) * i) / RINGS;
    profile.push([0.6 * Math.cos(angle), 0.3 + 0.6 * Math.sin(angle)]);
  }
  const positions: number[] = [0, profile[0]![1], 0];
  for (const [r, y] of profile.slice(1, -1)) {
    for (let j = 0; j < SEGMENTS; j++) {
      const turn = (2 * Math.PI * j) / SEGMENTS;
      positions.push(r * Math.sin(turn), y, r * Math.cos(turn));
    }
  }
  positions.push(0, profile[profile.length - 1]![1], 0);
  const rings = profile.length - 2;
  const at = (i: number, j: number): number => 1 + i * SEGMENTS + (j % SEGMENTS);
  const last = positions.length / 3 - 1;
  const indices: number[] = [];
  for (let j = 0; j < SEGMENTS; j++) {
    indices.push(0, at(0, j + 1), at(0, j));
    for (let i = 0; i < rings - 1; i++) {
      indices.push(at(i, j), at(i, j + 1), at(i + 1, j));
      indices.push(at(i, j + 1), at(i + 1, j + 1), at(i + 1, j));
    }
    indices.push(last, at(rings - 1, j), at(rings - 1, j + 1));
  }
  return { positions: Float64Array.from(positions), indices: Uint32Array.from(indices) };
}

it('cuts a pocket that is hardly seen and closes the skin over it', () => {
  const { positions, indices } = sphereWithPocket();
  expect(closednessFault(indices)).toBeNull();
  const { seen } = vertexVisibility(
    positions,
    vertexNormals(positions, indices),
    indices,
    200,
    256,
  );
  const { kept, caps } = closeCavities(positions, indices, (vertex) => seen[vertex]! < 20);
  const closed = [...kept.flatMap((t) => [...indices.subarray(t * 3, t * 3 + 3)]), ...caps];
  expect(closednessFault(closed)).toBeNull();
  expect(caps.length).toBeGreaterThan(0);
  expect(kept.length).toBeLessThan(indices.length / 3);
  const lowestCap = Math.min(...caps.map((vertex) => positions[vertex * 3 + 1]!));
  expect(lowestCap).toBeGreaterThan(0.5);
});

it('leaves a skin without pockets as it is', () => {
  const { positions, indices } = sphereWithPocket();
  const { kept, caps } = closeCavities(positions, indices, () => false);
  expect(kept).toHaveLength(indices.length / 3);
  expect(caps).toHaveLength(0);
});
