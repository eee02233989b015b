import { smoothMoves } from '../fitting/smooth-moves.ts';
import type { BodyIndex, ClosedMesh } from '../mesh/closest-point.ts';
import { vertexNeighbours } from '../mesh/vertex-neighbours.ts';
import { type PeekingVertex, peekingVertices } from './peeking-vertices.ts';

/** Metres that drawn-in cloth keeps from the cloth over it, where there is room for it. */
const UNDER = 0.003;

/**
 * Draws inner cloth that looks out through outer cloth in under it, towards the skin, and shares the
 * moves out over the cloth round about.
 *
 * @param inner Changed in place.
 * @param outer Welded, over `inner`.
 * @param offsetMetres What cloth keeps from the skin; where the outer cloth leaves less room, it has to
 *   give way.
 * @returns How many vertices looked out.
 */
export function drawUnder(
  inner: ClosedMesh,
  outer: ClosedMesh,
  body: BodyIndex,
  offsetMetres: number,
): number {
  const { positions, indices } = inner;
  const peeking = peekingVertices(inner, outer, body);
  if (peeking.length === 0) return 0;
  const start = positions.slice();
  const isMoved = new Uint8Array(positions.length / 3);
  const drawIn = ({ vertex, crossing, skin }: PeekingVertex) => {
    const way = [0, 1, 2].map((k) => crossing[k]! - skin[k]!);
    const room = Math.hypot(...way);
    const share = room > 0 ? Math.min(1, Math.max(offsetMetres, room - UNDER) / room) : 1;
    for (let k = 0; k < 3; k++) positions[3 * vertex + k] = skin[k]! + share * way[k]!;
    isMoved[vertex] = 1;
  };
  peeking.forEach(drawIn);
  smoothMoves(positions, start, isMoved, vertexNeighbours(isMoved.length, indices));
  // Smoothing gave some of it back.
  peekingVertices(inner, outer, body).forEach(drawIn);
  return peeking.length;
}
