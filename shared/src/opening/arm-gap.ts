import type { PosedBody } from '../body/avatar.ts';
import { poseBody } from '../body/pose-body.ts';
import { ARM_RANGE, roundedAngle } from '../drape/arm-angles.ts';
import { requireJoint } from '../drape/body-points.ts';
import { armAlong } from '../drape/pose-for-pattern.ts';
import { crossSections } from '../fitting/cross-sections.ts';
import { frontProfile, heightOf, spanOf } from '../fitting/front-profile.ts';

const DEGREE = Math.PI / 180;
/** Between arm and trunk there is room for the cloth of both where they are this far apart, metres. */
const ROOM = 0.02;

/**
 * The middle between the body's trunk and its arm as it lies in a sleeve that hangs, from as high up as there is room for
 * the cloth of both downwards: a thick arm touches the side far below the armpit.
 *
 * @param way 1 on the wearer's left (+x), -1 on the right.
 * @param end Middle of the sleeve near its cuff in the front view; metres, file frame.
 */
export function gapUnderArm(
  { avatar }: PosedBody,
  way: 1 | -1,
  end: readonly [x: number, y: number],
): readonly (readonly [x: number, y: number])[] {
  const side = way > 0 ? 'left' : 'right';
  const joint = requireJoint(avatar.record, way > 0 ? 'upperarm_l' : 'upperarm_r');
  const down = Math.atan2(joint[1] - end[1], way * (end[0] - joint[0])) / DEGREE;
  const angle = roundedAngle(down, ARM_RANGE) * DEGREE;
  const along = [way * Math.cos(angle), -Math.sin(angle), 0] as const;
  const { positions } = poseBody(avatar, { turns: armAlong(avatar, side, along, along) });
  const profile = frontProfile(positions, avatar.indices);
  const gap: [number, number][] = [];
  let hasBegun = false;
  crossSections(positions, avatar.indices, profile).forEach((runs, row) => {
    const y = heightOf(profile, row);
    if (y < end[1] || y > joint[1]) return;
    const spans = runs.map((run) => spanOf(profile, run));
    const away = spans.map(({ left, right }) => (way > 0 ? [left, right] : [-right, -left]));
    const trunk = away.find(([near, far]) => near! < 0 && far! > 0);
    const arm = away.find(([near]) => near! > 0);
    if (!trunk || !arm || arm[0]! - trunk[1]! < ROOM) {
      // Above the first place without room they have grown together.
      hasBegun = true;
    } else if (!hasBegun) gap.push([(way * (arm[0]! + trunk[1]!)) / 2, y]);
  });
  return gap.reverse();
}
