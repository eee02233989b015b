import type { GarmentFrame } from '../landmarks/garment-frame.ts';
import type { Upper } from '../landmarks/read-upper.ts';
import type { WidthProfile } from '../landmarks/torso-width.ts';

/** A bodysuit's lower end beside half the torso: this narrow at the crotch piece, just above it, and this wide at the hips. */
const BODYSUIT_FOOT = 0.65;
const BODYSUIT_ABOVE = 1.1;
const BODYSUIT_HIPS = 1.4;

/** Whether the lower end narrows to a crotch piece, as a bodysuit's does. */
export function endsInCrotchPiece(
  frame: GarmentFrame,
  upper: Upper,
  profile: WidthProfile,
): boolean {
  const half = upper.leftHalf;
  const foot = half.v[half.length - 1]!;
  const runAt = (share: number): number => {
    const level = Math.min(
      profile.count - 1,
      Math.max(0, Math.floor(((share * foot) / frame.height) * profile.count)),
    );
    return profile.left[level]! + profile.right[level]!;
  };
  return (
    runAt(0.975) < BODYSUIT_FOOT * upper.torso &&
    runAt(0.93) < BODYSUIT_ABOVE * upper.torso &&
    runAt(0.75) > BODYSUIT_HIPS * upper.torso
  );
}
