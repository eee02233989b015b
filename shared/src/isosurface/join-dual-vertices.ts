import { type CancelSignal, throwIfCancelled } from '../job/context.ts';
import { EDGE_CORNERS, EDGE_COUNT, EDGES_AT_ORIGIN } from './cube.ts';
import { DUAL_CASES } from './dual-cases.ts';
import type { SurfaceCells } from './surface-cells.ts';

/** Dual vertices of the surface cells, and by what their quads are split. */
export interface DualVertices {
  readonly surface: SurfaceCells;
  /** Case that each surface cell is built by (separateSheets). */
  readonly cases: Uint8Array;
  /** First vertex of each surface cell. */
  readonly firstVertex: Uint32Array;
  /** Gamma of each surface cell. */
  readonly gammas: Float32Array;
  readonly signal: CancelSignal;
}

/**
 * The four cells round a grid edge in ascending order, as steps (along the two other axes, in the order
 * x, y, z) from the last of them, with the number that the edge has in each.
 */
// biome-ignore format: a row for each axis
const CELLS_ROUND_EDGE: readonly (readonly (readonly [a: number, b: number, edge: number])[])[] = [
  [[-1, -1, 6], [-1, 0, 4], [0, -1, 2], [0, 0, 0]],
  [[-1, -1, 10], [-1, 0, 9], [0, -1, 11], [0, 0, 8]],
  [[-1, -1, 5], [-1, 0, 1], [0, -1, 7], [0, 0, 3]],
];

/** Cells between two looks at the cancel signal. */
const CELLS_PER_LOOK = 4096;

/**
 * Joins the vertices of the four cells round each crossed grid edge by two triangles, wound so that they
 * look from inside to outside. An edge is met in the last of its four cells, where it ends at corner 0;
 * edges on the grid's boundary have fewer cells and get no face.
 *
 * With A, B, C, D the quad's vertices in order, it is split along A-C where gamma_A gamma_C is greater
 * than gamma_B gamma_D, else along B-D.
 *
 * @returns Triangle corners, in the order of the cells.
 */
export function joinDualVertices(dual: DualVertices): Uint32Array {
  const { surface, cases, firstVertex, gammas, signal } = dual;
  const { cellsPerAxis, cells, surfaceOf } = surface;
  const { ownerOfEdge } = DUAL_CASES;
  const strides = [cellsPerAxis * cellsPerAxis, cellsPerAxis, 1] as const;
  const indices = new Uint32Array(18 * cells.length);
  const quad = new Uint32Array(4);
  const quadCells = new Uint32Array(4);
  let used = 0;
  for (let n = 0; n < cells.length; n++) {
    if (n % CELLS_PER_LOOK === 0) throwIfCancelled(signal);
    const cell = cells[n]!;
    const k = cell % cellsPerAxis;
    const column = (cell - k) / cellsPerAxis;
    const j = column % cellsPerAxis;
    const onLow = [cell < strides[0], j === 0, k === 0] as const;
    for (let axis = 0; axis < 3; axis++) {
      const edge = EDGES_AT_ORIGIN[axis]!;
      const caseId = surface.cases[n]!;
      const firstInside = (caseId >> EDGE_CORNERS[2 * edge]!) & 1;
      if (firstInside === ((caseId >> EDGE_CORNERS[2 * edge + 1]!) & 1)) continue;
      const a = axis === 0 ? 1 : 0;
      const b = axis === 2 ? 1 : 2;
      if (onLow[a] || onLow[b]) continue;
      const round = CELLS_ROUND_EDGE[axis]!;
      for (let q = 0; q < 4; q++) {
        const [da, db, localEdge] = round[q]!;
        const other = surfaceOf[cell + da * strides[a] + db * strides[b]]!;
        quadCells[q] = other;
        quad[q] = firstVertex[other]! + ownerOfEdge[EDGE_COUNT * cases[other]! + localEdge]!;
      }
      used = splitQuad(indices, used, quad, quadCells, gammas, firstInside === 0);
    }
  }
  return indices.slice(0, used);
}

/** Writes the two triangles of the cells 0, 1, 3, 2 in turn, or the other way round, and returns where to go on. */
function splitQuad(
  indices: Uint32Array,
  at: number,
  quad: Uint32Array,
  cells: Uint32Array,
  gammas: Float32Array,
  forwards: boolean,
): number {
  const qa = forwards ? 0 : 2;
  const qb = forwards ? 1 : 3;
  const qc = forwards ? 3 : 1;
  const qd = forwards ? 2 : 0;
  const a = quad[qa]!;
  const b = quad[qb]!;
  const c = quad[qc]!;
  const d = quad[qd]!;
  const alongAc = Math.fround(gammas[cells[qa]!]! * gammas[cells[qc]!]!);
  const alongBd = Math.fround(gammas[cells[qb]!]! * gammas[cells[qd]!]!);
  indices[at] = a;
  indices[at + 1] = b;
  if (alongAc > alongBd) {
    indices[at + 2] = c;
    indices[at + 3] = a;
    indices[at + 4] = c;
    indices[at + 5] = d;
  } else {
    indices[at + 2] = d;
    indices[at + 3] = d;
    indices[at + 4] = b;
    indices[at + 5] = c;
  }
  return at + 6;
}
