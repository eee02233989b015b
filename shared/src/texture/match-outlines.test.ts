import { expect, it } from 'vitest';
import type { OutlineArc } from '../reading/garment-reading.ts';
import { matchOutlines } from './match-outlines.ts';

const square = Float64Array.from([0, 0, 100, 0, 100, 100, 0, 100]);
const arcs: OutlineArc[] = [
  { kind: 'waist', side: 'centre', from: 0, to: 1 },
  { kind: 'side', side: 'left', from: 1, to: 2 },
  { kind: 'hem', side: 'centre', from: 2, to: 3 },
  { kind: 'side', side: 'right', from: 3, to: 0 },
];

it('pairs equal shares of arcs of the same name', () => {
  // Twice as large, and its outline begins elsewhere.
  const other = {
    outline: Float64Array.from([210, 210, 10, 210, 10, 10, 210, 10]),
    arcs: [
      { kind: 'hem', side: 'centre', from: 0, to: 1 },
      { kind: 'side', side: 'right', from: 1, to: 2 },
      { kind: 'waist', side: 'centre', from: 2, to: 3 },
      { kind: 'side', side: 'left', from: 3, to: 0 },
    ] satisfies OutlineArc[],
  };
  const { from, to } = matchOutlines({ outline: square, arcs }, other);
  expect(from.length).toBeGreaterThan(4 * 2 * 4);
  for (let i = 0; i < from.length; i += 1) expect(to[i]).toBeCloseTo(10 + 2 * from[i]!, 6);
});

it('pairs the corners of the boxes where the arcs do not agree', () => {
  const other = {
    outline: Float64Array.from([0, 0, 50, 0, 50, 200, 0, 200]),
    arcs: [{ kind: 'neck', side: 'centre', from: 0, to: 0 }] satisfies OutlineArc[],
  };
  expect(matchOutlines({ outline: square, arcs }, other)).toEqual({
    from: [0, 0, 100, 0, 100, 100, 0, 100],
    to: [0, 0, 50, 0, 50, 200, 0, 200],
  });
});
