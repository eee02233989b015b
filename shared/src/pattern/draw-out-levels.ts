import { type BodyMeasures, torsoGirthAt, wornHeight } from './body-measures.ts';
import type { WornLevels } from './ease-tight-levels.ts';
import { joinRuns, type PanelRun } from './panel-outlines.ts';
import type { AuthoredEase } from './pattern.ts';
import { reachRound } from './reach-round.ts';
import { runsAcross } from './run-points.ts';

/** Rows looked at, and those that get spots, metres. */
const STEP = 0.01;
const EVERY = 3;
/** Spots stand this far apart and reach as far. */
const SPOT = 0.06;
/** No cloth closes round what is so much wider. */
const MOST = 1.8;
const SMALLEST = 0.01;
/** Below a waist's opening elastic and gathers are drawn flat, and give as they are meant to, metres. */
const ELASTIC = 0.1;

/** The level down to which a torso goes round the body: side seams end above a bodysuit's legs or a shirt's tails. */
export function drawnOutTo(
  runs: readonly PanelRun[],
  { crotch }: Pick<WornLevels, 'crotch'>,
): number {
  const sides = runs.filter((run) => run.kind === 'side');
  return Math.max(
    ...sides.map((run) => (run.side === 'left' ? run.points.at(-1)! : run.points[1]!)),
    crotch ?? -Infinity,
  );
}

/**
 * What a torso of a known size is drawn out by to go round the body (see `closing` of AuthoredEase): as much at each
 * level as a graded one would be cut wider (reach-round.ts), fading from the armpits to the neck.
 *
 * @param waist The garment hangs from a waist, whose elastic gives on purpose.
 */
export function drawOutLevels(
  runs: readonly PanelRun[],
  levels: WornLevels,
  body: BodyMeasures,
  waist: boolean,
): AuthoredEase[] {
  const outline = joinRuns(runs);
  const closedTo = drawnOutTo(runs, levels);
  const rows: { y: number; left: number; right: number }[] = [];
  for (let y = levels.from; y > closedTo; y -= STEP) {
    if (wornHeight(body, levels.lift, y) < body.crotchHeight) break;
    const across = runsAcross(outline, y).find(([left, right]) => left <= 0 && right >= 0);
    if (across) rows.push({ y, left: across[0], right: across[1] });
  }
  const reach = reachRound(
    rows.map(({ y, left, right }) => ({
      y,
      width: right - left,
      girth: torsoGirthAt(body, wornHeight(body, levels.lift, y)),
      waist: 0,
    })),
    MOST,
  );
  const spots: AuthoredEase[] = [];
  const addRow = (y: number, left: number, right: number, amount: number): void => {
    if (amount < SMALLEST) return;
    const count = Math.max(1, Math.ceil((right - left) / SPOT));
    for (let k = 0; k <= count; k++) {
      const x = left + ((right - left) * k) / count;
      const closing = !waist || y < -ELASTIC;
      spots.push({ x, y, radius: SPOT, amount, across: true, ...(closing && { closing }) });
    }
  };
  rows.forEach(({ y, left, right }, i) => {
    if (i % EVERY === 0 || i === rows.length - 1) addRow(y, left, right, reach[i]! - 1);
  });
  const [first] = rows;
  if (!first) return spots;
  for (let y = first.y + EVERY * STEP; y < 0; y += EVERY * STEP) {
    const t = y / first.y;
    addRow(y, first.left, first.right, (reach[0]! - 1) * t * t * (3 - 2 * t));
  }
  return spots;
}
