import { expect, it } from 'vitest';
import { exampleBody } from '../../test/shapes/example-body.ts';
import { exampleReading } from '../../test/shapes/example-reading.ts';
import { authoredEaseAt } from './authored-ease.ts';
import { bodyMeasures, torsoFrontAt, torsoGirthAt } from './body-measures.ts';
import { draftPattern } from './draft-pattern.ts';
import { draftedWaist } from './waist-seat.ts';

it('makes a waist as long as the body is round there and its ease, the front longer than the back', () => {
  const body = bodyMeasures(exampleBody());
  const pattern = draftPattern(exampleReading('skirt'), exampleBody(), {
    ease: 'regular',
    knownWidthCm: null,
  });
  const [right, left] = [pattern.landmarks['waist-right']!, pattern.landmarks['waist-left']!];
  const flat = Math.hypot(left[0] - right[0], left[1] - right[1]);
  const [front, back] = (['front', 'back'] as const).map((facing) => {
    const ease = authoredEaseAt(pattern.authoredEase, 0, -0.005, facing);
    expect(ease.along).toBe(0);
    return flat * (1 + ease.across);
  });
  const seat = pattern.waistSeat!;
  expect(front! + back!).toBeCloseTo(torsoGirthAt(body, seat) + 0.025, 2);
  expect(front! / (front! + back!)).toBeCloseTo(torsoFrontAt(body, seat), 2);
  expect(torsoFrontAt(body, seat)).toBeGreaterThan(0.5);
  expect(draftedWaist([], body)).toBeNull();
});
