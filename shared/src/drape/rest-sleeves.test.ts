import { beforeAll, describe, expect, it } from 'vitest';
import { exampleReading } from '../../test/shapes/example-reading.ts';
import { presetAvatar } from '../../test/shapes/preset-avatar.ts';
import type { Avatar } from '../body/avatar.ts';
import type { DistanceField } from '../body/distance-field.ts';
import { clothAtRest } from '../cloth/cloth-state.ts';
import { ruleKeeper } from '../cloth/keep-rules.ts';
import { draftPattern } from '../pattern/draft-pattern.ts';
import type { Pattern } from '../pattern/pattern.ts';
import { sewPattern } from '../pattern/sew-pattern.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import { restSleevesOf } from './rest-sleeves.ts';
import { shoulderSeamVertices } from './seam-vertices.ts';
import { shoulderProfile } from './shoulder-profile.ts';

/** Skin at z = 0, outside towards +z. */
const SKIN: DistanceField = {
  origin: [-1, -1, -1],
  cell: 2,
  size: [2, 2, 2],
  distances: Float32Array.of(-1, -1, -1, -1, 1, 1, 1, 1),
};
const OFF = 0.05;

let avatar: Avatar;
let pattern: Pattern;
let sewn: SewnGarment;
beforeAll(async () => {
  avatar = await presetAvatar('regular');
  const wish = { ease: 'regular', knownWidthCm: null } as const;
  pattern = draftPattern(exampleReading('long-sleeve'), avatar.record, wish);
  sewn = sewPattern(pattern, 0.05, 1);
});

/** How far each vertex of the flat garment stands off the skin after the rule was kept for a while. */
function distances(worn: Pattern, off: number): number[] {
  const state = clothAtRest(
    Float64Array.from({ length: 3 * sewn.vertexCount }, (_, i) =>
      i % 3 === 2 ? off : sewn.flat[2 * Math.floor(i / 3) + (i % 3)]!,
    ),
  );
  const seams = shoulderSeamVertices(worn, sewn);
  const rule = restSleevesOf(worn, sewn, seams, shoulderProfile(avatar));
  const keeper = ruleKeeper();
  for (let i = 0; i < 100; i++) keeper.keep(rule, state, SKIN, 0, 0.001);
  return Array.from({ length: sewn.vertexCount }, (_, v) => state.positions[3 * v + 2]!);
}

describe('restSleevesOf', () => {
  it('draws over-arm seams down to the arm, and nothing else', () => {
    const overArm = new Set(shoulderSeamVertices(pattern, sewn));
    const z = distances(pattern, OFF);
    let drawn = 0;
    z.forEach((height, v) => {
      if (height > OFF - 1e-6) return;
      drawn++;
      expect(overArm.has(v)).toBe(true);
      expect(Math.abs(sewn.flat[2 * v]!)).toBeGreaterThan(0.15);
      expect(height).toBeLessThan(0.015);
      expect(height).toBeGreaterThan(0.005);
    });
    expect(drawn).toBeGreaterThan(10);
  });

  it('leaves seams that lie on the arm where they are', () => {
    expect(distances(pattern, 0.005)).toEqual(distances(pattern, 0.005).map(() => 0.005));
  });

  it('leaves garments without sleeves alone', () => {
    const sleeveless = distances({ ...pattern, upper: 'sleeveless' }, OFF);
    expect(sleeveless.every((height) => height === OFF)).toBe(true);
  });
});
