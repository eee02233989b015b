import { expect, test } from 'vitest';
import type { FlatArc, FlatShape } from './flat-shape.ts';
import { panelRuns } from './panel-outlines.ts';

/** Metres: half the height of a corner at the hem that the photo rounded, the corner read in its middle. */
const RADIUS = 0.02;
const eighth = (from: number) =>
  Array.from({ length: 11 }, (_, i) => {
    const angle = ((from + i / 20) * Math.PI) / 2;
    return [0.2 - RADIUS * (1 - Math.cos(angle)), -0.9 - RADIUS * Math.sin(angle)];
  }).flat();
const arc = (kind: FlatArc['kind'], side: FlatArc['side'], ...points: number[]): FlatArc => ({
  kind,
  side,
  points: Float64Array.from(points),
});
const mirrored = ({ kind, points }: FlatArc): FlatArc => {
  const out: number[] = [];
  for (let i = points.length - 2; i >= 0; i -= 2) out.push(-points[i]!, points[i + 1]!);
  return arc(kind, 'right', ...out);
};
const left = [
  arc('outseam', 'left', 0.2, 0, 0.2, -0.45, ...eighth(0)),
  arc('leg', 'left', ...eighth(0.5), 0.06, -0.9 - RADIUS),
  arc('inseam', 'left', 0.06, -0.9 - RADIUS, 0, -0.3),
];
const arcs = [arc('waist', 'centre', -0.2, 0, 0.2, 0), ...left, ...left.toReversed().map(mirrored)];
const TROUSERS: FlatShape = {
  outline: Float64Array.from(arcs.flatMap(({ points }) => [...points.slice(0, -2)])),
  arcs,
  frontNeckline: null,
  frontWaist: null,
  frontHem: null,
  frontOpening: null,
  landmarks: {},
};

/** Where the left leg's opening begins, below its knee: metres. */
function legBegins(hasFoldedLeg: boolean): number {
  const { back } = panelRuns(TROUSERS, (x, y) => [x, y], hasFoldedLeg);
  return back.find(({ kind, side }) => kind === 'leg' && side === 'left')!.points[1]!;
}

test('a leg opens where its corner begins to turn, and of folded trousers where the corner was read', () => {
  const read = -0.9 - RADIUS * Math.SQRT1_2;
  expect(legBegins(true)).toBeCloseTo(read, 3);
  expect(legBegins(false)).toBeGreaterThan(read + 0.003);
});
