import { type CancelSignal, throwIfCancelled } from '../job/context.ts';
import { EDGE_CORNERS, EDGE_COUNT, EDGES_AT_ORIGIN, edgeBetween } from './cube.ts';
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

/** The axes across an edge along x, y or z, in pairs. */
const ACROSS: Uint8Array = Uint8Array.of(1, 2, 0, 2, 0, 1);

/** Whether cell q of the four round an edge, in ascending order, is one back from the last along the first or second axis across. */
const isBackAlongFirst = (q: number) => q < 2;
const isBackAlongSecond = (q: number) => q % 2 === 0;

/** The number of an edge along x, y or z in each of the four cells round it, at `4 axis + q`. */
const EDGE_IN_CELL: Uint8Array = Uint8Array.from({ length: 12 }, (_, at) => {
  const axis = at >> 2;
  const edge = EDGES_AT_ORIGIN[axis]!;
  const moved =
    (isBackAlongFirst(at & 3) ? 1 << ACROSS[2 * axis]! : 0) |
    (isBackAlongSecond(at & 3) ? 1 << ACROSS[2 * axis + 1]! : 0);
  return edgeBetween(EDGE_CORNERS[2 * edge]! | moved, EDGE_CORNERS[2 * edge + 1]! | moved);
});

/** How far each of the four cells lies behind the last, at `4 axis + q`. */
function stepsBack(cellsPerAxis: number): Int32Array {
  const strides = [cellsPerAxis * cellsPerAxis, cellsPerAxis, 1];
  return Int32Array.from({ length: 12 }, (_, at) => {
    const axis = at >> 2;
    return (
      (isBackAlongFirst(at & 3) ? strides[ACROSS[2 * axis]!]! : 0) +
      (isBackAlongSecond(at & 3) ? strides[ACROSS[2 * axis + 1]!]! : 0)
    );
  });
}

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
  const back = stepsBack(cellsPerAxis);
  const indices = new Uint32Array(18 * cells.length);
  const quad = new Uint32Array(4);
  const quadCells = new Uint32Array(4);
  let used = 0;
  for (let n = 0; n < cells.length; n++) {
    if (n % CELLS_PER_LOOK === 0) throwIfCancelled(signal);
    const cell = cells[n]!;
    const caseId = surface.cases[n]!;
    // Bit of each axis along which the cell is the grid's first.
    const onLow =
      (cell < cellsPerAxis * cellsPerAxis ? 1 : 0) |
      (cell % (cellsPerAxis * cellsPerAxis) < cellsPerAxis ? 2 : 0) |
      (cell % cellsPerAxis === 0 ? 4 : 0);
    for (let axis = 0; axis < 3; axis++) {
      const edge = EDGES_AT_ORIGIN[axis]!;
      const firstInside = (caseId >> EDGE_CORNERS[2 * edge]!) & 1;
      if (firstInside === ((caseId >> EDGE_CORNERS[2 * edge + 1]!) & 1)) continue;
      if ((onLow & ~(1 << axis)) !== 0) continue;
      for (let q = 0; q < 4; q++) {
        const other = surfaceOf[cell - back[4 * axis + q]!]!;
        quadCells[q] = other;
        quad[q] =
          firstVertex[other]! +
          ownerOfEdge[EDGE_COUNT * cases[other]! + EDGE_IN_CELL[4 * axis + q]!]!;
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
