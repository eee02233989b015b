import type { UprightMesh } from '../fitting/align-to-body.ts';
import { meanOf } from '../report/measure-openings.ts';

/** Closes boundary loops with a fan to their middle. */
export function fillLoops(
  { positions, indices }: UprightMesh,
  loops: readonly ArrayLike<number>[],
): UprightMesh {
  if (loops.length === 0) return { positions, indices };
  const places = Array.from(positions);
  const corners = Array.from(indices);
  for (const loop of loops) {
    const middle = places.length / 3;
    places.push(...meanOf(positions, loop));
    for (let i = 0; i < loop.length; i++) {
      // A loop runs as its triangles do; the ones that fill it run against them.
      corners.push(loop[(i + 1) % loop.length]!, loop[i]!, middle);
    }
  }
  return { positions: Float32Array.from(places), indices: Uint32Array.from(corners) };
}
