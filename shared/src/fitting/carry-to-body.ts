import type { PosedBody } from '../body/avatar.ts';
import { type BodyIndex, surfacePoint } from '../mesh/closest-point.ts';
import { vertexNeighbours } from '../mesh/vertex-neighbours.ts';
import { evenOutMoves } from './even-out-moves.ts';

/** Rounds in which neighbouring moves are evened out: over about 5 cm of a 1.2 cm mesh. */
const ROUNDS = 30;

/**
 * Takes cloth from the body it lies on to another body of the same skin mesh in the same pose: each
 * vertex moves with the skin nearest to it, so that what stood off the one stands off the other as
 * much. Where the nearest skin changes (between two legs, under an arm) the moves run over smoothly.
 *
 * @param positions Welded cloth on `from`, xyz triples, metres; read only.
 * @param index Of `from`.
 * @throws {Error} when the two bodies are not of one skin mesh.
 */
export function carryToBody(
  positions: Float32Array,
  indices: Uint32Array,
  from: PosedBody,
  index: BodyIndex,
  to: PosedBody,
): Float32Array {
  if (from.positions.length !== to.positions.length) {
    throw new Error('Cloth can be carried only between bodies of one skin mesh.');
  }
  const count = positions.length / 3;
  const moves = new Float32Array(positions.length);
  const hit = surfacePoint();
  for (let v = 0; v < count; v++) {
    index.closestPoint(
      positions[3 * v]!,
      positions[3 * v + 1]!,
      positions[3 * v + 2]!,
      Number.POSITIVE_INFINITY,
      hit,
    );
    for (let corner = 0; corner < 3; corner++) {
      const skin = 3 * index.indices[3 * hit.triangle + corner]!;
      for (let k = 0; k < 3; k++) {
        moves[3 * v + k]! +=
          hit.weights[corner]! * (to.positions[skin + k]! - from.positions[skin + k]!);
      }
    }
  }
  const evened = evenOutMoves(moves, vertexNeighbours(count, indices), ROUNDS);
  return positions.map((value, i) => value + evened[i]!);
}
