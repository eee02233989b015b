import { expect, it } from 'vitest';
import type { GarmentSurface } from '../gltf/split-garment.ts';
import { edgesWithoutRoom } from './edges-without-room.ts';

/**
 * A strip of cloth 10 cm long whose edge is y = 0, and over that edge's first 3 cm other cloth, `above` metres
 * higher.
 */
function stripUnderCloth(above: number): GarmentSurface {
  const positions: number[] = [];
  const indices: number[] = [];
  const columns = 11;
  for (const y of [0, 0.01]) {
    for (let i = 0; i < columns; i++) positions.push(0.01 * i, y, 0);
  }
  for (let i = 0; i + 1 < columns; i++) {
    indices.push(i, i + 1, columns + i, i + 1, columns + i + 1, columns + i);
  }
  const over = positions.length / 3;
  positions.push(-0.01, -0.02, above, 0.03, -0.02, above, 0.03, 0.02, above, -0.01, 0.02, above);
  indices.push(over, over + 1, over + 2, over, over + 2, over + 3);
  const count = positions.length / 3;
  return {
    positions: Float32Array.from(positions),
    normals: Float32Array.from({ length: 3 * count }, (_, i) => (i % 3 === 2 ? 1 : 0)),
    uvs: new Float32Array(2 * count),
    pattern: new Float32Array(4 * count),
    easeAlong: new Float32Array(count),
    panels: new Uint8Array(count),
    indices: Uint32Array.from(indices),
    sewnVertices: Uint32Array.from({ length: count }, (_, v) => v),
  };
}
const EDGE = Array.from({ length: 11 }, (_, i) => i);

it('names the part of an edge that lies under other cloth', () => {
  const without = edgesWithoutRoom(stripUnderCloth(0.0005), EDGE, 0.001);
  for (const v of [0, 1, 2]) expect(without).toContain(v);
  for (const v of [7, 8, 9, 10]) expect(without).not.toContain(v);
});

it('finds room where the other cloth is farther than the edge is lifted', () => {
  expect(edgesWithoutRoom(stripUnderCloth(0.004), EDGE, 0.001)).toEqual(new Set());
});
