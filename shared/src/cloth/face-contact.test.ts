import { expect, it } from 'vitest';
import { gridGarment } from '../../test/shapes/grid-garment.ts';
import type { DistanceField } from '../body/distance-field.ts';
import { buildCloth } from './cloth.ts';
import { clothAtRest } from './cloth-state.ts';
import { DEFAULT_FABRIC } from './fabric.ts';
import { faceClearances, solveFaceContacts } from './face-contact.ts';

/** Distances to a ball of 0.2 m round the origin. */
function ball(): DistanceField {
  const cell = 0.02;
  const count = 41;
  const distances = new Float32Array(count ** 3);
  for (let n = 0; n < distances.length; n++) {
    const [i, j, k] = [n % count, Math.floor(n / count) % count, Math.floor(n / count ** 2)];
    distances[n] = Math.hypot(i * cell - 0.4, j * cell - 0.4, k * cell - 0.4) - 0.2;
  }
  return { origin: [-0.4, -0.4, -0.4], cell, size: [count, count, count], distances };
}

it('pushes the same faces whether or not it remembers which were far away', () => {
  const sewn = gridGarment({ columns: 8, rows: 8, spacing: 0.05 });
  const cloth = buildCloth(sewn, DEFAULT_FABRIC);
  const field = ball();
  const contact = { thickness: 0.005, friction: 0.3, largestPush: 0.02 };
  // A sheet that comes down on the ball, shaking.
  const over = Float64Array.from({ length: 3 * sewn.vertexCount }, (_, i) => {
    const v = Math.floor(i / 3);
    if (i % 3 === 1) return 0.3;
    return i % 3 === 0 ? sewn.flat[2 * v]! - 0.2 : -sewn.flat[2 * v + 1]! - 0.2;
  });
  const remembering = clothAtRest(over);
  const looking = clothAtRest(over);
  const far = faceClearances(cloth);
  for (let step = 0; step < 60; step++) {
    for (const { positions } of [remembering, looking]) {
      for (let i = 0; i < positions.length; i++) {
        positions[i]! += 0.004 * Math.sin(12.9 * i + 3.1 * step) - (i % 3 === 1 ? 0.004 : 0);
      }
    }
    solveFaceContacts(cloth, remembering, field, contact, far);
    solveFaceContacts(cloth, looking, field, contact, faceClearances(cloth));
  }
  expect(remembering.positions).toEqual(looking.positions);
  const top = Math.max(...remembering.positions.filter((_, i) => i % 3 === 1));
  expect(top).toBeGreaterThan(0.19);
});
