import { crotchPoint } from './flat-levels.ts';
import type { FlatArc, FlatShape } from './flat-shape.ts';

/** Half the width of the cut at its lower end, metres; panels need some distance to stay simple. */
const HALF_CUT = 0.0015;

/**
 * Moves the crotch up where legs that touch each other hide it: both inseams are cut on from the
 * lowest point of the gap, straight up.
 *
 * @param rise Upright pixels from the waist's level down to where the crotch shall be.
 * @returns The shape as it is when its crotch is not lower than that.
 */
export function cutCrotchUp(
  shape: FlatShape,
  top: number,
  rise: number,
  metresPerPixelX: number,
): FlatShape {
  const crotch = crotchPoint(shape);
  if (crotch === null || crotch[1] >= top - rise) return shape;
  const half = HALF_CUT / metresPerPixelX;
  const tip = [crotch[0], top - rise];
  const arcs = shape.arcs.map((arc): FlatArc => {
    if (arc.kind !== 'inseam') return arc;
    const inner = [...arc.points];
    if (arc.side === 'left') {
      inner.splice(inner.length - 2, 2, crotch[0] + half, crotch[1], ...tip);
    } else {
      inner.splice(0, 2, ...tip, crotch[0] - half, crotch[1]);
    }
    return { ...arc, points: Float64Array.from(inner) };
  });
  const outline: number[] = [];
  for (const arc of arcs) outline.push(...arc.points.subarray(0, arc.points.length - 2));
  return { ...shape, arcs, outline: Float64Array.from(outline) };
}
