import { snapSample } from '@fitroom/shared/fitting/snap-sample';
import { type BodyIndex, indexBody } from '@fitroom/shared/mesh/closest-point';
import { describe, expect, it } from 'vitest';
import {
  CORNERS_AT,
  DEEPEST_TREE,
  FIXED_PER_METRE,
  fitsDevice,
  INSIDE_WORDS,
  INSIDES,
  INSIDES_AT,
  NORMALS_AT,
  packSolid,
  ROOT,
} from './pack-solid.ts';

const { body } = snapSample(12);

describe('packSolid', () => {
  const twice = indexBody(body.positions, body.indices, [body, body]);
  const bytes = packSolid(twice);
  const whole = new Int32Array(bytes);
  const real = new Float32Array(bytes);

  it('holds the tree, with corners and their normals in the order of its leaves', () => {
    expect(whole[ROOT]).toBe(body.tree.root);
    const place = 5;
    const corner = body.indices[3 * body.tree.triangles[place]! + 1]!;
    for (const [at, values] of [
      [CORNERS_AT, body.positions],
      [NORMALS_AT, body.normals],
    ] as const) {
      const first = whole[at]! + 9 * place + 3;
      expect(real.subarray(first, first + 3)).toEqual(values.subarray(3 * corner, 3 * corner + 3));
    }
  });

  it('holds the columns of each closed mesh, x and y in whole numbers', () => {
    expect(whole[INSIDES]).toBe(2);
    const record = INSIDES_AT + INSIDE_WORDS;
    const { columns, starts, members } = twice.insides[1]!;
    expect(whole[record + 3]).toBe(columns);
    const cell = starts.findIndex((start) => start > 0) - 1;
    const triangle = whole[whole[record + 6]! + whole[whole[record + 5]! + cell]!]!;
    expect(triangle).toBe(members[starts[cell]!]);
    const at = whole[record + 9]! + 9 * triangle;
    const vertex = 3 * body.indices[3 * triangle + 2]!;
    expect(whole[at + 4]! / FIXED_PER_METRE).toBeCloseTo(body.positions[vertex]!, 7);
    expect(whole[at + 5]! / FIXED_PER_METRE).toBeCloseTo(body.positions[vertex + 1]!, 7);
    expect(real[at + 8]).toBe(body.positions[vertex + 2]);
  });
});

it('leaves to the processor what whole numbers or the search would not hold', () => {
  expect(fitsDevice(body)).toBe(true);
  const far = body.positions.map((value) => value + 20);
  expect(fitsDevice(indexBody(far, body.indices))).toBe(false);
  // A chain of nodes, each the first child of the last; the second ones are leaves.
  const children = Int32Array.from({ length: 2 * DEEPEST_TREE }, (_, n) =>
    n % 2 === 0 && n + 2 < 2 * DEEPEST_TREE ? n / 2 + 1 : -2,
  );
  const deep: BodyIndex = { ...body, tree: { ...body.tree, root: 0, children } };
  expect(fitsDevice(deep)).toBe(false);
});
