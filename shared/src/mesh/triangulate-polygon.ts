import { signedPolygonArea } from './polygon.ts';
import { splitChords } from './triangulate-chords.ts';
import { triangulateInside } from './triangulate-constrained.ts';
import { type FineSpot, interiorPoints } from './triangulate-interior-points.ts';
import { repairPoorTriangles } from './triangulate-repair.ts';

export interface PolygonMesh {
  /** xy pairs; the polygon's own points come first, in their order. */
  readonly points: Float64Array;
  /** Vertex triples, counter-clockwise with y up. */
  readonly indices: Uint32Array;
}

export interface TriangulateOptions {
  readonly edgeLength: number;
  readonly fineSpots: readonly FineSpot[];
  /** 1 for polygon points of which no two may be joined by an edge through the inside. */
  readonly noChords: Uint8Array;
  /** Numbers in [0, 1). */
  readonly random: () => number;
}

/** Rounds of moving points and triangulating again. */
const RELAXATION_ROUNDS = 2;
const SWEEPS_PER_ROUND = 2;

/**
 * Fills a simple polygon with near-equilateral triangles: lattice points, constrained Delaunay
 * triangulation, Laplacian relaxation, then repair of poor triangles.
 *
 * @param boundary xy pairs of a simple polygon, either direction, already sampled at the wanted edge
 *   length (finer near the fine spots). No point is added to its sides.
 * @throws {Error} when the polygon is not simple.
 */
export function triangulatePolygon(
  boundary: Float64Array,
  options: TriangulateOptions,
): PolygonMesh {
  const boundaryCount = boundary.length / 2;
  const clockwise = signedPolygonArea(boundary) < 0;
  // Worked on counter-clockwise; point i of the given polygon is point `order(i)` of the work.
  const order = (i: number) => (clockwise ? boundaryCount - 1 - i : i);
  const interior = interiorPoints(boundary, options.edgeLength, options.fineSpots, options.random);
  let points = new Float64Array(boundary.length + interior.length);
  const noChords = new Uint8Array(boundaryCount);
  for (let i = 0; i < boundaryCount; i++) {
    points[2 * order(i)] = boundary[2 * i]!;
    points[2 * order(i) + 1] = boundary[2 * i + 1]!;
    noChords[order(i)] = options.noChords[i]!;
  }
  points.set(interior, boundary.length);

  let indices = triangulateInside(points, boundaryCount);
  for (let round = 0; round < RELAXATION_ROUNDS; round++) {
    relax(points, indices, boundaryCount, SWEEPS_PER_ROUND);
    indices = triangulateInside(points, boundaryCount);
  }
  const split = splitChords(points, indices, noChords);
  points = split.points;
  indices = split.indices;
  repairPoorTriangles(points, indices, boundaryCount, noChords);

  if (clockwise) {
    const given = points.slice();
    given.set(boundary);
    for (let i = 0; i < indices.length; i++) {
      if (indices[i]! < boundaryCount) indices[i] = boundaryCount - 1 - indices[i]!;
    }
    points = given;
  }
  return { points, indices };
}

/** Moves every interior point to the middle of its neighbours. */
function relax(
  points: Float64Array,
  indices: Uint32Array,
  boundaryCount: number,
  sweeps: number,
): void {
  const sums = new Float64Array(points.length);
  const degrees = new Uint32Array(points.length / 2);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    sums.fill(0);
    degrees.fill(0);
    for (let t = 0; t < indices.length; t += 3) {
      for (let k = 0; k < 3; k++) {
        const a = indices[t + k]!;
        if (a < boundaryCount) continue;
        const b = indices[t + ((k + 1) % 3)]!;
        const c = indices[t + ((k + 2) % 3)]!;
        sums[2 * a]! += points[2 * b]! + points[2 * c]!;
        sums[2 * a + 1]! += points[2 * b + 1]! + points[2 * c + 1]!;
        degrees[a]! += 2;
      }
    }
    for (let v = boundaryCount; v < degrees.length; v++) {
      if (degrees[v] === 0) continue;
      points[2 * v] = sums[2 * v]! / degrees[v]!;
      points[2 * v + 1] = sums[2 * v + 1]! / degrees[v]!;
    }
  }
}
