import type { BodyMeasures } from './body-measures.ts';
import { type PanelRun, type PanelRuns, SEAM_ARCS } from './panel-outlines.ts';
import type { OverBust } from './pattern.ts';

/*
 * From the neck to the bust a front slopes towards the viewer, which a picture from the front
 * shortens: cut as the photo shows it, the front would hang shorter than the back and its print come
 * out squat. So the middle of the front is cut longer there, by what the slope hides, as dressmakers
 * do (front length and bust dart); its sides stay as long as the back's. A dart takes that length away
 * again below the bust. Here the rest of the front gives it back little by little, or the hem would hang
 * in a bow: measured on ten T-shirts, 2 to 3 cm lower in the middle than at the sides.
 */

/**
 * Where the slope begins, metres below the neck points: the neck's front as worn, farther down cloth
 * that lay flat.
 */
const FROM_WORN = -0.08;
const FROM_FLAT = -0.09;
/**
 * Cloth over the bust stays drawn sideways by 3 % (drapes, fitted at the sides). All of the slope's length would keep
 * prints square and let them grow each way; a hundredth less keeps them nearly square and nearly their size.
 */
const DRAWN = 0.99;
/** Metres over which the stretch comes and goes. */
const RAMP = 0.04;
/** Shares of the chest's half width: full stretch within the first, none from the second. */
const WHOLE = 0.35;
const NONE = 0.8;
const NEWTON_STEPS = 6;
/** Below the bust a front is shortened by no more than this share, so that prints stay square. */
const MOST_GIVEN = 0.05;

/**
 * How a front is lengthened over a body's bust.
 *
 * @param halfWidth Of the flat front at the chest, metres.
 * @param worn Whether the photo shows it worn, not laid flat.
 * @param hem Level of the hem, metres, pattern frame.
 */
export function overBust(
  body: BodyMeasures,
  halfWidth: number,
  worn: boolean,
  hem: number,
): OverBust {
  const from = worn ? FROM_WORN : FROM_FLAT;
  const { height, depth } = body.chestSlope;
  const length = Math.hypot(height, depth);
  const stretch = (DRAWN * length) / height - 1;
  const to = from - length - RAMP;
  const below = to - hem;
  const given = below > RAMP ? Math.min(MOST_GIVEN, (stretch * (from - to)) / below) : 0;
  return { from, to, stretch, halfWidth, given, hem };
}

/** y of a front's point that the photo shows at (x, y); metres, pattern frame. */
export function laidOverBust(bust: OverBust | null | undefined, x: number, y: number): number {
  return bust ? y - share(bust, x) * added(bust, y) : y;
}

/** The inverse of laidOverBust. */
export function seenOverBust(bust: OverBust | null | undefined, x: number, y: number): number {
  if (!bust) return y;
  const part = share(bust, x);
  if (part === 0 || y > bust.from + RAMP) return y;
  let seen = y;
  for (let i = 0; i < NEWTON_STEPS; i++) {
    seen += (y - seen + part * added(bust, seen)) / (1 + part * stretchAt(bust, seen));
  }
  return seen;
}

/** Moves the openings of the front; seams stay, for the back's are sewn to them. */
export function lengthenFront(runs: PanelRuns, bust: OverBust | null): PanelRuns {
  if (!bust) return runs;
  const front = runs.front.map((run): PanelRun => {
    if (SEAM_ARCS.has(run.kind)) return run;
    const points = run.points.slice();
    for (let i = 2; i < points.length - 2; i += 2) {
      points[i + 1] = laidOverBust(bust, points[i]!, points[i + 1]!);
    }
    return { ...run, points };
  });
  return { back: runs.back, front };
}

function share({ halfWidth }: OverBust, x: number): number {
  const t = Math.min(1, Math.max(0, (NONE - Math.abs(x) / halfWidth) / (NONE - WHOLE)));
  return t * t * (3 - 2 * t);
}

/** Metres added above a level: the stretch summed up, which grows and ends linearly over RAMP. */
function added({ from, to, stretch, given = 0, hem = to }: OverBust, y: number): number {
  return (
    stretch * (rampSum(from - y) - rampSum(to - y)) - given * (rampSum(to - y) - rampSum(hem - y))
  );
}

function stretchAt({ from, to, stretch, given = 0, hem = to }: OverBust, y: number): number {
  return stretch * (ramp(from - y) - ramp(to - y)) - given * (ramp(to - y) - ramp(hem - y));
}

function ramp(below: number): number {
  return Math.min(1, Math.max(0, below / RAMP + 0.5));
}

/** Integral of ramp. */
function rampSum(below: number): number {
  const t = ramp(below);
  return t < 1 ? (RAMP * t * t) / 2 : below;
}
