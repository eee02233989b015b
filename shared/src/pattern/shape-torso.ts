import { type BodyMeasures, torsoFrontAt, wornHeight } from './body-measures.ts';
import type { WornLevels } from './ease-tight-levels.ts';
import { joinRuns, type PanelRuns } from './panel-outlines.ts';
import type { AuthoredEase } from './pattern.ts';
import { runsAcross } from './run-points.ts';

/** How much more a front gets than the body's own girth has before its sides: it hangs from the bust, clear of the belly. */
const OVER_BODY = 1.5;
/** Metres below the armpits over which the sides begin to part: sleeves are set in alike before and behind. */
const BELOW_ARMPIT = 0.08;
/** Spots stand this far apart and reach this far, metres: whole as far as halfway to the next. */
const STEP = 0.035;
const REACH = 0.055;
const SMALLEST_CHANGE = 0.01;
/** Shares of the half width between which a front takes what it gets: prints in its middle keep their size. */
const MIDDLE = 0.25;
const SIDES = 0.75;
/** Of a ramp between those, over the whole width, the mean is this. */
const MEAN = 0.5;

/**
 * Makes the fronts of uppers wider than their backs between armpits and hip, where the body has more girth before
 * its sides than behind them, as tailors do (Aldrich, Metric Pattern Cutting: the back's dart). Of two equal halves
 * the front was drawn round the waist's sides and the back stood off the hollow of the back in a ridge.
 *
 * A picture from the front shows neither, so both are ease of lengths across; all round it stays the same.
 */
export function shapeTorso(
  runs: PanelRuns,
  levels: WornLevels,
  body: BodyMeasures,
): AuthoredEase[] {
  const outline = joinRuns(runs.back);
  const spots: AuthoredEase[] = [];
  for (let y = levels.from; ; y -= STEP) {
    const height = wornHeight(body, levels.lift, y);
    const torso = runsAcross(outline, y).find(([left, right]) => left <= 0 && right >= 0);
    if (height < body.hipHeight || !torso) return spots;
    const begun = Math.min(1, (levels.from - y) / BELOW_ARMPIT);
    const more = begun * OVER_BODY * (2 * torsoFrontAt(body, height) - 1);
    if (Math.abs(more) < SMALLEST_CHANGE) continue;
    const [left, right] = torso;
    const count = Math.max(1, Math.ceil((right - left) / STEP));
    for (let k = 0; k <= count; k++) {
      const x = left + ((right - left) * k) / count;
      const aside = Math.abs(2 * (k / count) - 1);
      const ramp = Math.min(1, Math.max(0, (aside - MIDDLE) / (SIDES - MIDDLE)));
      const spot = { x, y, radius: REACH, across: true } as const;
      if (ramp > 0) spots.push({ ...spot, amount: (more * ramp) / MEAN, facing: 'front' });
      spots.push({ ...spot, amount: -more, facing: 'back' });
    }
  }
}
