import { type BodyMeasures, legGirthAt, torsoGirthAt, wornHeight } from './body-measures.ts';
import { joinRuns, type PanelRun } from './panel-outlines.ts';
import type { AuthoredEase } from './pattern.ts';
import { runsAcross } from './run-points.ts';

/** Cloth hangs 4 to 5 mm off the skin, so going round a body takes its girth and this, metres. */
export const GIRTH_OVER_SKIN = 0.028;
const ROW_STEP = 0.03;
/** Spots stand this far apart and reach as far, so that a tight level is eased evenly. */
const SPOT_STEP = 0.06;
const MOST_EASE = 0.25;
const SMALLEST_EASE = 0.015;

/** Heights and levels that a garment's torso and legs cover; metres, pattern frame downwards. */
export interface WornLevels {
  /** Height above the floor of the pattern's y = 0. */
  readonly lift: number;
  /** y at which the torso starts to be a closed tube (armpit, or the waist's lower edge). */
  readonly from: number;
  /** y of the crotch, or null without legs. */
  readonly crotch: number | null;
  /** What is let in between the legs, metres of girth at a distance below the crotch. */
  readonly addedToLeg: (below: number) => number;
}

/**
 * Ease for the levels of torso and legs at which the flat garment is tighter than the body it is to
 * go round: knits and slim cuts stretch there, which a flat outline cannot show.
 */
export function easeTightLevels(
  runs: readonly PanelRun[],
  levels: WornLevels,
  body: BodyMeasures,
): AuthoredEase[] {
  const outline = joinRuns(runs);
  let bottom = 0;
  for (let i = 1; i < outline.length; i += 2) bottom = Math.min(bottom, outline[i]!);
  const spots: AuthoredEase[] = [];
  // Below the side seams' ends (shirt tails, a bodysuit's legs) nothing closes round the body.
  const sides = runs.filter((run) => run.kind === 'side');
  const closedTo = Math.max(
    ...sides.map((run) => (run.side === 'left' ? run.points.at(-1)! : run.points[1]!)),
    -Infinity,
  );
  for (let y = levels.from; y > bottom; y -= ROW_STEP) {
    const height = wornHeight(body, levels.lift, y);
    const onLegs = levels.crotch !== null && y < levels.crotch;
    if (!onLegs && (height < body.crotchHeight || y < closedTo)) break;
    const girth = onLegs ? legGirthAt(body, height) : torsoGirthAt(body, height);
    for (const [left, right] of tubes(outline, y, onLegs)) {
      const added = onLegs ? levels.addedToLeg(levels.crotch! - y) : 0;
      const amount = (girth + GIRTH_OVER_SKIN - added) / (2 * (right - left)) - 1;
      if (amount < SMALLEST_EASE) continue;
      const count = Math.max(1, Math.ceil((right - left) / SPOT_STEP));
      for (let k = 0; k <= count; k++) {
        spots.push({
          x: left + ((right - left) * k) / count,
          y,
          radius: SPOT_STEP,
          amount: Math.min(MOST_EASE, amount),
          across: true,
        });
      }
    }
  }
  return spots;
}

/** The torso's run (through the middle), or both legs'. */
function tubes(
  outline: readonly number[],
  y: number,
  onLegs: boolean,
): (readonly [number, number])[] {
  const runs = runsAcross(outline, y);
  if (!onLegs) return runs.filter(([left, right]) => left <= 0 && right >= 0);
  return runs.length === 2 ? runs : [];
}
