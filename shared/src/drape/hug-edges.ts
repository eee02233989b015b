import type { DrawToBody } from '../cloth/rules.ts';
import type { Pattern } from '../pattern/pattern.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import { neckEdge } from './neck-edge.ts';
import { BACK } from './panel-facings.ts';

/** Share of its way to the body that an edge standing off it goes each substep. */
export const HUG = 0.15;
/** Metres off the skin within which an edge is left alone. */
export const PLAY = 0.01;
/** Metres of cloth beside an edge that lie down with it. */
export const REACH = 0.04;

/**
 * The rule that edges which are made to lie on the body do so: a neck behind, whose ribbing or facing is cut
 * shorter than its edge, and a bodysuit's legs, which have elastic. Neither is seen in an outline; what a flat
 * cut has to spare there would else stand off as an arch, and is taken in once it lies down (fit-again.ts).
 *
 * Tried: the edge alone (drawn down in its middle, it stood in two folds beside that) and a third of the share (the
 * folds stayed).
 */
export function hugEdgesOf(pattern: Pattern, sewn: SewnGarment): DrawToBody {
  const isSuit = pattern.category === 'bodysuit';
  const legs = sewn.openings.flatMap(({ kind, vertices }) =>
    isSuit && kind === 'leg' ? [...vertices] : [],
  );
  const vertices = new Set([...legs, ...besideEdge(sewn, napeOf(pattern, sewn))]);
  return { kind: 'draw-to-body', vertices: Uint32Array.from(vertices), play: PLAY, share: HUG };
}

/** The neck's edge behind; none where a hood or a standing collar rises from it. */
function napeOf(pattern: Pattern, sewn: SewnGarment): number[] {
  if (risesFromNeck(pattern)) return [];
  return neckEdge(pattern, sewn).filter((v) => isBehind(sewn, v));
}

/** Vertices of the back within reach of an edge's, those included. */
function besideEdge(sewn: SewnGarment, edge: readonly number[]): number[] {
  const { vertexCount, flat } = sewn;
  const near: number[] = [];
  for (let v = 0; v < vertexCount; v++) {
    const isNear = edge.some((e) => {
      const dx = flat[2 * v]! - flat[2 * e]!;
      const dy = flat[2 * v + 1]! - flat[2 * e + 1]!;
      return dx * dx + dy * dy < REACH * REACH;
    });
    if (isNear && isBehind(sewn, v)) near.push(v);
  }
  return near;
}

function isBehind({ facings }: SewnGarment, vertex: number): boolean {
  return (facings[vertex]! & BACK) !== 0;
}

function risesFromNeck({ hooded, panels }: Pattern): boolean {
  return hooded || panels.some(({ edges }) => edges.some(({ name }) => name.startsWith('collar')));
}
