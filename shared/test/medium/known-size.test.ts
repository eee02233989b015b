import { expect, it } from 'vitest';
import { LET_GO_FRAMES, letGo, restsWhereItLies } from '../../src/cloth/at-rest.ts';
import { drapeGarment } from '../../src/drape/drape-garment.ts';
import { selfCrossings } from '../../src/mesh/self-crossings.ts';
import { draftPattern } from '../../src/pattern/draft-pattern.ts';
import { drapeFigures } from '../shapes/drape-figures.ts';
import { exampleReading } from '../shapes/example-reading.ts';
import { presetAvatar } from '../shapes/preset-avatar.ts';
import { rememberingSolver } from '../shapes/remembering-solver.ts';

/** Edges that go through the cloth, as docs/gates.md has them; strain (95th percentile) of cloth that is tight nowhere. */
const MOST_CROSSING = 20;
const MOST_STRAIN = 0.02;

it('sleeves that are far too long hang beyond the hands, whole and at rest', async () => {
  const avatar = await presetAvatar('slim');
  const pattern = draftPattern(exampleReading('long-sleeve'), avatar.record, {
    ease: 'regular',
    knownWidthCm: 72,
  });
  const { solver, last } = rememberingSolver();
  const draped = await drapeGarment(
    pattern,
    avatar,
    { quality: 'med', offsetMm: 4, seed: 1, solver },
    null,
    {
      signal: { aborted: false },
      progress: () => undefined,
      log: () => undefined,
      now: () => 0,
    },
  );
  const hand =
    draped.body.jointPositions[
      3 * avatar.record.joints.findIndex(({ name }) => name === 'hand_l')
    ]!;
  const { positions, sewn } = draped;
  const farthest = positions.reduce((most, x, i) => (i % 3 === 0 ? Math.max(most, x) : most), 0);
  const { strainP95, penetrating } = drapeFigures(draped);
  const { task, phase, holding } = last();
  const freed = await letGo({ ...task, positions }, phase, holding, LET_GO_FRAMES);
  expect(farthest).toBeGreaterThan(hand + 0.15);
  expect(selfCrossings(positions, sewn.indices).length / 2).toBeLessThan(MOST_CROSSING);
  expect(penetrating).toBe(0);
  expect(strainP95).toBeLessThan(MOST_STRAIN);
  expect(restsWhereItLies(freed)).toBe(true);
});
