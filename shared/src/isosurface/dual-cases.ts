import { crossingLoops, isDiagonalFace } from './crossing-loops.ts';
import { CUBE_FACES, EDGE_COUNT } from './cube.ts';

export const CASE_COUNT = 256;

/** Dual marching cubes' 256 cases, generated from crossingLoops(). */
export interface DualCases {
  /** Dual vertices of each case, 0..4. */
  readonly vertexCounts: Uint8Array;
  /** Which vertex of its cell owns a crossed edge, at `12 case + edge`; -1 where the edge is not crossed. */
  readonly ownerOfEdge: Int8Array;
  /** The face (of CUBE_FACES) whose ambiguity can be resolved the other way, or -1. */
  readonly ambiguousFace: Int8Array;
}

/**
 * A case is ambiguous when one single face of it has two diagonal corners inside and its crossings
 * still make one vertex only: cases C16 and C19 of the FlexiCubes paper (Shen et al. 2023, supplement
 * 1.3). Where two such cells meet at that face, either would tie its two sheets together there, and the
 * edge between the two would be shared by four triangles. Both then take the complementary case.
 */
function ambiguousFaceOf(caseId: number, loopCount: number): number {
  if (loopCount !== 1) return -1;
  let found = -1;
  for (const [f, face] of CUBE_FACES.entries()) {
    if (!isDiagonalFace(face, caseId)) continue;
    if (found >= 0) return -1;
    found = f;
  }
  return found;
}

/** @returns Tables of 256 cases; made once, see DUAL_CASES. */
function generateDualCases(): DualCases {
  const vertexCounts = new Uint8Array(CASE_COUNT);
  const ownerOfEdge = new Int8Array(CASE_COUNT * EDGE_COUNT).fill(-1);
  const ambiguousFace = new Int8Array(CASE_COUNT);
  for (let caseId = 0; caseId < CASE_COUNT; caseId++) {
    const loops = crossingLoops(caseId);
    vertexCounts[caseId] = loops.length;
    for (const [vertex, loop] of loops.entries()) {
      for (const edge of loop) ownerOfEdge[EDGE_COUNT * caseId + edge] = vertex;
    }
    ambiguousFace[caseId] = ambiguousFaceOf(caseId, loops.length);
  }
  return { vertexCounts, ownerOfEdge, ambiguousFace };
}

/** About a millisecond when the module is loaded, 3.6 kB. */
export const DUAL_CASES: DualCases = generateDualCases();
