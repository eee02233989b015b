import { beforeAll, describe, expect, it } from 'vitest';
import { exampleReading } from '../../test/shapes/example-reading.ts';
import { presetAvatar } from '../../test/shapes/preset-avatar.ts';
import type { Avatar } from '../body/avatar.ts';
import { draftPattern } from '../pattern/draft-pattern.ts';
import type { Pattern } from '../pattern/pattern.ts';
import { armAngles, shoulderInPattern } from './arm-angles.ts';
import { hangHeight } from './hang-height.ts';
import { HIGHEST_ARM, sleeveTurner } from './turn-sleeves.ts';

let avatar: Avatar;
let tee: Pattern;
let lift: number;
beforeAll(async () => {
  avatar = await presetAvatar('regular');
  const reading = exampleReading('tee');
  tee = draftPattern(reading, avatar.record, { ease: 'regular', knownWidthCm: null });
  lift = hangHeight(avatar, tee);
});

function turned(pattern: Pattern, [x, y]: readonly [number, number]): [number, number] {
  const at: [number, number] = [x, y];
  sleeveTurner(avatar, pattern, lift)(at);
  return at;
}

describe('sleeveTurner', () => {
  it('takes the cuff of a flat sleeve down by what the arm is lowered, on both sides alike', () => {
    const laid = armAngles(avatar, tee, 'left', lift)!.upper;
    expect(laid).toBeLessThan(HIGHEST_ARM);
    for (const side of ['left', 'right'] as const) {
      const cuff = tee.landmarks[`cuff-${side}`]!;
      const [px, py] = shoulderInPattern(avatar, side, lift);
      const [x, y] = turned(tee, cuff);
      const angle = (at: readonly [number, number]) => Math.atan2(py - at[1], Math.abs(at[0] - px));
      expect(((angle([x, y]) - angle(cuff)) * 180) / Math.PI).toBeCloseTo(HIGHEST_ARM - laid, 3);
      expect(Math.hypot(x - px, y - py)).toBeCloseTo(Math.hypot(cuff[0] - px, cuff[1] - py), 6);
    }
  });

  it('leaves the torso where it is', () => {
    for (const name of ['neck-left', 'armpit-left', 'hem-left', 'hem']) {
      expect(turned(tee, tee.landmarks[name]!)).toEqual([...tee.landmarks[name]!]);
    }
  });

  it('leaves garments without sleeves as they are', () => {
    const tank = draftPattern(exampleReading('tank'), avatar.record, {
      ease: 'regular',
      knownWidthCm: null,
    });
    expect(turned(tank, [0.3, -0.1])).toEqual([0.3, -0.1]);
  });
});
