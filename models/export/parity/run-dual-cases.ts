/** Our side of flexicubes.py: prints the generated cases as JSON. */
import { crossingLoops } from '@fitroom/shared/isosurface/crossing-loops';
import { CUBE_FACES } from '@fitroom/shared/isosurface/cube';
import { CASE_COUNT, DUAL_CASES } from '@fitroom/shared/isosurface/dual-cases';

const cases = Array.from({ length: CASE_COUNT }, (_, caseId) => caseId);
const sorted = (loop: readonly number[]) => loop.toSorted((a, b) => a - b);
console.log(
  JSON.stringify({
    groups: cases.map((caseId) => crossingLoops(caseId).map(sorted)),
    // Step to the cell beyond the ambiguous face, and the case that is built instead.
    ambiguous: cases.map((caseId) => {
      const face = CUBE_FACES[DUAL_CASES.ambiguousFace[caseId]!];
      if (!face) return null;
      return [...[0, 1, 2].map((axis) => (axis === face.axis ? face.side : 0)), 255 - caseId];
    }),
  }),
);
