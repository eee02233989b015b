import { expect, it } from 'vitest';
import { gridGarment } from '../../test/shapes/grid-garment.ts';
import { bodyDepths } from '../body/body-depths.ts';
import { keepSidesOf } from './keep-sides.ts';

const NOBODY = bodyDepths({
  origin: [0, 0, 0],
  cell: 1,
  size: [2, 2, 2],
  distances: new Float32Array(8).fill(1),
});

it('keeps front and back cloth on their sides, seams and what lies between the legs on neither', () => {
  const sewn = gridGarment({ columns: 2, rows: 1, spacing: 0.1 });
  sewn.facings.set([1, 2, 1, 3, 2, 1]);
  sewn.letIn[5] = 0.01;
  const { vertices, sides } = keepSidesOf(sewn, NOBODY);
  expect([...vertices]).toEqual([0, 1, 2, 4]);
  expect([...sides]).toEqual([1, -1, 1, -1]);
});

it("lets a hood's back go round neck and head", () => {
  const sewn = gridGarment({ columns: 1, rows: 1, spacing: 0.1 });
  sewn.facings.set([2, 2, 1, 1]);
  sewn.flat.set([0, 0.01, 0, 0.05, 0, 0.05, 0, 0.3]);
  const hood = { from: 0.2, bend: () => undefined };
  expect([...keepSidesOf(sewn, NOBODY, hood).vertices]).toEqual([0, 2]);
  expect([...keepSidesOf(sewn, NOBODY, null).vertices]).toEqual([0, 1, 2, 3]);
});

it('knows no tops for what hangs from the waist', () => {
  const sewn = gridGarment({ columns: 2, rows: 1, spacing: 0.1 });
  const depths = { ...NOBODY, tops: Float32Array.of(1, 2) };
  expect([...keepSidesOf(sewn, depths, null, false).depths.tops]).toEqual([1, 2]);
  expect([...keepSidesOf(sewn, depths, null, true).depths.tops]).toEqual([Infinity, Infinity]);
});
