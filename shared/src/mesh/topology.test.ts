import { describe, expect, it } from 'vitest';
import { boundaryLoops, loopLength } from './boundary-loops.ts';
import { meshTopology } from './topology.ts';
import { minPlanarTriangleQuality, minTriangleQuality } from './triangle-quality.ts';
import { weldByPosition } from './weld-by-position.ts';

const TETRAHEDRON = [0, 2, 1, 0, 1, 3, 1, 2, 3, 2, 0, 3];

/** An open tube of `around` quads in one ring. */
function tube(around: number): number[] {
  const indices: number[] = [];
  for (let i = 0; i < around; i++) {
    const j = (i + 1) % around;
    indices.push(i, j, around + i, j, around + j, around + i);
  }
  return indices;
}

describe('meshTopology', () => {
  it('finds a closed surface whole', () => {
    expect(meshTopology(TETRAHEDRON, 4)).toEqual({
      nonManifoldEdges: 0,
      inconsistentEdges: 0,
      boundaryEdges: 0,
      pinchedVertices: 0,
      components: 1,
      eulerNumber: 2,
    });
  });

  it('gives a tube Euler number 0 and two rims', () => {
    const topology = meshTopology(tube(6), 12);
    expect(topology.eulerNumber).toBe(0);
    expect(topology.boundaryEdges).toBe(12);
    expect(boundaryLoops(tube(6), 12).map((loop) => loop.length)).toEqual([6, 6]);
  });

  it('counts an edge of three triangles', () => {
    expect(meshTopology([0, 1, 2, 1, 0, 3, 0, 1, 4], 5).nonManifoldEdges).toBe(1);
  });

  it('counts an edge that both triangles walk the same way', () => {
    expect(meshTopology([0, 1, 2, 0, 1, 3], 4).inconsistentEdges).toBe(1);
  });

  it('counts a vertex where two fans touch, and parts that share nothing', () => {
    expect(meshTopology([0, 1, 2, 0, 3, 4], 5)).toMatchObject({
      pinchedVertices: 1,
      components: 1,
    });
    expect(meshTopology([0, 1, 2, 3, 4, 5], 6)).toMatchObject({
      pinchedVertices: 0,
      components: 2,
    });
  });
});

describe('boundaryLoops', () => {
  it('walks with the surface on the left', () => {
    const [loop] = boundaryLoops([0, 1, 2], 3);
    const start = loop!.indexOf(0);
    expect([0, 1, 2].map((k) => loop![(start + k) % 3])).toEqual([0, 1, 2]);
  });

  it('measures a loop closed', () => {
    expect(loopLength([0, 1, 2], [0, 0, 0, 3, 0, 0, 3, 4, 0])).toBeCloseTo(12);
  });
});

describe('triangle quality', () => {
  it('is 1 for equilateral triangles and falls with slenderness', () => {
    expect(minPlanarTriangleQuality([0, 0, 1, 0, 0.5, Math.sqrt(0.75)])).toBeCloseTo(1);
    // Right isosceles: 4 sqrt(3) (1/2) / (1 + 1 + 2).
    expect(minPlanarTriangleQuality([0, 0, 0, 1, 1, 0])).toBeCloseTo(Math.sqrt(3) / 2);
    expect(minTriangleQuality([0, 0, 0, 1, 0, 0, 0, 0, 1], [0, 1, 2])).toBeCloseTo(
      Math.sqrt(3) / 2,
    );
    expect(minTriangleQuality([0, 0, 0, 1, 0, 0, 2, 0, 0], [0, 1, 2])).toBe(0);
  });
});

describe('weldByPosition', () => {
  it('closes a mesh that was split at its corners', () => {
    const corners = [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1];
    const positions = TETRAHEDRON.flatMap((v) => corners.slice(3 * v, 3 * v + 3));
    const welded = weldByPosition(
      positions,
      TETRAHEDRON.map((_, i) => i),
    );
    expect(welded.vertexCount).toBe(4);
    expect(meshTopology(welded.indices, welded.vertexCount).boundaryEdges).toBe(0);
  });

  it('takes 0 and -0 for the same place and keeps near points apart', () => {
    expect(weldByPosition([0, 0, 0, -0, 0, -0, 0, 0, 1e-7], []).weldedOf).toEqual(
      Uint32Array.of(0, 0, 1),
    );
  });
});
