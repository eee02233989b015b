import { type CancelSignal, throwIfCancelled } from '../job/context.ts';
import { cornerOffsets, EDGE_CORNERS, EDGE_COUNT, edgeCrosses } from './cube.ts';
import type { IsosurfaceMesh } from './isosurface-mesh.ts';
import { LOWER_NEIGHBOURS } from './lower-neighbours.ts';
import { MARCHING_CASES } from './marching-cases.ts';
import type { SurfaceCells } from './surface-cells.ts';

/** A field on a straight grid. */
export interface MarchingCubesInput {
  readonly surface: SurfaceCells;
  /** The field that `surface` was found in: negative inside, at (i V + j) V + k, V = R + 1. */
  readonly field: Float32Array;
  /** Coordinate of the V grid points along each axis, the same for x, y and z. */
  readonly axis: Float32Array;
}

/** Cells between two looks at the cancel signal. */
const CELLS_PER_LOOK = 4096;

/**
 * Marching cubes (Lorensen and Cline 1987) with the face rule of crossingLoops(), which leaves neither
 * cracks nor edges of more than two triangles: one vertex for each crossed grid edge, where the field is
 * zero by linear interpolation. For density fields, see densityField(). Cells on the grid's boundary get
 * their triangles too, so a shape that reaches it ends in a clean open rim there.
 *
 * @returns Vertices in the order in which their edges are met, cell by cell.
 * @throws {RangeError} when an array's length does not fit the grid.
 * @throws {CancelledError}
 */
export function marchingCubes(input: MarchingCubesInput, signal: CancelSignal): IsosurfaceMesh {
  const { surface, field, axis } = input;
  const { cellsPerAxis, cells, cases } = surface;
  const points = cellsPerAxis + 1;
  if (axis.length !== points || field.length !== points ** 3) {
    throw new RangeError(
      `Marching cubes: ${points} points an axis, but axis has ${axis.length} and field ${field.length} values.`,
    );
  }
  const { vertexOf, positions } = placeCrossings(input, signal);
  const { firstTriangle, triangleEdges } = MARCHING_CASES;
  let triangles = 0;
  for (const caseId of cases) triangles += firstTriangle[caseId + 1]! - firstTriangle[caseId]!;
  const indices = new Uint32Array(3 * triangles);
  let used = 0;
  for (let n = 0; n < cells.length; n++) {
    const end = 3 * firstTriangle[cases[n]! + 1]!;
    for (let at = 3 * firstTriangle[cases[n]!]!; at < end; at++) {
      indices[used++] = vertexOf[EDGE_COUNT * n + triangleEdges[at]!]!;
    }
  }
  return { positions, indices, closed: surface.insideOnBoundary === 0 };
}

/** A vertex on each crossed grid edge, and which it is for each edge of each surface cell. */
function placeCrossings(
  { surface, field, axis }: MarchingCubesInput,
  signal: CancelSignal,
): { readonly vertexOf: Int32Array; readonly positions: Float32Array } {
  const { cellsPerAxis, cells, cases, surfaceOf } = surface;
  const points = cellsPerAxis + 1;
  const offsets = cornerOffsets(points);
  const strides = Int32Array.of(cellsPerAxis * cellsPerAxis, cellsPerAxis, 1);
  const vertexOf = new Int32Array(EDGE_COUNT * cells.length);
  let positions = new Float32Array(9 * cells.length + 3 * EDGE_COUNT);
  let vertexCount = 0;
  // Of the cell at hand: its place along each axis.
  const place = new Int32Array(3);
  for (let n = 0; n < cells.length; n++) {
    if (n % CELLS_PER_LOOK === 0) throwIfCancelled(signal);
    const cell = cells[n]!;
    for (let along = 0; along < 3; along++) {
      place[along] = Math.floor(cell / strides[along]!) % cellsPerAxis;
    }
    const firstPoint = (place[0]! * points + place[1]!) * points + place[2]!;
    if (3 * (vertexCount + EDGE_COUNT) > positions.length) {
      const grown = new Float32Array(2 * positions.length);
      grown.set(positions);
      positions = grown;
    }
    for (let edge = 0; edge < EDGE_COUNT; edge++) {
      if (!edgeCrosses(cases[n]!, edge)) continue;
      const lower = lowerNeighbour(edge, place);
      if (lower >= 0) {
        const other = surfaceOf[cell - strides[LOWER_NEIGHBOURS[lower]!]!]!;
        vertexOf[EDGE_COUNT * n + edge] =
          vertexOf[EDGE_COUNT * other + LOWER_NEIGHBOURS[lower + 1]!]!;
        continue;
      }
      vertexOf[EDGE_COUNT * n + edge] = vertexCount;
      const u = EDGE_CORNERS[2 * edge]!;
      const v = EDGE_CORNERS[2 * edge + 1]!;
      const fieldU = field[firstPoint + offsets[u]!]!;
      const share = fieldU / (fieldU - field[firstPoint + offsets[v]!]!);
      for (let along = 0; along < 3; along++) {
        const xu = axis[place[along]! + ((u >> along) & 1)]!;
        const xv = axis[place[along]! + ((v >> along) & 1)]!;
        positions[3 * vertexCount + along] = xu + share * (xv - xu);
      }
      vertexCount++;
    }
  }
  return { vertexOf, positions: positions.slice(0, 3 * vertexCount) };
}

/** Where LOWER_NEIGHBOURS names a cell within the grid that has met the edge already, or -1. */
function lowerNeighbour(edge: number, place: Int32Array): number {
  for (let at = 4 * edge; at < 4 * edge + 4; at += 2) {
    const axis = LOWER_NEIGHBOURS[at]!;
    if (axis >= 0 && place[axis]! > 0) return at;
  }
  return -1;
}
