import { type CancelSignal, throwIfCancelled } from '../job/context.ts';
import { CORNER_COUNT, cornerOffsets, EDGE_CORNERS, EDGE_COUNT } from './cube.ts';
import { DUAL_CASES } from './dual-cases.ts';
import { emptyShape } from './empty-shape.ts';
import type { IsosurfaceMesh } from './isosurface-mesh.ts';
import { joinDualVertices } from './join-dual-vertices.ts';
import { separateSheets } from './separate-sheets.ts';
import type { SurfaceCells } from './surface-cells.ts';

/** Raw network outputs for each surface cell: beta of 12 edges, alpha of 8 corners, gamma. */
export const WEIGHTS_PER_CELL = EDGE_COUNT + CORNER_COUNT + 1;
const ALPHA = EDGE_COUNT;
const GAMMA = EDGE_COUNT + CORNER_COUNT;

/** The scale that InstantMesh was trained with: alpha and beta stay in (0.5, 1.5), gamma in (0.25, 0.75). */
const WEIGHT_SCALE = 0.5;

/** A field on a grid and what a network says about its surface cells. */
export interface FlexiCubesInput {
  readonly surface: SurfaceCells;
  /** The field that `surface` was found in: negative inside, at (i V + j) V + k, V = R + 1. */
  readonly field: Float32Array;
  /** Coordinate of the V grid points along each axis, the same for x, y and z. */
  readonly axis: Float32Array;
  /** How far each grid point is moved, xyz triples in the axis' unit; null for a straight grid. Read at surface cells only. */
  readonly deformation: Float32Array | null;
  /** WEIGHTS_PER_CELL raw values for each surface cell, in the order of `surface.cells`; null for all weights alike. */
  readonly weights: Float32Array | null;
}

/**
 * FlexiCubes at inference (Shen et al. 2023, "Flexible Isosurface Extraction for Gradient-Based Mesh
 * Optimization", sections 4.1 to 4.3): dual marching cubes whose vertices are moved and whose quads are
 * split by weights of each cell. Training's regulariser, centre vertices and QEF are not part of it.
 *
 * A dual vertex is the mean, by beta, of the crossings of its edges, and a crossing of edge (u, v) lies
 * at (x_u w_v - x_v w_u) / (w_v - w_u) with w = field * alpha; alpha is the cell's own, so that
 * neighbours see different crossings of one edge. Work is linear in R^3 for the signs, which
 * findSurfaceCells reads, and linear in the surface cells from there; nothing is hashed or sorted.
 *
 * @returns Vertices in the order of their cells. The same input gives the same bytes.
 * @throws {InputError} `shape-empty` when no triangle comes of it.
 * @throws {RangeError} when an array's length does not fit the grid or the surface cells, or a vertex would
 *   not be finite.
 * @throws {CancelledError}
 */
export function flexiCubes(input: FlexiCubesInput, signal: CancelSignal): IsosurfaceMesh {
  checkLengths(input);
  const { surface } = input;
  const cases = separateSheets(surface);
  const firstVertex = numberVertices(cases);
  const positions = placeVertices(input, cases, firstVertex, signal);
  const indices = joinDualVertices({
    surface,
    cases,
    firstVertex,
    gammas: gammasOf(input),
    signal,
  });
  if (indices.length === 0) throw emptyShape();
  return { positions, indices, closed: surface.insideOnBoundary === 0 };
}

function checkLengths({ surface, field, axis, deformation, weights }: FlexiCubesInput): void {
  const points = surface.cellsPerAxis + 1;
  const expect = (name: string, array: Float32Array | null, length: number) => {
    if (array && array.length !== length) {
      throw new RangeError(`FlexiCubes: ${name} has ${array.length} values instead of ${length}.`);
    }
  };
  expect('axis', axis, points);
  expect('field', field, points ** 3);
  expect('deformation', deformation, 3 * points ** 3);
  expect('weights', weights, WEIGHTS_PER_CELL * surface.cells.length);
}

/** First vertex of each surface cell, and the number of all vertices at the end. */
function numberVertices(cases: Uint8Array): Uint32Array {
  const first = new Uint32Array(cases.length + 1);
  for (let n = 0; n < cases.length; n++) {
    first[n + 1] = first[n]! + DUAL_CASES.vertexCounts[cases[n]!]!;
  }
  return first;
}

/** Gamma of each surface cell, in single precision because quads are split by comparing products of it. */
function gammasOf({ surface, weights }: FlexiCubesInput): Float32Array {
  const gammas = new Float32Array(surface.cells.length).fill(1);
  if (!weights) return gammas;
  for (let n = 0; n < gammas.length; n++) {
    const raw = weights[WEIGHTS_PER_CELL * n + GAMMA]!;
    gammas[n] = WEIGHT_SCALE / (1 + Math.exp(-raw)) + (1 - WEIGHT_SCALE) / 2;
  }
  return gammas;
}

/** Cells between two looks at the cancel signal: well under a millisecond. */
const CELLS_PER_LOOK = 1024;

function placeVertices(
  { surface, field, axis, deformation, weights }: FlexiCubesInput,
  cases: Uint8Array,
  firstVertex: Uint32Array,
  signal: CancelSignal,
): Float32Array {
  const { cellsPerAxis, cells } = surface;
  const points = cellsPerAxis + 1;
  const offsets = cornerOffsets(points);
  const positions = new Float32Array(3 * firstVertex[cells.length]!);
  const { vertexCounts, ownerOfEdge } = DUAL_CASES;
  // One cell's corners (x, y, z and weighted field) and its at most four sums (x, y, z and beta).
  const corners = new Float64Array(4 * CORNER_COUNT);
  const sums = new Float64Array(4 * 4);
  // A total that is not finite betrays one coordinate that is not.
  let total = 0;
  for (let n = 0; n < cells.length; n++) {
    if (n % CELLS_PER_LOOK === 0) throwIfCancelled(signal);
    const cell = cells[n]!;
    const k = cell % cellsPerAxis;
    const column = (cell - k) / cellsPerAxis;
    const j = column % cellsPerAxis;
    const i = (column - j) / cellsPerAxis;
    const firstPoint = (i * points + j) * points + k;
    const weight = WEIGHTS_PER_CELL * n;
    for (let corner = 0; corner < CORNER_COUNT; corner++) {
      const point = firstPoint + offsets[corner]!;
      const at = 4 * corner;
      corners[at] = axis[i + (corner & 1)]!;
      corners[at + 1] = axis[j + ((corner >> 1) & 1)]!;
      corners[at + 2] = axis[k + (corner >> 2)]!;
      if (deformation) {
        corners[at] = corners[at]! + deformation[3 * point]!;
        corners[at + 1] = corners[at + 1]! + deformation[3 * point + 1]!;
        corners[at + 2] = corners[at + 2]! + deformation[3 * point + 2]!;
      }
      const alpha = weights ? 1 + WEIGHT_SCALE * Math.tanh(weights[weight + ALPHA + corner]!) : 1;
      corners[at + 3] = field[point]! * alpha;
    }
    sums.fill(0);
    const owners = EDGE_COUNT * cases[n]!;
    for (let edge = 0; edge < EDGE_COUNT; edge++) {
      const owner = ownerOfEdge[owners + edge]!;
      if (owner < 0) continue;
      const u = 4 * EDGE_CORNERS[2 * edge]!;
      const v = 4 * EDGE_CORNERS[2 * edge + 1]!;
      const beta = weights ? 1 + WEIGHT_SCALE * Math.tanh(weights[weight + edge]!) : 1;
      // Signs differ, so the difference is not zero.
      const scale = beta / (corners[v + 3]! - corners[u + 3]!);
      const ofU = corners[v + 3]! * scale;
      const ofV = corners[u + 3]! * scale;
      const sum = 4 * owner;
      sums[sum] = sums[sum]! + corners[u]! * ofU - corners[v]! * ofV;
      sums[sum + 1] = sums[sum + 1]! + corners[u + 1]! * ofU - corners[v + 1]! * ofV;
      sums[sum + 2] = sums[sum + 2]! + corners[u + 2]! * ofU - corners[v + 2]! * ofV;
      sums[sum + 3] = sums[sum + 3]! + beta;
    }
    const count = vertexCounts[cases[n]!]!;
    for (let owner = 0; owner < count; owner++) {
      const at = 3 * (firstVertex[n]! + owner);
      const beta = sums[4 * owner + 3]!;
      positions[at] = sums[4 * owner]! / beta;
      positions[at + 1] = sums[4 * owner + 1]! / beta;
      positions[at + 2] = sums[4 * owner + 2]! / beta;
      total += positions[at]! + positions[at + 1]! + positions[at + 2]!;
    }
  }
  if (!Number.isFinite(total)) {
    throw new RangeError(
      'FlexiCubes: a weight or deformation at the surface is not a finite number.',
    );
  }
  return positions;
}
