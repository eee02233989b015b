import { type Pattern, wholePanel } from '../pattern/pattern.ts';
import { edgePoints, type PatternPoint } from './pattern-points.ts';

/**
 * The middle line of a sleeve, from the armpit to the cuff: for each point of the under-arm edge
 * the middle between it and the nearest point of the over-arm edge.
 *
 * @returns Pattern frame, metres; empty when the pattern has no such sleeve.
 */
export function sleeveLine(pattern: Pattern, side: 'left' | 'right'): PatternPoint[] {
  const panel = wholePanel(pattern);
  const edgeOf = (name: string): PatternPoint[] => {
    const edge = panel.edges.find((candidate) => candidate.name === `${name}-${side}`);
    return edge === undefined ? [] : edgePoints(panel, edge);
  };
  const under = edgeOf('underarm');
  const over = edgeOf('shoulder');
  const cuff = edgeOf('cuff');
  if (under.length === 0 || over.length === 0 || cuff.length === 0) return [];
  // Edges run round the outline: the left under-arm edge starts at the cuff, the right one at the armpit.
  const outwards = side === 'left' ? under.reverse() : under;
  const line = outwards.map(([x, y]) => {
    let nearest = over[0]!;
    let best = Number.POSITIVE_INFINITY;
    for (const point of over) {
      const squared = (point[0] - x) ** 2 + (point[1] - y) ** 2;
      if (squared < best) {
        best = squared;
        nearest = point;
      }
    }
    return [(x + nearest[0]) / 2, (y + nearest[1]) / 2] as const;
  });
  const middle = cuff.reduce(
    ([x, y], point) => [x + point[0] / cuff.length, y + point[1] / cuff.length] as const,
    [0, 0] as PatternPoint,
  );
  return [...line, middle];
}

/** The point of a line that is first reached at a distance from a place; its end when it is nearer. */
export function pointAtDistance(
  line: readonly PatternPoint[],
  [x, y]: PatternPoint,
  distance: number,
): PatternPoint {
  let before = line[0]!;
  for (const point of line) {
    const reach = Math.sqrt((point[0] - x) ** 2 + (point[1] - y) ** 2);
    if (reach >= distance) {
      const earlier = Math.sqrt((before[0] - x) ** 2 + (before[1] - y) ** 2);
      const share = reach > earlier ? Math.max(0, (distance - earlier) / (reach - earlier)) : 0;
      return [
        before[0] + share * (point[0] - before[0]),
        before[1] + share * (point[1] - before[1]),
      ];
    }
    before = point;
  }
  return before;
}
