import { beforeAll, describe, expect, it } from 'vitest';
import { exampleReading } from '../../test/shapes/example-reading.ts';
import { presetAvatar } from '../../test/shapes/preset-avatar.ts';
import type { Avatar } from '../body/avatar.ts';
import { draftPattern } from '../pattern/draft-pattern.ts';
import { type Pattern, wholePanel } from '../pattern/pattern.ts';
import { armAngles, shoulderInPattern } from './arm-angles.ts';
import { hangHeight } from './hang-height.ts';

let avatar: Avatar;
let pattern: Pattern;
beforeAll(async () => {
  avatar = await presetAvatar('regular');
  pattern = draftPattern(exampleReading('long-sleeve'), avatar.record, {
    ease: 'regular',
    knownWidthCm: null,
  });
});

describe('armAngles', () => {
  it('holds the arm straight in a straightened sleeve, so that it leaves by the cuff', () => {
    const lift = hangHeight(avatar, pattern);
    for (const side of ['left', 'right'] as const) {
      const sleeve = wholePanel(pattern).sleeves!.find((lay) => lay.side === side)!;
      const { upper, bend } = armAngles(avatar, pattern, side, lift)!;
      expect(bend).toBe(0);
      const [x, y] = shoulderInPattern(avatar, side, lift);
      const [ox, oy, ux, uy] = sleeve.rungs.at(-1)!.laid;
      const outwards = side === 'left' ? 1 : -1;
      const below = (toX: number, toY: number) =>
        (Math.atan2(y - toY, outwards * (toX - x)) * 180) / Math.PI;
      expect(upper).toBeGreaterThan(below(ox, oy));
      expect(upper).toBeLessThan(below(ux, uy));
    }
  });
});
