import { describe, expect, it } from 'vitest';
import { presetAvatar } from '../../test/shapes/preset-avatar.ts';
import { sphereMesh, tubeMesh } from '../../test/shapes/simple-meshes.ts';
import type { PosedBody } from '../body/avatar.ts';
import { REST_POSE } from '../body/pose.ts';
import { poseBody } from '../body/pose-body.ts';
import { indexBody } from '../mesh/closest-point.ts';
import { carryToBody } from './carry-to-body.ts';
import { gradeEase } from './grade-ease.ts';

const bodyOf = ({ positions }: ReturnType<typeof sphereMesh>) => ({ positions }) as PosedBody;

describe('carryToBody', () => {
  const skin = sphereMesh(0.2, 24, [0, 1, 0]);
  const grown = { ...skin, positions: skin.positions.map((x, i) => (i % 3 === 1 ? x : 1.25 * x)) };
  const belt = tubeMesh(0.23, 0.95, 1.05, 120, 8);

  it('leaves cloth on its own body where it lies', () => {
    const index = indexBody(skin.positions, skin.indices);
    const there = carryToBody(belt.positions, belt.indices, bodyOf(skin), index, bodyOf(skin));
    expect(there).toEqual(belt.positions);
  });

  it('keeps the distance to a body that is a quarter wider', () => {
    const index = indexBody(skin.positions, skin.indices);
    const there = carryToBody(belt.positions, belt.indices, bodyOf(skin), index, bodyOf(grown));
    for (let v = 0; v < there.length; v += 3) {
      expect(Math.hypot(there[v]!, there[v + 2]!)).toBeCloseTo(0.28, 2);
      expect(there[v + 1]).toBeCloseTo(belt.positions[v + 1]!, 3);
    }
  });

  it('refuses a body of another skin mesh', async () => {
    const avatar = poseBody(await presetAvatar('regular'), REST_POSE);
    const index = indexBody(skin.positions, skin.indices);
    expect(() => carryToBody(belt.positions, belt.indices, bodyOf(skin), index, avatar)).toThrow(
      /one skin mesh/,
    );
  });
});

describe('gradeEase', () => {
  // A flat piece of 20 by 20 cm that hangs as it was cut, then a tenth wider and a twentieth longer.
  const side = 20;
  const places: number[] = [];
  const indices: number[] = [];
  for (let j = 0; j <= side; j++) {
    for (let i = 0; i <= side; i++) {
      places.push(i * 0.01, 1 + j * 0.01, 0);
      if (i === side || j === side) continue;
      const a = j * (side + 1) + i;
      indices.push(a, a + 1, a + side + 2, a, a + side + 2, a + side + 1);
    }
  }
  const before = Float32Array.from(places);
  const after = before.map((x, i) => (i % 3 === 0 ? 1.1 * x : i % 3 === 1 ? 1.05 * x : x));
  const count = places.length / 3;
  const pattern = Float32Array.from({ length: 4 * count }, (_, i) => {
    const v = 3 * (i >> 2);
    return [before[v]!, before[v + 1]!, 0.02, before[v + 1]!][i % 4]!;
  });
  const cloth = {
    pattern,
    easeAlong: new Float32Array(count),
    indices: Uint32Array.from(indices),
  };

  it('gives across and lengthwise what the cloth had to grow, on top of what it had', () => {
    const graded = gradeEase(cloth, before, after);
    for (let v = 0; v < count; v++) {
      expect(graded.pattern[4 * v + 2]).toBeCloseTo(1.02 * 1.1 - 1, 2);
      expect(graded.easeAlong[v]).toBeCloseTo(0.05, 2);
      expect(graded.pattern[4 * v + 3]).toBeCloseTo(after[3 * v + 1]!, 5);
    }
  });

  it('changes nothing on the same body', () => {
    const graded = gradeEase(cloth, before, before);
    graded.pattern.forEach((value, i) => {
      expect(value).toBeCloseTo(pattern[i]!, 5);
    });
  });
});
