import { findSelfCrossing } from '../mesh/polygon.ts';
import { isFolded, type LegLadder, legLadder } from '../reading/leg-axis.ts';
import { joinRuns, type PanelRun, type PanelRuns } from './panel-outlines.ts';
import type { StraightLeg } from './pattern.ts';
import { roundConcaveCorner } from './round-corner.ts';
import { reverseRun } from './run-points.ts';
import { OUTLINE_SPACING, resampleRun } from './smooth-run.ts';

/*
 * Trousers whose legs lay folded over are cut with straight legs instead: as long as the leg's own axis,
 * or as the other leg, narrowing evenly to the opening that was seen. Their cloth is the photo's, rung
 * by rung down the folded leg.
 */

/** Legs stand out a little, as wide at the ankles as they stand: tangent of the angle. */
const OUTWARDS = 0.03;
/** A leg opening is this share of the thigh at least and at most. */
const NARROWEST = 0.45;
const WIDEST = 0.9;
/** The corner at the crotch is rounded over this, metres. */
const CROTCH_ROUND = 0.025;

export interface StraightenedLegs {
  readonly runs: PanelRuns;
  readonly legs: readonly StraightLeg[];
}

/**
 * Straightens folded legs.
 *
 * @returns Null where no leg is folded, or the outline would cross itself.
 */
export function straightenLegs(runs: PanelRuns): StraightenedLegs | null {
  const sides = (['right', 'left'] as const).flatMap((side) => legOf(runs.back, side) ?? []);
  if (sides.length < 2 || !sides.some(({ ladder }) => isFolded(ladder))) return null;
  const length = Math.max(...sides.map(({ ladder }) => ladder.length));
  // The wider opening is the truer one: a leg that lies on itself hides some of its own.
  const opening = Math.max(...sides.map(({ ladder }) => openingOf(ladder)));
  const made = sides.map((leg) => ({ ...leg, straight: straightLeg(leg, length, opening) }));
  const inseams = made.map(({ side, straight }) => ({
    side,
    // Outlines go down the right side last: the left inseam runs up to the crotch, the right one down.
    points: side === 'left' ? reverseRun(straight.inner) : straight.inner,
  }));
  const up = inseams.find(({ side }) => side === 'left')!;
  const down = inseams.find(({ side }) => side === 'right')!;
  const corner = roundConcaveCorner(up.points, down.points, CROTCH_ROUND);
  const replaced = (run: PanelRun): PanelRun => {
    const leg = made.find(({ side }) => side === run.side);
    if (!leg) return run;
    const { straight, upper, side } = leg;
    if (run.kind === 'inseam')
      return { ...run, points: side === 'left' ? corner.before : corner.after };
    if (run.kind === 'leg') {
      const across = Float64Array.from([...straight.outer.slice(-2), ...straight.inner.slice(-2)]);
      const even = resampleRun(across, OUTLINE_SPACING);
      return { ...run, points: side === 'left' ? even : reverseRun(even) };
    }
    if (run.kind !== 'outseam') return run;
    const whole = Float64Array.from([...upper, ...straight.outer.slice(2)]);
    return { ...run, points: side === 'left' ? whole : reverseRun(whole) };
  };
  const back = runs.back.map(replaced);
  const front = runs.front.map(replaced);
  if (![back, front].every((panel) => findSelfCrossing(joinRuns(panel)) === null)) return null;
  return { runs: { back, front }, legs: made.map(({ straight }) => straight.map) };
}

interface Leg {
  readonly side: 'left' | 'right';
  /** The outseam from the waist down to the crotch's level. */
  readonly upper: Float64Array;
  readonly ladder: LegLadder;
}

function legOf(runs: readonly PanelRun[], side: 'left' | 'right'): Leg | null {
  const seam = (kind: PanelRun['kind']): Float64Array | null => {
    const run = runs.find((candidate) => candidate.kind === kind && candidate.side === side);
    return run ? Float64Array.from(run.points) : null;
  };
  const [outseam, inseam] = [seam('outseam'), seam('inseam')];
  if (!outseam || !inseam) return null;
  const outer = side === 'left' ? outseam : reverseRun(outseam);
  const inner = side === 'left' ? reverseRun(inseam) : inseam;
  const crotch = inner[1]!;
  let level = 2;
  while (level < outer.length - 4 && outer[level + 1]! > crotch) level += 2;
  return {
    side,
    upper: outer.slice(0, level + 2),
    ladder: legLadder(outer.subarray(level), inner),
  };
}

function openingOf({ rungs }: LegLadder): number {
  const [outerX, outerY, innerX, innerY] = rungs.at(-1)!;
  return Math.hypot(outerX - innerX, outerY - innerY);
}

function straightLeg({ side, ladder: { rungs } }: Leg, length: number, opening: number) {
  const sign = side === 'left' ? 1 : -1;
  const [outerX, outerY, crotchX, crotchY] = rungs[0]!;
  const thigh = Math.abs(outerX - crotchX);
  const ankle = Math.min(WIDEST * thigh, Math.max(NARROWEST * thigh, opening));
  const middle = (outerX + crotchX) / 2;
  const at = (share: number, outwards: 1 | -1): readonly [number, number] => {
    const width = thigh + share * (ankle - thigh);
    const top = outwards > 0 ? outerY : crotchY;
    const x = middle + sign * (OUTWARDS * share * length + (outwards * width) / 2);
    return [x, top - share * (length + top - crotchY)];
  };
  const edge = (outwards: 1 | -1): Float64Array =>
    resampleRun([...at(0, outwards), ...at(1, outwards)], OUTLINE_SPACING);
  const map: StraightLeg = {
    side,
    from: crotchY,
    middle: crotchX,
    rungs: rungs.map(([ox, oy, ix, iy, share]) => {
      const [ax, y] = at(share, 1);
      return [y, ax, at(share, -1)[0], ox, oy, ix, iy] as const;
    }),
  };
  return { outer: edge(1), inner: edge(-1), map };
}

/** Where the folded leg shows a point of the straight one; metres, pattern frame. */
export function seenOnLeg(
  legs: readonly StraightLeg[] | null | undefined,
  x: number,
  y: number,
): readonly [number, number] {
  const leg = legs?.find(({ side, middle, from }) => y < from && x > middle === (side === 'left'));
  if (!leg) return [x, y];
  const { rungs } = leg;
  let k = 1;
  while (k < rungs.length - 1 && rungs[k]![0] > y) k++;
  const [above, below] = [rungs[k - 1]!, rungs[k]!];
  const share = Math.min(1, Math.max(0, (above[0] - y) / Math.max(1e-9, above[0] - below[0])));
  const between = (column: 1 | 2 | 3 | 4 | 5 | 6): number =>
    above[column] + share * (below[column] - above[column]);
  const [outer, inner] = [between(1), between(2)];
  const across = (x - outer) / (inner - outer);
  return [
    between(3) + across * (between(5) - between(3)),
    between(4) + across * (between(6) - between(4)),
  ];
}
