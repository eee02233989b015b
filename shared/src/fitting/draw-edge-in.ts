import { type BodyIndex, surfacePoint } from '../mesh/closest-point.ts';
import { vertexDistance } from '../mesh/vertex-distance.ts';
import { type VertexNeighbours, vertexNeighbours } from '../mesh/vertex-neighbours.ts';
import { evenOutMoves } from './even-out-moves.ts';

/** Along the cloth from its edge, metres, over which it is drawn in less and less. */
const REACH = 0.12;
/** Off the skin at the edge, metres. */
const ROOM = 0.006;
/** Rounds in which neighbouring moves are evened out. */
const ROUNDS = 12;

/**
 * Draws a waist, or the upper edge of a strapless garment, in to the body, as a waistband or an elastic
 * does: where the mesh is wider there than the body it would stand off, most of all behind.
 *
 * @param positions Changed in place, metres.
 * @param edge Vertices of the loop.
 */
export function drawEdgeIn(
  positions: Float32Array,
  indices: Uint32Array,
  edge: ArrayLike<number>,
  index: BodyIndex,
): void {
  const count = positions.length / 3;
  const adjacency = vertexNeighbours(count, indices);
  const away = distancesFrom(edge, positions, adjacency);
  const moves = new Float32Array(positions.length);
  const hit = surfacePoint();
  for (let v = 0; v < count; v++) {
    if (away[v]! >= REACH) continue;
    const [x, y, z] = [positions[3 * v]!, positions[3 * v + 1]!, positions[3 * v + 2]!];
    index.closestPoint(x, y, z, Number.POSITIVE_INFINITY, hit);
    if (index.isInside(x, y, z) || hit.distance <= ROOM) continue;
    const t = 1 - away[v]! / REACH;
    const share = (t * t * (3 - 2 * t) * (hit.distance - ROOM)) / hit.distance;
    moves[3 * v] = share * (hit.x - x);
    // Sideways only: its height is where it was meant to be.
    moves[3 * v + 2] = share * (hit.z - z);
  }
  const evened = evenOutMoves(moves, adjacency, ROUNDS, (v) => away[v]! < REACH);
  for (let i = 0; i < positions.length; i++) positions[i]! += evened[i]!;
}

/** Shortest way along edges from some vertices, metres, as far as REACH; Infinity beyond. */
function distancesFrom(
  from: ArrayLike<number>,
  positions: Float32Array,
  { starts, neighbours }: VertexNeighbours,
): Float32Array {
  const away = new Float32Array(starts.length - 1).fill(Number.POSITIVE_INFINITY);
  let front = Array.from(from);
  for (const v of front) away[v] = 0;
  // Few rings reach so far: going round until nothing changes is as quick as a heap.
  while (front.length > 0) {
    const next = new Set<number>();
    for (const v of front) {
      for (let n = starts[v]!; n < starts[v + 1]!; n++) {
        const w = neighbours[n]!;
        const length = vertexDistance(positions, v, w);
        if (away[v]! + length >= Math.min(REACH, away[w]!)) continue;
        away[w] = away[v]! + length;
        next.add(w);
      }
    }
    front = [...next];
  }
  return away;
}
