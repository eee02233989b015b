import { describe, expect, it } from 'vitest';
import { tubeMesh } from '../../test/shapes/simple-meshes.ts';
import { boundaryLoops, loopLength } from '../mesh/boundary-loops.ts';
import { meshTopology } from '../mesh/topology.ts';
import {
  MOST_TRIANGLES,
  REDUCED_TRIANGLES,
  reduceMesh,
  requireFewTriangles,
} from './reduce-mesh.ts';

describe('reduceMesh', () => {
  it('leaves a mesh of some thousand triangles as it is', async () => {
    const tube = tubeMesh(0.2, 0, 0.5, 100, 50);
    expect(await reduceMesh(tube)).toBe(tube);
  });

  it('thins a fine one and keeps its openings, across the seams of its texture', async () => {
    const [segments, rows] = [400, 80];
    const tube = tubeMesh(0.2, 0, 0.5, segments, rows);
    // A file has every triangle's corners for itself where its texture is cut so.
    const positions = Float32Array.from(
      Array.from(tube.indices).flatMap((v) => [...tube.positions.subarray(3 * v, 3 * v + 3)]),
    );
    const split = { positions, indices: Uint32Array.from(tube.indices, (_, c) => c) };
    const reduced = await reduceMesh(split);
    const triangles = reduced.indices.length / 3;
    expect(triangles).toBeLessThanOrEqual(REDUCED_TRIANGLES);
    expect(triangles).toBeGreaterThan(REDUCED_TRIANGLES / 2);
    const count = reduced.positions.length / 3;
    expect(meshTopology(reduced.indices, count)).toMatchObject({
      nonManifoldEdges: 0,
      inconsistentEdges: 0,
      components: 1,
    });
    const loops = boundaryLoops(reduced.indices, count);
    expect(loops).toHaveLength(2);
    for (const loop of loops) {
      expect(loopLength(loop, reduced.positions)).toBeCloseTo(2 * Math.PI * 0.2, 2);
    }
  });

  it('says of more triangles than are taken how many there may be', () => {
    requireFewTriangles(MOST_TRIANGLES);
    expect(() => requireFewTriangles(MOST_TRIANGLES + 1)).toThrow(/2000001 triangles.*2000000/);
  });
});
