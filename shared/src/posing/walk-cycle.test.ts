import { describe, expect, it } from 'vitest';
import { presetAvatar } from '../../test/shapes/preset-avatar.ts';
import type { Avatar } from '../body/avatar.ts';
import { rotate, type Vector3 } from '../body/joint-rotation.ts';
import type { Pose } from '../body/pose.ts';
import { poseSkeleton } from '../body/pose-skeleton.ts';
import { blendSkin } from '../body/skin.ts';
import { namedPose } from './named-poses.ts';
import { groundWay, STANCE, walkPose } from './walk-cycle.ts';

/** Metres that a standing foot's lowest point may be off the ground: what nobody sees. */
const SOLE_OFF = 0.0015;

const mirrored = (name: string) =>
  name.replace(/_([lr])$/, (_, side: string) => (side === 'l' ? '_r' : '_l'));

function jointsOf({ record }: Avatar, pose: Pose): Map<string, Vector3> {
  const skeleton = poseSkeleton(record.joints, pose);
  return new Map(record.joints.map(({ name }, j) => [name, skeleton[j]!.position]));
}

function expectMirrored(avatar: Avatar, pose: Pose, other: Pose): void {
  const there = jointsOf(avatar, other);
  for (const [name, [x, y, z]] of jointsOf(avatar, pose)) {
    const [mx, my, mz] = there.get(mirrored(name))!;
    expect(Math.hypot(x + mx, y - my, z - mz), name).toBeLessThan(1e-3);
  }
}

/** Lowest point of a foot's sole and the ball's way, in a pose. */
function soleOf(avatar: Avatar, pose: Pose): { lowest: number; heel: Vector3; ball: Vector3 } {
  const { joints, landmarks } = avatar.record;
  const foot = joints.findIndex(({ name }) => name === 'foot_l');
  const { rotation, position } = poseSkeleton(joints, pose)[foot]!;
  const rest = joints[foot]!.position;
  const placed = (at: Vector3): Vector3 => {
    const arm = rotate(rotation, [at[0] - rest[0], at[1] - rest[1], at[2] - rest[2]]);
    return [arm[0] + position[0], arm[1] + position[1], arm[2] + position[2]];
  };
  const ball = placed(joints.find(({ name }) => name === 'ball_l')!.position);
  const heel = placed(landmarks.heel_left!);
  return { lowest: Math.min(ball[1], heel[1]), heel, ball };
}

/** Height of the lowest point of the left foot's skin, toes and all, metres. */
function lowestOfFoot(avatar: Avatar, pose: Pose): number {
  const { joints, landmarks } = avatar.record;
  const skin = blendSkin(avatar, poseSkeleton(joints, pose));
  let lowest = Number.POSITIVE_INFINITY;
  for (let v = 0; 3 * v < skin.length; v++) {
    const [x, y] = [avatar.positions[3 * v]!, avatar.positions[3 * v + 1]!];
    if (x > 0 && y < landmarks.ankle_outer_left![1]) lowest = Math.min(lowest, skin[3 * v + 1]!);
  }
  return lowest;
}

describe.each(['slim', 'regular', 'curvy'] as const)('the walk of %s', async (id) => {
  const avatar = await presetAvatar(id);

  it('loops', () => {
    const start = jointsOf(avatar, walkPose(avatar, 0));
    for (const [name, [x, y, z]] of jointsOf(avatar, walkPose(avatar, 1))) {
      const [sx, sy, sz] = start.get(name)!;
      expect(Math.hypot(x - sx, y - sy, z - sz)).toBeLessThan(1e-9);
    }
  });

  it('has no jerk: no joint goes more than 15 cm in a sixteenth of the period', () => {
    for (let k = 0; k < 16; k++) {
      const here = jointsOf(avatar, walkPose(avatar, k / 16));
      for (const [name, [x, y, z]] of jointsOf(avatar, walkPose(avatar, (k + 1) / 16))) {
        const [hx, hy, hz] = here.get(name)!;
        expect(Math.hypot(x - hx, y - hy, z - hz), `${name} ${k}`).toBeLessThan(0.15);
      }
    }
  });

  it('does with the right side half a period later what it does with the left', () => {
    for (const phase of [0, 0.1, 0.35, 0.6, 0.8]) {
      expectMirrored(avatar, walkPose(avatar, phase), walkPose(avatar, phase + 0.5));
    }
  });

  it('keeps the standing foot on the ground, which goes back evenly under it', () => {
    const speed = groundWay(avatar) / STANCE;
    const start = soleOf(avatar, walkPose(avatar, 0.15));
    for (let phase = 0.02; phase < STANCE; phase += 0.02) {
      const sole = soleOf(avatar, walkPose(avatar, phase));
      expect(Math.abs(sole.lowest - 0.01), `at ${phase}`).toBeLessThan(0.012);
      // The sole lies from 0.09 to 0.32 of the period, then the ball alone.
      if (phase < 0.1) continue;
      const slide = sole.ball[2] - (start.ball[2] - speed * (phase - 0.15));
      expect(Math.abs(slide), `at ${phase}`).toBeLessThan(0.01);
    }
  });

  it('has the lowest point of a standing foot on the ground, and none below it at any time', () => {
    for (let phase = 0; phase < 1; phase += 1 / 32) {
      const lowest = lowestOfFoot(avatar, walkPose(avatar, phase));
      expect(lowest, `at ${phase}`).toBeGreaterThan(-0.0005);
      if (phase <= STANCE) expect(lowest, `at ${phase}`).toBeLessThan(SOLE_OFF);
    }
  });

  it('stands mirrored in every named pose, hands off the body', () => {
    for (const name of ['a', 'relaxed', 't', 'hips'] as const) {
      const pose = namedPose(avatar, name);
      expectMirrored(avatar, pose, pose);
    }
    const hips = jointsOf(avatar, namedPose(avatar, 'hips'));
    const waist = avatar.record.landmarks.waist_side_left!;
    const [x, y] = hips.get('hand_l')!;
    expect(x - waist[0]).toBeCloseTo(0.075, 2);
    expect(Math.abs(y - waist[1])).toBeLessThan(0.06);
    const t = jointsOf(avatar, namedPose(avatar, 't'));
    expect(t.get('hand_l')![1]).toBeCloseTo(t.get('upperarm_l')![1], 3);
  });
});
