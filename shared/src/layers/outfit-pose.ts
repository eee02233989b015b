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

/** A garment by what it asks of the limbs: flat pieces, or a mesh that was put on in a pose of its own. */
export type Posing =
  | { readonly pattern: Pattern }
  | { readonly pose: Pose; readonly hasSleeves: boolean; readonly hasLegs: boolean };

/**
 * One pose for all garments of an outfit: the arms of its outermost sleeves, the legs of its outermost
 * legs; the others' sleeves are turned to those arms. Where a pattern has sleeves or legs, meshes do not count: they can be
 * taken into its pose, but flat pieces not into any.
 *
 * @param garments Inner to outer.
 */
export function outfitPose(avatar: Avatar, garments: readonly Posing[]): OutfitPose {
  const turns: Record<string, Vector3> = {};
  let arms: HeldArms | null = null;
  const patterns = garments.flatMap((garment) => ('pattern' in garment ? [garment.pattern] : []));
  const areArmsHeld = patterns.some((pattern) => heldArms(avatar, pattern) !== null);
  const areLegsHeld = patterns.some(({ legAngles }) => legAngles !== null);
  for (const garment of garments) {
    let own: Pose;
    let [steersArms, steersLegs] = [false, false];
    if ('pattern' in garment) {
      const { pattern } = garment;
      own = poseForPattern(avatar, pattern, HIGHEST_ARM);
      const held = heldArms(avatar, pattern);
      arms = held ?? arms;
      [steersArms, steersLegs] = [held !== null, pattern.legAngles !== null];
    } else {
      own = garment.pose;
      steersArms = garment.hasSleeves && !areArmsHeld;
      steersLegs = garment.hasLegs && !areLegsHeld;
    }
    const isTaken = (joint: string): boolean =>
      LEG_JOINT.test(joint) ? steersLegs : steersArms || !(joint in turns);
    for (const [joint, turn] of Object.entries(own.turns)) {
      if (isTaken(joint)) turns[joint] = turn;
    }
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
