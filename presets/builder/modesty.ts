import type { BaseMesh } from './base-mesh.ts';
import { domePatch } from './dome-patch.ts';
import { neighbourLists, type PatchSmoother, patchSmoother } from './smooth-patches.ts';

/** The cleft behind: this far to each side, and from the crotch up. */
const CLEFT = { half: 0.02, below: -0.012, above: 0.15 };

/**
 * Smoothers for what underwear would hide: the tips of the breasts, the cleft. The vertices are
 * chosen on one body and serve all.
 *
 * @param positions xyz triples of every base mesh vertex in the rest pose, metres
 */
export function modestySmoothers(
  mesh: BaseMesh,
  positions: Float64Array,
  landmarks: ReadonlyMap<string, number>,
): PatchSmoother[] {
  const vertices = [...neighbourLists(mesh.quads).keys()];
  const at = (vertex: number, axis: number): number => positions[vertex * 3 + axis]!;
  const crotch = landmarks.get('crotch')!;
  const domes = ['bust_point_left', 'bust_point_right'].map((name) =>
    domePatch(mesh.quads, landmarks.get(name)!, positions),
  );
  const cleft = vertices.filter((vertex) => {
    const rise = at(vertex, 1) - at(crotch, 1);
    return (
      Math.abs(at(vertex, 0)) < CLEFT.half &&
      rise > CLEFT.below &&
      rise < CLEFT.above &&
      at(vertex, 2) < at(crotch, 2)
    );
  });
  return [...domes, patchSmoother(mesh.quads, cleft)];
}
