import type { Avatar } from '../body/avatar.ts';
import { distanceToSegment, isInsidePolygon } from '../mesh/polygon.ts';
import { type Pattern, wholePanel } from '../pattern/pattern.ts';
import { armAngles, shoulderInPattern } from './arm-angles.ts';
import { edgePoints, type PatternPoint } from './pattern-points.ts';

/**
 * Degrees below the horizontal above which no arm is held: as the avatars stand. Sleeves laid out
 * flatter are turned down to there before the cloth closes, and drape on a lowered arm as they would
 * in life; an arm that follows such a sleeve sticks out.
 */
export const HIGHEST_ARM = 45;
/** Metres from the armhole over which the turn grows to its full angle. */
const FADE = 0.06;

/** Upper arms, degrees below the horizontal. */
export interface HeldArms {
  readonly left: number;
  readonly right: number;
}

/** One sleeve that has to be turned down; pattern frame, metres. */
interface SleeveTurn {
  readonly pivot: PatternPoint;
  readonly cos: number;
  readonly sin: number;
  /** Outline of the sleeve; its first and last point are the armhole's ends. */
  readonly region: readonly number[];
}

/**
 * Makes the function that turns sleeves laid flatter than HIGHEST_ARM down to it, round the shoulder
 * joints; in place, pattern frame. What is not such a sleeve stays.
 *
 * @param lift Height (metres, file frame) of the pattern's y = 0.
 * @param arms Degrees below the horizontal at which the arms are held whatever the sleeves say; then
 *   steeper sleeves are turned up to them too. Null: they follow the sleeves.
 */
export function sleeveTurner(
  avatar: Avatar,
  pattern: Pattern,
  lift: number,
  arms: HeldArms | null = null,
): (at: { [index: number]: number }) => void {
  const turns = (['left', 'right'] as const)
    .map((side) => sleeveTurn(avatar, pattern, side, lift, arms))
    .filter((turn) => turn !== null);
  return (at) => {
    const x = at[0]!;
    const y = at[1]!;
    for (const { pivot, cos, sin, region } of turns) {
      const share = shareOfTurn(region, x, y);
      if (share === 0) continue;
      const dx = x - pivot[0];
      const dy = y - pivot[1];
      at[0] = x + share * (pivot[0] + cos * dx - sin * dy - x);
      at[1] = y + share * (pivot[1] + sin * dx + cos * dy - y);
      return;
    }
  };
}

function sleeveTurn(
  avatar: Avatar,
  pattern: Pattern,
  side: 'left' | 'right',
  lift: number,
  arms: HeldArms | null,
): SleeveTurn | null {
  const angles = armAngles(avatar, pattern, side, lift);
  if (angles === null) return null;
  const held = arms?.[side] ?? Math.max(HIGHEST_ARM, angles.upper);
  if (held === angles.upper) return null;
  const pivot = shoulderInPattern(avatar, side, lift);
  const angle = ((held - angles.upper) * Math.PI) / 180;
  const turn = side === 'left' ? -angle : angle;
  return {
    pivot,
    cos: Math.cos(turn),
    sin: Math.sin(turn),
    region: sleeveRegion(pattern, side, pivot),
  };
}

/** The sleeve's outline from the top of the armhole by over-arm, cuff and under-arm to the armpit. */
function sleeveRegion(pattern: Pattern, side: 'left' | 'right', pivot: PatternPoint): number[] {
  const panel = wholePanel(pattern);
  const runOf = (name: string): PatternPoint[] => {
    const edge = panel.edges.find((candidate) => candidate.name === `${name}-${side}`);
    if (edge === undefined) return [];
    const points = edgePoints(panel, edge);
    return side === 'left' ? points : points.reverse();
  };
  // All walked from the neck to the armpit.
  const over = runOf('shoulder');
  let top = 0;
  const away = ([x, y]: PatternPoint): number => (x - pivot[0]) ** 2 + (y - pivot[1]) ** 2;
  over.forEach((point, i) => {
    if (away(point) < away(over[top]!)) top = i;
  });
  return [...over.slice(top), ...runOf('cuff'), ...runOf('underarm')].flat();
}

/** 0 outside the sleeve and at the armhole, 1 from FADE metres beyond it. */
function shareOfTurn(region: readonly number[], x: number, y: number): number {
  const away = distanceToSegment(x, y, region[0]!, region[1]!, region.at(-2)!, region.at(-1)!);
  if (away <= 0) return 0;
  if (!isInsidePolygon(region, x, y) && !isOnOutline(region, x, y)) return 0;
  const share = Math.min(1, away / FADE);
  return share * share * (3 - 2 * share);
}

/** Metres within which a point counts as lying on an outline: resampled edges cut its corners. */
const ON_OUTLINE = 0.006;

function isOnOutline(region: readonly number[], x: number, y: number): boolean {
  for (let i = 2; i < region.length; i += 2) {
    const away = distanceToSegment(
      x,
      y,
      region[i - 2]!,
      region[i - 1]!,
      region[i]!,
      region[i + 1]!,
    );
    if (away < ON_OUTLINE) return true;
  }
  return false;
}
