import { expect, it } from 'vitest';
import { exampleBody } from '../../test/shapes/example-body.ts';
import { authoredEaseAt, authoredEaseOn } from './authored-ease.ts';
import { bodyMeasures, torsoFrontAt } from './body-measures.ts';
import { shapeTorso } from './shape-torso.ts';

/** A torso 50 cm wide from its armpits at y = -0.2 down to y = -0.7, neck points at y = 0. */
const outline = Float64Array.from([
  -0.1, 0, 0.1, 0, 0.25, -0.2, 0.25, -0.7, -0.25, -0.7, -0.25, -0.2,
]);
const body = bodyMeasures(exampleBody());
const levels = { lift: body.neckSideHeight, from: -0.2, crotch: null, addedToLeg: () => 0 };
const runs = [{ kind: 'side', side: 'left', points: outline }] as const;
const spots = shapeTorso({ front: runs, back: runs }, levels, body);

/** Mean widening of a panel across a level. */
function widening(facing: 'front' | 'back', y: number): number {
  const xs = Array.from({ length: 101 }, (_, i) => -0.25 + 0.005 * i);
  const eases = xs.map((x) => authoredEaseAt(spots, x, y, facing));
  expect(eases.every(({ along }) => along === 0)).toBe(true);
  return eases.reduce((sum, { across }) => sum + across, 0) / eases.length;
}

it('gives the front at the waist what it takes from the back, as far as the body stands out', () => {
  const waist = body.waistHeight - levels.lift - 0.03;
  const front = widening('front', waist);
  expect(torsoFrontAt(body, body.waistHeight)).toBeGreaterThan(0.52);
  expect(front).toBeGreaterThan(2 * torsoFrontAt(body, body.waistHeight) - 1);
  expect(front + widening('back', waist)).toBeCloseTo(0, 1);
});

it('leaves the middle of the front, the armpits and what lies below the hip', () => {
  const waist = body.waistHeight - levels.lift - 0.03;
  const middle = authoredEaseAt(spots, 0, waist, 'front').across;
  expect(middle).toBeLessThan(0.2 * widening('front', waist));
  for (const y of [-0.175, body.hipHeight - levels.lift - 0.12]) {
    expect(widening('front', y)).toBeCloseTo(0, 2);
    expect(widening('back', y)).toBeCloseTo(0, 2);
  }
});

it('is found on a whole panel as it is point by point', () => {
  const easeAt = authoredEaseOn(spots, 'back');
  for (let i = 0; i <= 200; i++) {
    const [x, y] = [-0.3 + 0.003 * i, -0.0037 * i];
    expect(easeAt(x, y)).toEqual(authoredEaseAt(spots, x, y, 'back'));
  }
});
