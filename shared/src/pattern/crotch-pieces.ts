import type { BodyMeasures } from './body-measures.ts';
import { GIRTH_OVER_SKIN } from './ease-tight-levels.ts';
import { joinRuns, type PanelRun, type PanelRuns } from './panel-outlines.ts';
import type { CrotchPlace } from './pattern.ts';
import { reverseRun, runLength, runsAcross } from './run-points.ts';
import { OUTLINE_SPACING } from './smooth-run.ts';

/*
 * Trousers go between the legs, from front to back, where a photo from the front shows no cloth. Tailors
 * draft it as the crotch's extension (fork): a front's point reaches past its centre line by a
 * sixteenth of the hip and 0.5 cm, a back's by half as much again and 0.5 cm, and both run out along
 * the inseams (W. Aldrich, Metric Pattern Cutting for Women's Wear, the tailored trouser block).
 *
 * Both legs of a panel hang together here, so their extensions cannot be drawn onto it: they would lie
 * on each other. They are pieces of their own, let in along the inseams, the front's and the back's sewn
 * to each other by what is then the inseam. Each is symmetrical about its own middle, so that all edges
 * that are sewn are equally long.
 */

const FRONT_SHARE = 1 / 16;
const FRONT_MORE = 0.005;
const BACK_OF_FRONT = 1.5;
const BACK_MORE = 0.005;
/** Legs that the photo shows wide already have cloth to spare; some of the extension always stays. */
const LEAST_SHARE = 0.35;
/** Thighs are measured this far below the crotch, metres. */
const BELOW_CROTCH = 0.05;
/**
 * An extension runs out above the knee, at this share of the crotch's height, a narrow one sooner: at so
 * many times the front's width, so that its end is no sliver.
 */
const RUN_OUT = 0.3;
const WIDTHS_LONG = 2.4;
/** Shorter inseams are no legs to speak of (a bodysuit's), metres. */
const SHORTEST_INSEAM = 0.04;
/** An extension that comes to a leg's opening is at least this wide there, metres: it needs a mesh. */
const LEAST_END = 0.02;
/** An inseam is divided only where this much of it is left below, metres. */
const LEAST_BELOW = 0.02;

/** A piece let in at the crotch, and how its cloth lies beside the panels. */
export interface CrotchPiece {
  readonly runs: readonly PanelRun[];
  readonly place: CrotchPlace;
}

export interface CrotchPieces {
  /** The panels' runs, their inseams divided where the extensions run out. */
  readonly runs: PanelRuns;
  readonly front: CrotchPiece;
  readonly back: CrotchPiece;
}

/** The crotch's extensions for a garment with legs; null for one without. */
export function draftCrotch(runs: PanelRuns, body: BodyMeasures): CrotchPieces | null {
  const inseams = ['left', 'right'].map((side) =>
    runs.back.find((run) => run.kind === 'inseam' && run.side === side),
  );
  const [left, right] = inseams;
  if (!left || !right) return null;
  const lengths = [runLength(left.points), runLength(right.points)] as const;
  if (Math.min(...lengths) < SHORTEST_INSEAM) return null;
  const front = FRONT_SHARE * body.hip + FRONT_MORE;
  const back = BACK_OF_FRONT * front + BACK_MORE;
  const needed = Math.min(1, Math.max(LEAST_SHARE, 1 - spare(runs.back, body) / (front + back)));
  const reach = Math.min(RUN_OUT * body.crotchHeight, WIDTHS_LONG * needed * front);
  const [leftLine, rightLine] = [upperPart(left, reach), upperPart(right, reach)];
  const piece = (width: number) =>
    crotchPiece(needed * width, reach, leftLine, rightLine, left.points.at(-1)!);
  return {
    runs: {
      front: divided(runs.front, reach),
      back: divided(runs.back, reach),
    },
    front: piece(front),
    back: piece(back),
  };
}

/**
 * What the extensions add to the girth of a leg, metres.
 *
 * @param below Metres below the crotch.
 */
export function addedToLeg({ front, back }: CrotchPieces, below: number): number {
  const reach = Math.max(front.place.left.reach, front.place.right.reach);
  const share = Math.max(0, 1 - below / reach);
  return share * (front.place.width + back.place.width);
}

/** How much wider the drawn legs are than the body's thighs with room, metres of girth. */
function spare(runs: readonly PanelRun[], body: BodyMeasures): number {
  const inseam = runs.find((run) => run.kind === 'inseam' && run.side === 'left')!;
  const level = inseam.points.at(-1)! - BELOW_CROTCH;
  const legs = runsAcross(joinRuns(runs), level);
  const width = legs.reduce((sum, [from, to]) => sum + to - from, 0);
  return Math.max(0, width - body.thigh - GIRTH_OVER_SKIN);
}

/** An inseam's points from the crotch down, as far as an extension reaches. */
function upperPart(inseam: PanelRun, reach: number): Float64Array {
  const [, upper] = cutInseam(inseam, reach);
  return inseam.side === 'left' ? reverseRun(upper) : upper;
}

function divided(runs: readonly PanelRun[], reach: number): PanelRun[] {
  return runs.flatMap((run): PanelRun[] => {
    if (run.kind !== 'inseam') return [run];
    const [lower, upper] = cutInseam(run, reach);
    const crotch: PanelRun = { kind: 'crotch', side: run.side, points: upper };
    if (lower === null) return [crotch];
    const below: PanelRun = { ...run, points: lower };
    return run.side === 'left' ? [below, crotch] : [crotch, below];
  });
}

/** The parts of an inseam below and above the end of an extension, in the run's own order. */
function cutInseam(
  { side, points }: PanelRun,
  reach: number,
): readonly [lower: Float64Array | null, upper: Float64Array] {
  const down = side === 'left' ? reverseRun(points) : points;
  if (runLength(down) < reach + LEAST_BELOW) return [null, points];
  const upper = [down[0]!, down[1]!];
  let walked = 0;
  for (let i = 2; i < down.length; i += 2) {
    const [x, y] = [down[i - 2]!, down[i - 1]!];
    const step = Math.hypot(down[i]! - x, down[i + 1]! - y);
    if (walked + step < reach) {
      walked += step;
      upper.push(down[i]!, down[i + 1]!);
      continue;
    }
    const share = (reach - walked) / step;
    const end = [x + share * (down[i]! - x), y + share * (down[i + 1]! - y)];
    const parts = [
      Float64Array.from([...end, ...down.subarray(i)]),
      Float64Array.from([...upper, ...end]),
    ] as const;
    return side === 'left' ? [reverseRun(parts[0]), reverseRun(parts[1])] : parts;
  }
  return [null, points];
}

/**
 * A piece `width` wide in the middle, with straight edges. It lies across (x to the wearer's left) at the
 * crotch's level; its upper edge is sewn to the panel, its lower one to the other piece.
 */
function crotchPiece(
  width: number,
  reach: number,
  left: Float64Array,
  right: Float64Array,
  level: number,
): CrotchPiece {
  const half = (line: Float64Array, side: 'left' | 'right') => {
    const length = runLength(line);
    const through = length < reach - OUTLINE_SPACING;
    const end = through ? Math.min(width, Math.max(LEAST_END, width * (1 - length / reach))) : 0;
    const out = side === 'left' ? 1 : -1;
    const along = Math.sqrt(Math.max(length ** 2 / 4, length ** 2 - ((width - end) / 2) ** 2));
    return { side, end, x: out * along, length, line } as const;
  };
  const [l, r] = [half(left, 'left'), half(right, 'right')];
  const line = (...ends: (readonly [number, number])[]) => straight(ends, level);
  const middle = width / 2;
  const runs: PanelRun[] = [
    { kind: 'crotch', side: 'right', points: line([r.x, r.end / 2], [0, middle]) },
    { kind: 'crotch', side: 'left', points: line([0, middle], [l.x, l.end / 2]) },
    ...(l.end > 0 ? [legEnd('left', line([l.x, l.end / 2], [l.x, -l.end / 2]))] : []),
    { kind: 'inseam', side: 'left', points: line([l.x, -l.end / 2], [0, -middle]) },
    { kind: 'inseam', side: 'right', points: line([0, -middle], [r.x, -r.end / 2]) },
    ...(r.end > 0 ? [legEnd('right', line([r.x, -r.end / 2], [r.x, r.end / 2]))] : []),
  ];
  return {
    runs,
    place: {
      level,
      width,
      left: { reach: l.x, end: l.end, inseam: [...l.line] },
      right: { reach: -r.x, end: r.end, inseam: [...r.line] },
    },
  };
}

function legEnd(side: 'left' | 'right', points: Float64Array): PanelRun {
  return { kind: 'leg', side, points };
}

function straight([from, to]: (readonly [number, number])[], level: number): Float64Array {
  const [ax, ay] = from!;
  const [bx, by] = to!;
  const steps = Math.max(1, Math.round(Math.hypot(bx - ax, by - ay) / OUTLINE_SPACING));
  return Float64Array.from(
    Array.from({ length: steps + 1 }, (_, k) => [
      ax + ((bx - ax) * k) / steps,
      level + ay + ((by - ay) * k) / steps,
    ]).flat(),
  );
}
