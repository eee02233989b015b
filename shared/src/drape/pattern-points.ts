import type { OpeningKind } from '../garment/vocabulary.ts';
import type { Panel, PanelEdge, Pattern } from '../pattern/pattern.ts';
import type { Side } from '../reading/garment-reading.ts';

/** A point in the pattern frame, metres. */
export type PatternPoint = readonly [number, number];

/** Points of one edge of a panel's outline, both ends included. */
export function edgePoints(panel: Panel, edge: PanelEdge): PatternPoint[] {
  const count = panel.outline.length / 2;
  const points: PatternPoint[] = [];
  for (let i = edge.from; ; i = (i + 1) % count) {
    points.push([panel.outline[2 * i]!, panel.outline[2 * i + 1]!]);
    if (i === edge.to) return points;
  }
}

/** Points of every seam edge whose name starts with `name`, on any panel. */
export function seamPoints(pattern: Pattern, name: string): PatternPoint[] {
  return pattern.panels.flatMap((panel) =>
    panel.edges
      .filter((edge) => edge.kind === 'seam' && edge.name.startsWith(name))
      .flatMap((edge) => edgePoints(panel, edge)),
  );
}

/** Points of every edge that belongs to openings of this kind (and side, when given). */
export function openingPoints(
  pattern: Pattern,
  opening: OpeningKind,
  side: Side | null = null,
): PatternPoint[] {
  return pattern.panels.flatMap((panel) =>
    panel.edges
      .filter((edge) => edge.opening === opening && (side === null || edge.side === side))
      .flatMap((edge) => edgePoints(panel, edge)),
  );
}

/** Middle of the box round some points; null for none. */
export function boxCentre(points: readonly PatternPoint[]): PatternPoint | null {
  if (points.length === 0) return null;
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
}
