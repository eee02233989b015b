import type { PosedBody } from '../body/avatar.ts';
import { type BodyIndex, surfacePoint } from '../mesh/closest-point.ts';
import { vertexNeighbours } from '../mesh/vertex-neighbours.ts';

/** Rounds in which neighbouring moves are evened out: over about 5 cm of a 1.2 cm mesh. */
const ROUNDS = 30;
const SHARE = 0.5;

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
  let moves: Float32Array = new Float32Array(positions.length);
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
  const { starts, neighbours } = vertexNeighbours(count, indices);
  for (let round = 0; round < ROUNDS; round++) {
    const next = moves.slice();
    for (let v = 0; v < count; v++) {
      const degree = starts[v + 1]! - starts[v]!;
      for (let k = 0; k < 3 && degree > 0; k++) {
        let mean = 0;
        for (let n = starts[v]!; n < starts[v + 1]!; n++) mean += moves[3 * neighbours[n]! + k]!;
        next[3 * v + k] = (1 - SHARE) * moves[3 * v + k]! + (SHARE * mean) / degree;
      }
    }
    moves = next;
  }
  return positions.map((value, i) => value + moves[i]!);
}
