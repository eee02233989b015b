import { describe, expect, it } from 'vitest';
import { crossingLoops } from './crossing-loops.ts';
import { CUBE_FACES, EDGE_CORNERS, EDGE_COUNT, edgeCrosses } from './cube.ts';
import { CASE_COUNT, DUAL_CASES } from './dual-cases.ts';
import { MARCHING_CASES } from './marching-cases.ts';

const CASES = Array.from({ length: CASE_COUNT }, (_, caseId) => caseId);

function histogram(values: Iterable<number>): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

describe('the cases of a cell', () => {
  it('numbers faces so that their corners turn counter-clockwise seen from outside', () => {
    const at = (corner: number) => [corner & 1, (corner >> 1) & 1, corner >> 2] as const;
    for (const { axis, side, corners } of CUBE_FACES) {
      const [p, q, r] = [at(corners[0]), at(corners[1]), at(corners[2])];
      const u = [q[0] - p[0], q[1] - p[1], q[2] - p[2]] as const;
      const v = [r[0] - q[0], r[1] - q[1], r[2] - q[2]] as const;
      const normal = [
        u[1] * v[2] - u[2] * v[1],
        u[2] * v[0] - u[0] * v[2],
        u[0] * v[1] - u[1] * v[0],
      ];
      expect(normal[axis]).toBe(side);
      for (const corner of corners) expect(at(corner)[axis]).toBe(side === 1 ? 1 : 0);
    }
  });

  it('has as many vertices and edges a vertex as dual marching cubes has', () => {
    // The figures of the published table: cases by number of vertices, vertices by number of edges.
    expect(histogram(DUAL_CASES.vertexCounts)).toEqual({ 0: 2, 1: 162, 2: 82, 3: 8, 4: 2 });
    const sizes = CASES.flatMap((caseId) => crossingLoops(caseId).map((loop) => loop.length));
    expect(histogram(sizes)).toEqual({ 3: 144, 4: 66, 5: 72, 6: 52, 7: 24 });
    expect(DUAL_CASES.ambiguousFace.filter((face) => face >= 0)).toHaveLength(36);
  });

  it('gives each crossed edge of a case, and no other, to one vertex', () => {
    for (const caseId of CASES) {
      const loops = crossingLoops(caseId);
      const crossed = CASES.slice(0, EDGE_COUNT).filter((edge) => edgeCrosses(caseId, edge));
      expect(
        loops.flat().sort((a, b) => a - b),
        `case ${caseId}`,
      ).toEqual(crossed);
      for (let edge = 0; edge < EDGE_COUNT; edge++) {
        const owner = DUAL_CASES.ownerOfEdge[EDGE_COUNT * caseId + edge]!;
        expect(owner).toBe(loops.findIndex((loop) => loop.includes(edge)));
      }
    }
  });

  it('turns an ambiguous case into one that keeps the four crossings of its face in two sheets', () => {
    for (const caseId of CASES) {
      const face = CUBE_FACES[DUAL_CASES.ambiguousFace[caseId]!];
      if (!face) continue;
      const sharedEdges = CASES.slice(0, EDGE_COUNT).filter((edge) =>
        [EDGE_CORNERS[2 * edge]!, EDGE_CORNERS[2 * edge + 1]!].every((c) =>
          face.corners.includes(c),
        ),
      );
      const owners = (id: number) =>
        new Set(sharedEdges.map((edge) => DUAL_CASES.ownerOfEdge[EDGE_COUNT * id + edge]!));
      expect(owners(caseId).size, `case ${caseId}`).toBe(1);
      expect(owners(255 - caseId).size, `case ${255 - caseId}`).toBe(2);
    }
  });

  it('never cuts a patch along a diagonal that lies in a face of the cell', () => {
    for (const caseId of CASES) {
      const loops = crossingLoops(caseId);
      const along = new Set(
        loops.flatMap((loop) => loop.map((edge, i) => `${edge},${loop[(i + 1) % loop.length]}`)),
      );
      for (
        let t = MARCHING_CASES.firstTriangle[caseId]!;
        t < MARCHING_CASES.firstTriangle[caseId + 1]!;
        t++
      ) {
        const corners = MARCHING_CASES.triangleEdges.subarray(3 * t, 3 * t + 3);
        for (let c = 0; c < 3; c++) {
          const a = corners[c]!;
          const b = corners[(c + 1) % 3]!;
          if (along.has(`${a},${b}`)) continue;
          const inOneFace = CUBE_FACES.some((face) =>
            [a, b].every((edge) =>
              [0, 1].every((end) => face.corners.includes(EDGE_CORNERS[2 * edge + end]!)),
            ),
          );
          expect(inOneFace, `case ${caseId}, edges ${a} and ${b}`).toBe(false);
        }
      }
    }
  });
});
