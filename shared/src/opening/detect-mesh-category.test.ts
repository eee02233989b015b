import { beforeAll, describe, expect, it } from 'vitest';
import { generatedMesh, wornGarment } from '../../test/shapes/generated-meshes.ts';
import { presetAvatar } from '../../test/shapes/preset-avatar.ts';
import { sphereMesh, tubeMesh } from '../../test/shapes/simple-meshes.ts';
import type { Avatar } from '../body/avatar.ts';
import type { UprightMesh } from '../fitting/align-to-body.ts';
import { detectMeshCategory } from './detect-mesh-category.ts';
import { largeLoops } from './large-loops.ts';

const seenIn = (mesh: UprightMesh) => detectMeshCategory(largeLoops(mesh));

let avatar: Avatar;
beforeAll(async () => {
  avatar = await presetAvatar('regular');
});

describe('detectMeshCategory', () => {
  it.each([
    ['tee', 'top', false],
    ['tank', 'top', false],
    ['dress', 'dress', false],
    ['skirt', 'skirt', false],
    ['trousers', 'trousers', true],
  ] as const)('tells from the openings of a %s that it is a %s', (shape, category, isSure) => {
    const { positions, indices } = wornGarment(shape, avatar);
    const inches = { positions: positions.map((value) => 39.4 * value + 7), indices };
    expect(seenIn(inches)).toEqual({ category, isSure });
  });

  it('tells shorts from trousers by their legs', () => {
    const { positions, indices } = wornGarment('trousers', avatar);
    const short = positions.map((value, i) => (i % 3 === 1 ? 0.45 * value : value));
    expect(seenIn({ positions: short, indices })?.category).toBe('shorts');
  });

  it('says nothing of closed meshes, nor of one that lies on its side', () => {
    expect(seenIn(sphereMesh(0.3, 10, [0, 1, 0]))).toBeNull();
    expect(seenIn(generatedMesh(wornGarment('tee', avatar), 'blob'))).toBeNull();
    const tube = tubeMesh(0.2, 0, 0.6, 24, 10);
    const lying = tube.positions.map((_, i) => tube.positions[i - (i % 3) + ((i + 1) % 3)]!);
    expect(seenIn({ positions: lying, indices: tube.indices })).toBeNull();
  });
});
