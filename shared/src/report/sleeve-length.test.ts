import { expect, it } from 'vitest';
import type { MeasuredOpening } from './measure-openings.ts';
import { sleevesBeyondWrists } from './sleeve-length.ts';

const body = {
  landmarks: {
    elbow_left: [0.4, 1.1, 0],
    wrist_outer_left: [0.6, 1.1, 0],
    elbow_right: [-0.4, 1.1, 0],
    wrist_outer_right: [-0.4, 0.9, 0],
  },
  measures: {},
} as const;

/** A cuff of two points round a place. */
function cuff(side: 'left' | 'right', first: number): MeasuredOpening {
  return { kind: 'cuff', side, length: 0.2, vertices: Uint32Array.of(first, first + 1) };
}

it('tells how far the longer sleeve goes beyond its wrist, along the forearm', () => {
  const positions = Float32Array.of(0.7, 1.12, 0, 0.7, 1.06, 0, -0.42, 0.95, 0, -0.38, 0.95, 0);
  const both = [cuff('left', 0), cuff('right', 2)];
  expect(sleevesBeyondWrists(positions, both, body)).toBeCloseTo(0.1, 6);
  // Five centimetres short of it.
  expect(sleevesBeyondWrists(positions, both.slice(1), body)).toBeCloseTo(-0.05, 6);
  const neck: MeasuredOpening = { ...cuff('left', 0), kind: 'neck' };
  expect(sleevesBeyondWrists(positions, [neck], body)).toBeNull();
});
