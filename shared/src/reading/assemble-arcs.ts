import type { ArcKind, OutlineArc, Side } from './garment-reading.ts';

/** A corner of the outline and the kind of arc that begins there. */
export interface ArcStart {
  readonly point: number;
  readonly kind: ArcKind;
  readonly side: Side;
}

/**
 * Turns arc starts, in outline order, into arcs that cover the outline once, and renumbers the
 * outline so that it begins with the first arc.
 *
 * @param count Points of the outline.
 * @returns Null when the starts are not in order or an arc would be empty.
 */
export function assembleArcs(
  starts: readonly ArcStart[],
  count: number,
): { first: number; arcs: OutlineArc[] } | null {
  const first = starts[0]!.point;
  const arcs: OutlineArc[] = [];
  let from = 0;
  for (let i = 0; i < starts.length; i++) {
    const start = starts[i]!;
    const next = starts[i + 1];
    const to = next ? (next.point - first + count) % count : count;
    if (!(to > from)) return null;
    arcs.push({ kind: start.kind, side: start.side, from, to: to === count ? 0 : to });
    from = to;
  }
  return { first, arcs };
}
