import { beforeAll, describe, expect, it } from 'vitest';
import { presetAvatar } from '../../test/shapes/preset-avatar.ts';
import type { PosedBody } from '../body/avatar.ts';
import { REST_POSE } from '../body/pose.ts';
import { poseBody } from '../body/pose-body.ts';
import { gapUnderArm } from './arm-gap.ts';

let slim: PosedBody;
let curvy: PosedBody;
beforeAll(async () => {
  slim = poseBody(await presetAvatar('slim'), REST_POSE);
  curvy = poseBody(await presetAvatar('curvy'), REST_POSE);
}, 60_000);

describe('gapUnderArm', () => {
  it('begins lower the thicker the arm is and the steeper it hangs, the same on both sides', () => {
    const highest = (body: PosedBody, x: number) => gapUnderArm(body, 1, [x, 0.9])[0]![1];
    expect(highest(curvy, 0.28)).toBeLessThan(highest(slim, 0.28) - 0.04);
    expect(highest(curvy, 0.28)).toBeLessThan(highest(curvy, 0.5) - 0.04);
    expect(highest(slim, 0.5)).toBeLessThan(slim.landmarks.armpit_left![1] + 0.02);
    const [left, right] = ([1, -1] as const).map((way) =>
      gapUnderArm(curvy, way, [way * 0.28, 0.9]),
    );
    expect(left!.length).toBeGreaterThan(10);
    right!.forEach(([x, y], k) => {
      expect(-x).toBeCloseTo(left![k]![0], 1);
      expect(y).toBeCloseTo(left![k]![1], 5);
    });
  });
});
