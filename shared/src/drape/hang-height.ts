import type { Avatar } from '../body/avatar.ts';
import { sliceGirth } from '../body/slice-girth.ts';
import { WAIST_CATEGORIES } from '../garment/vocabulary.ts';
import type { Pattern } from '../pattern/pattern.ts';
import { requireLandmark } from './body-points.ts';
import { openingPoints, type PatternPoint, seamPoints } from './pattern-points.ts';
import { shoulderProfile } from './shoulder-profile.ts';

/** Metres between a shoulder seam and the trapezius at the start. */
export const SHOULDER_GAP = 0.006;
/**
 * Share of a shoulder's points that clear the body. All of them would let one low point (sleeves laid
 * down steeply) lift the whole neck off the shoulders; those inside are pushed out.
 */
const CARRYING = 0.75;
/** Metres a strapless garment's sides stand below the armpit. */
const BELOW_ARMPIT = 0.01;
/** Metres a crotch seam hangs below the body's crotch. */
const CROTCH_GAP = 0.012;
/** Metres above the widest hip below which no waistband is worn. */
const ABOVE_HIP = 0.04;
/** Metres between the levels at which the body's girth is looked up. */
const LEVEL_STEP = 0.01;

/**
 * Height (metres, file frame) at which the pattern's y = 0 belongs on this body: shoulder seams on
 * the trapezius, strapless tops at the armpit, waists where the body is as wide as they are.
 */
export function hangHeight(avatar: Avatar, pattern: Pattern): number {
  if (WAIST_CATEGORIES.has(pattern.category)) {
    return pattern.waistSeat ?? waistHeight(avatar, pattern);
  }
  const top = openingPoints(pattern, 'top');
  if (top.length > 0) return straplessHeight(avatar, top);
  return shoulderHeight(avatar, pattern);
}

function shoulderHeight(avatar: Avatar, pattern: Pattern): number {
  return heightOnShoulders(avatar, seamPoints(pattern, 'shoulder'));
}

/**
 * How far a garment rises to rest on a body's shoulders, metres.
 *
 * @param shoulders Points of its shoulder seams: x from the middle and height, metres.
 * @param carrying Share of them that clears the body.
 */
export function heightOnShoulders(
  avatar: Avatar,
  shoulders: readonly PatternPoint[],
  carrying = CARRYING,
): number {
  const profile = shoulderProfile(avatar);
  const carried = shoulders.filter(
    ([x]) => Math.abs(x) >= profile.inner && Math.abs(x) <= profile.outer,
  );
  // Halters and bare shoulders have no seam over the trapezius: their highest points stand for it.
  const highest = Math.max(...shoulders.map(([, y]) => y), 0);
  const resting =
    carried.length > 0 ? carried : shoulders.filter(([, y]) => y > highest - LEVEL_STEP);
  if (resting.length === 0) return profile.heightAt(0) + SHOULDER_GAP;
  // Each shoulder alone would set its own height; a tilted garment is hung at their mean.
  const heights = [-1, 1]
    .map((side) => resting.filter(([x]) => x * side > 0))
    .filter((points) => points.length > 0)
    .map((points) =>
      quantile(
        points.map(([x, y]) => profile.heightAt(Math.abs(x)) - y),
        carrying,
      ),
    );
  return heights.reduce((sum, height) => sum + height, 0) / heights.length + SHOULDER_GAP;
}

function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

function straplessHeight(avatar: Avatar, top: readonly PatternPoint[]): number {
  const armpit = requireLandmark(avatar.record, 'armpit_left');
  const widest = Math.max(...top.map(([x]) => Math.abs(x)));
  const sides = top.filter(([x]) => Math.abs(x) > 0.9 * widest);
  const sideHeight = sides.reduce((sum, [, y]) => sum + y, 0) / sides.length;
  return armpit[1] - BELOW_ARMPIT - sideHeight;
}

function waistHeight(avatar: Avatar, pattern: Pattern): number {
  const waist = requireLandmark(avatar.record, 'waist_front')[1];
  const lowest = requireLandmark(avatar.record, 'hip_side_left')[1] + ABOVE_HIP;
  const xs = openingPoints(pattern, 'waist').map(([x]) => x);
  const girth = 2 * (Math.max(...xs) - Math.min(...xs));
  let height = waist;
  while (height - LEVEL_STEP > lowest && trunkGirth(avatar, height) < girth) height -= LEVEL_STEP;
  const inseams = seamPoints(pattern, 'inseam');
  if (inseams.length > 0) {
    const crotch = Math.max(...inseams.map(([, y]) => y));
    const bodyCrotch = requireLandmark(avatar.record, 'crotch')[1];
    height = Math.min(height, bodyCrotch - CROTCH_GAP - crotch);
  }
  return Math.max(lowest, height);
}

/** Metres round the trunk at a height, by plane slice in the rest pose. */
function trunkGirth(avatar: Avatar, height: number): number {
  const middle = requireLandmark(avatar.record, 'waist_side_left')[2];
  return sliceGirth(
    avatar.positions,
    avatar.indices,
    { origin: [0, height, middle], normal: [0, 1, 0] },
    TRUNK_REACH,
  );
}

/** Metres from the middle within which a slice's loop is trunk; hands hang farther out. */
const TRUNK_REACH = 0.12;
