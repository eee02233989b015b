import { type PanelEdge, type Pattern, wholePanel } from '../pattern/pattern.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import { edgePoints } from './pattern-points.ts';

/** The vertices of shoulder and over-arm seams. */
export function shoulderSeamVertices(pattern: Pattern, sewn: SewnGarment): number[] {
  return [...seamEdgeOfVertex(pattern, sewn, ({ name }) => name.startsWith('shoulder')).keys()];
}

/** Of the squared distances from points to a place and of what is `least` so far. */
function leastSquared(
  xs: Float64Array,
  ys: Float64Array,
  x: number,
  y: number,
  least: number,
): number {
  const count = xs.length;
  for (let i = 0; i < count; i++) {
    const dx = xs[i]! - x;
    const dy = ys[i]! - y;
    const squared = dx * dx + dy * dy;
    if (squared < least) least = squared;
  }
  return least;
}

/**
 * The seam edge that each seam vertex lies on: of the back panel's seam edges that `wanted` lets
 * through, the one whose outline is nearest in the flat.
 */
export function seamEdgeOfVertex(
  pattern: Pattern,
  sewn: SewnGarment,
  wanted: (edge: PanelEdge) => boolean,
): Map<number, PanelEdge> {
  const found = new Map<number, PanelEdge>();
  const nearest = new Float64Array(sewn.vertexCount).fill(Number.POSITIVE_INFINITY);
  const panel = wholePanel(pattern);
  for (const edge of panel.edges) {
    if (edge.kind !== 'seam') continue;
    const counts = wanted(edge);
    const points = edgePoints(panel, edge);
    const xs = Float64Array.from(points, ([x]) => x);
    const ys = Float64Array.from(points, ([, y]) => y);
    for (let v = 0; v < sewn.vertexCount; v++) {
      if (sewn.seamVertices[v] !== 1) continue;
      const x = sewn.flat[2 * v]!;
      const y = sewn.flat[2 * v + 1]!;
      const least = leastSquared(xs, ys, x, y, nearest[v]!);
      if (least === nearest[v]!) continue;
      nearest[v] = least;
      if (counts) found.set(v, edge);
      else found.delete(v);
    }
  }
  return found;
}
