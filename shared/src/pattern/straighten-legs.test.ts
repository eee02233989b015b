import { expect, test } from 'vitest';
import type { PanelRun } from './panel-outlines.ts';
import { seenOnLeg, straightenLegs } from './straighten-legs.ts';

const run = (kind: PanelRun['kind'], side: PanelRun['side'], ...points: number[]): PanelRun => ({
  kind,
  side,
  points: Float64Array.from(points),
});

/** Trousers whose left leg goes down straight or lies folded over at the knee; the right one is straight. */
function trousers(folded: boolean): PanelRun[] {
  const leg = folded
    ? {
        outer: [0.24, -0.25, 0.24, -0.5, 0.34, -0.65, 0.2, -0.9],
        inner: [0.06, -0.85, 0.18, -0.68, 0.03, -0.52],
      }
    : { outer: [0.24, -0.25, 0.2, -0.9], inner: [0.06, -0.9] };
  return [
    run('waist', 'centre', -0.2, 0, 0.2, 0),
    run('outseam', 'left', 0.2, 0, ...leg.outer),
    run('leg', 'left', ...leg.outer.slice(-2), ...leg.inner.slice(0, 2)),
    run('inseam', 'left', ...leg.inner, 0, -0.25),
    run('inseam', 'right', 0, -0.25, -0.06, -0.9),
    run('leg', 'right', -0.06, -0.9, -0.2, -0.9),
    run('outseam', 'right', -0.2, -0.9, -0.24, -0.25, -0.2, 0),
  ];
}

test('a folded leg is cut straight, as long as its own axis or the other leg, with the other one', () => {
  const runs = trousers(true);
  const { runs: cut } = straightenLegs({ front: runs, back: runs })!;
  const of = (kind: PanelRun['kind'], side: PanelRun['side']): Float64Array =>
    cut.back.find((candidate) => candidate.kind === kind && candidate.side === side)!
      .points as Float64Array;
  const [left, right] = [of('leg', 'left'), of('leg', 'right')];
  expect(left[1]!).toBeLessThan(-0.9);
  expect(left[1]!).toBeCloseTo(right[1]!, 2);
  expect(left[0]!).toBeCloseTo(-right.at(-2)!, 2);
  const outer = of('outseam', 'left');
  for (let i = 2; i < outer.length; i += 2) expect(outer[i + 1]!).toBeLessThan(outer[i - 1]!);
  // Runs still meet.
  expect([...outer.slice(-2)]).toEqual([...left.slice(0, 2)]);
  expect([...of('inseam', 'left').slice(0, 2)]).toEqual([...left.slice(-2)]);
  expect([...of('inseam', 'left').slice(-2)]).toEqual([...of('inseam', 'right').slice(0, 2)]);
});

test('its cloth is that of the folded leg, from seam to seam', () => {
  const runs = trousers(true);
  const { runs: cut, legs } = straightenLegs({ front: runs, back: runs })!;
  const leg = cut.back.find(({ kind, side }) => kind === 'leg' && side === 'left')!.points;
  const [outerX, outerY] = seenOnLeg(legs, leg[0]!, leg[1]!);
  expect(outerX).toBeCloseTo(0.2, 3);
  expect(outerY).toBeCloseTo(-0.9, 3);
  const [innerX, innerY] = seenOnLeg(legs, leg.at(-2)!, leg.at(-1)!);
  expect(innerX).toBeCloseTo(0.06, 3);
  expect(innerY).toBeCloseTo(-0.85, 3);
  expect(seenOnLeg(legs, 0.1, -0.1)).toEqual([0.1, -0.1]);
});

test('straight legs stay as they are', () => {
  const runs = trousers(false);
  expect(straightenLegs({ front: runs, back: runs })).toBeNull();
});
