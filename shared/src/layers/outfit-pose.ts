import type { Avatar } from '../body/avatar.ts';
import type { Vector3 } from '../body/joint-rotation.ts';
import type { Pose } from '../body/pose.ts';
import { armAngles } from '../drape/arm-angles.ts';
import { hangHeight } from '../drape/hang-height.ts';
import { poseForPattern } from '../drape/pose-for-pattern.ts';
import { type HeldArms, HIGHEST_ARM } from '../drape/turn-sleeves.ts';
import type { Pattern } from '../pattern/pattern.ts';

/** How a body stands in an outfit. */
export interface OutfitPose {
  readonly pose: Pose;
  /** Null where nothing has sleeves: then the arms rest. */
  readonly arms: HeldArms | null;
}

const LEG_JOINT = /^(thigh|foot)_/;

/**
 * One pose for all garments of an outfit: the arms of its outermost sleeves, the legs of its outermost
 * legs; the others' sleeves are turned to those arms.
 *
 * @param patterns Inner to outer.
 */
export function outfitPose(avatar: Avatar, patterns: readonly Pattern[]): OutfitPose {
  const turns: Record<string, Vector3> = {};
  let arms: HeldArms | null = null;
  for (const pattern of patterns) {
    const own = Object.entries(poseForPattern(avatar, pattern, HIGHEST_ARM).turns);
    const held = heldArms(avatar, pattern);
    arms = held ?? arms;
    const isTaken = (joint: string): boolean =>
      LEG_JOINT.test(joint) ? pattern.legAngles !== null : held !== null || !(joint in turns);
    for (const [joint, turn] of own) if (isTaken(joint)) turns[joint] = turn;
  }
  return { pose: { turns }, arms };
}

function heldArms(avatar: Avatar, pattern: Pattern): HeldArms | null {
  const lift = hangHeight(avatar, pattern);
  const angles = (['left', 'right'] as const).map((side) => armAngles(avatar, pattern, side, lift));
  const [left, right] = [angles[0] ?? angles[1], angles[1] ?? angles[0]];
  if (!left || !right) return null;
  return { left: Math.max(HIGHEST_ARM, left.upper), right: Math.max(HIGHEST_ARM, right.upper) };
}
