import { type FrontProfile, rowOf, runsOfRow, spanOf } from './front-profile.ts';
import type { MeshLandmarks } from './mesh-landmarks.ts';

/** Below the armpit at which the trunk's side is taken, metres. */
const BELOW_ARMPIT = 0.03;
/** A place farther than this from all cloth of its row belongs to the row's neighbour, where no sleeve need be: metres. */
const NEAR = 0.02;

/**
 * Whether a place of the front view belongs to a sleeve: beside the trunk from the armpits up, below
 * them in a run of its own that the trunk's does not touch.
 *
 * @param profile Of a mesh in metres.
 */
export function sleeveTest(
  profile: FrontProfile,
  landmarks: MeshLandmarks,
): (x: number, y: number) => boolean {
  const { armpit, centre } = landmarks;
  if (armpit === null) return () => false;
  const side = (landmarks.trunkWidth(armpit - BELOW_ARMPIT) ?? 0) / 2;
  const spans = Array.from({ length: profile.rows }, (_, row) =>
    runsOfRow(profile, row).map((run) => spanOf(profile, run)),
  );
  // From the armpits down as long as something hangs beside the trunk; an uneven hem is no sleeve.
  let lowest = rowOf(profile, armpit - BELOW_ARMPIT);
  const isBeside = (span: { left: number; right: number }) =>
    span.left > centre || span.right < centre;
  while (lowest > 0 && spans[lowest - 1]!.some(isBeside)) lowest--;
  return (x, y) => {
    // Just under the armpit the trunk's run may still hold the sleeve.
    if (y > armpit - BELOW_ARMPIT) return Math.abs(x - centre) > side;
    if (rowOf(profile, y) < lowest) return false;
    let nearest = NEAR;
    let isSleeve = false;
    for (const span of spans[rowOf(profile, y)]!) {
      const away = Math.max(span.left - x, x - span.right, 0);
      if (away >= nearest) continue;
      nearest = away;
      isSleeve = isBeside(span);
    }
    return isSleeve;
  };
}
