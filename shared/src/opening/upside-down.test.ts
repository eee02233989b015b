import { describe, expect, it } from 'vitest';
import { generatedMesh, wornGarment } from '../../test/shapes/generated-meshes.ts';
import { presetAvatar } from '../../test/shapes/preset-avatar.ts';
import { tubeMesh } from '../../test/shapes/simple-meshes.ts';
import type { UprightMesh } from '../fitting/align-to-body.ts';
import type { Category } from '../garment/vocabulary.ts';
import { largeLoops } from './large-loops.ts';
import { standsOnItsHead, turnedOver } from './upside-down.ts';

/** Whether a mesh is said to stand on its head as it is, and turned over, as somebody's file: in another unit, anywhere. */
function saidOf({ positions, indices }: UprightMesh, category: Category): [boolean, boolean] {
  const elsewhere = (values: Float32Array) =>
    values.map((value, i) => 39.4 * value + [3, 90, -2][i % 3]!);
  const said = (values: Float32Array) =>
    standsOnItsHead(largeLoops({ positions: values, indices }), category);
  return [said(elsewhere(positions)), said(elsewhere(turnedOver(positions)))];
}

const tube = tubeMesh(0.2, 0, 0.6, 24, 10);
/** The same, so many times as wide at its lower end. */
const flared = (by: number): UprightMesh => ({
  ...tube,
  positions: tube.positions.map((value, i) =>
    i % 3 === 1 ? value : value * (1 + (by - 1) * (1 - tube.positions[i - (i % 3) + 1]! / 0.6)),
  ),
});

describe('standsOnItsHead', () => {
  it.each([
    ['long-sleeve', 'top'],
    ['tank', 'top'],
    ['bodysuit', 'bodysuit'],
    ['trousers', 'trousers'],
  ] as const)('tells a %s that does from one that does not', async (shape, category) => {
    const worn = wornGarment(shape, await presetAvatar('regular'));
    expect(saidOf(worn, category)).toEqual([false, true]);
    if (shape !== 'tank') return;
    // What is closed has no neck that could be below.
    expect(saidOf(generatedMesh(worn, 'capped'), category)).toEqual([false, false]);
  });

  it('takes a skirt by its waist where that is much the shorter end, and else as it stands', () => {
    expect(saidOf(flared(2.5), 'skirt')).toEqual([false, true]);
    expect(saidOf(flared(1.3), 'skirt')).toEqual([false, false]);
    expect(saidOf(flared(0.8), 'skirt')).toEqual([false, false]);
    // A strapless dress flares too, but so does a top that is gathered.
    expect(saidOf(flared(2.5), 'dress')).toEqual([false, false]);
  });

  it('turns by half a turn that leaves the front before', () => {
    expect(turnedOver(Float32Array.of(1, 2, 3))).toEqual(Float32Array.of(-1, -2, 3));
  });
});
