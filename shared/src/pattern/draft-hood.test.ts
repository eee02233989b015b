import { expect, test } from 'vitest';
import { exampleBody } from '../../test/shapes/example-body.ts';
import { bodyMeasures } from './body-measures.ts';
import { draftHood, seenOnHood } from './draft-hood.ts';
import type { PanelRun } from './panel-outlines.ts';

const run = (kind: PanelRun['kind'], side: PanelRun['side'], ...points: number[]): PanelRun => ({
  kind,
  side,
  points: Float64Array.from(points),
});

/** A garment with a small, crooked hood that lay flat: 16 cm high and 18 cm wide. */
function hooded(frontNeck: readonly number[]): PanelRun[] {
  return [
    run('neck', 'centre', ...frontNeck),
    run('collar', 'left', 0.06, 0.14, 0.1, 0.08, 0.1, 0),
    run('shoulder', 'left', 0.1, 0, 0.3, -0.1),
    run('hem', 'centre', 0.3, -0.1, 0.3, -0.6, -0.3, -0.6, -0.3, -0.1),
    run('shoulder', 'right', -0.3, -0.1, -0.08, -0.01),
    run('collar', 'right', -0.08, -0.01, -0.08, 0.07, -0.04, 0.15),
  ];
}

const RUNS = {
  back: hooded([-0.04, 0.15, 0.01, 0.16, 0.06, 0.14]),
  front: hooded([-0.04, 0.15, 0.01, 0.08, 0.06, 0.14]),
};

test('a hood of any size is drafted to go over the head', () => {
  const body = bodyMeasures(exampleBody());
  const hood = draftHood(RUNS, body)!;
  const collars = hood.runs.back.filter(({ kind }) => kind === 'collar');
  expect(collars).toHaveLength(2);
  const neck = hood.runs.back.find(({ kind }) => kind === 'neck')!;
  const top = Math.max(...neck.points.filter((_, i) => i % 2 === 1));
  expect(top).toBeGreaterThan(1.2 * (body.headTopHeight - body.neckSideHeight));
  const width = Math.max(
    ...collars.flatMap(({ points }) => [...points.filter((_, i) => i % 2 === 0)]),
  );
  expect(width).toBeGreaterThan(0.12);
  // Sewn to the shoulders where it was, and to each other.
  expect([...collars[0]!.points.slice(-2)]).toEqual([0.1, 0]);
  expect([...collars[1]!.points.slice(0, 2)]).toEqual([-0.08, -0.01]);
  expect(
    hood.runs.front.find(({ kind, side }) => kind === 'collar' && side === 'left')!.points,
  ).toEqual(collars[0]!.points);
});

test('the drafted hood has the cloth that the photo shows at the same share of its height and width', () => {
  const { map, runs } = draftHood(RUNS, bodyMeasures(exampleBody()))!;
  expect(seenOnHood(map, 0.2, -0.3)).toEqual([0.2, -0.3]);
  const neck = runs.back.find(({ kind }) => kind === 'neck')!;
  const top = Math.max(...neck.points.filter((_, i) => i % 2 === 1));
  expect(seenOnHood(map, 0, top)[1]).toBeGreaterThan(0.145);
  expect(seenOnHood(map, 0, top)[1]).toBeLessThan(0.1601);
  const half = seenOnHood(map, 0, top / 2);
  expect(half[1]).toBeCloseTo(0.08, 2);
  const collar = runs.back.find(({ kind, side }) => kind === 'collar' && side === 'left')!;
  for (let i = 0; i < collar.points.length; i += 2) {
    const [x, y] = seenOnHood(map, collar.points[i]!, collar.points[i + 1]!);
    // On the photo's left side: from (0.1, 0) over (0.1, 0.08) to (0.06, 0.14).
    const side = y < 0.08 ? 0.1 : 0.1 - ((y - 0.08) * 0.04) / 0.06;
    expect(Math.abs(x - side)).toBeLessThan(0.012);
  }
});

test('a garment without the sides of a hood keeps its outline', () => {
  const bare = RUNS.back.filter(({ kind }) => kind !== 'collar');
  expect(draftHood({ back: bare, front: bare }, bodyMeasures(exampleBody()))).toBeNull();
});
