import { type BodyMeasures, torsoGirthAt, wornHeight } from './body-measures.ts';
import type { FlatLevels } from './flat-levels.ts';
import { arcEnd, arcStart, type FlatShape, findArc, runAt } from './flat-shape.ts';
import type { PhotoUnroll } from './pattern.ts';
import { reachRound, type TorsoLevel } from './reach-round.ts';
import { runsAcross } from './run-points.ts';
import type { WidthFactor } from './slanted-camera.ts';
import { inverseOf, legMap } from './unroll-legs.ts';
import { waistRow } from './waist-row.ts';

/*
 * A garment photographed round a hidden mannequin is a projection: the middle is seen squarely, the
 * sides turn away. Stretching the whole width alike makes the girth right and prints too wide. Here
 * the middle keeps the photo's proportions and the sides take the stretch, as on a cylinder, by the
 * quintic u -> u (a + (e - a) u^4) across the torso, near the arc of an ellipse: a is the
 * aspect in the middle, e the stretch at the torso's edges. Below the armpits e is 1, more at levels
 * where the garment must be wider to go round the body (so that flat garments too may have rows);
 * from there up to the neck points, where shoulders are seen at their full width, it falls to a (less
 * far for collars, which go round the neck as the rest goes round the chest). Sleeves are tubes of
 * their own: what lies beyond the torso's edges keeps the photo's proportions, widened by a third
 * factor where they hang and are too narrow for the arm. Where a slanted camera has widened what is
 * nearer to it, all three are smaller by as much.
 */

/** Above this aspect nothing is unrolled. */
const FLAT_ASPECT = 0.995;
/** Widenings below this are left to the cloth. */
const LEAST_REACH = 1.01;
const ROW_STEP = 0.01;
/** Rows are smoothed over this height on either side, metres, so that no print shears. */
const ROW_SMOOTHING = 0.04;
const SHOULDER_ROWS = 12;
const NEWTON_STEPS = 8;
/** Metres below a waist's opening over which what is let out for the body goes over to the hip's. */
const WAIST_DEPTH = 0.1;
/** A hanging sleeve's lengths round the upper arm and from there to the wrist, metres. */
const UPPER_ARM = 0.12;
const FOREARM = 0.25;
/** Metres between the side of the neck and a neck point. */
const NECK_CLEARANCE = 0.006;
/** Share of the way from neck to armpit in which a widened neck fades. */
const NECK_SHARE = 0.45;

/** Who is to wear the garment, and how high up. */
export interface Wearer {
  readonly body: BodyMeasures;
  /** Height above the floor of the pattern's y = 0, metres. */
  readonly lift: number;
  /** y from which down the torso goes round the body: the armpits, or the waist. */
  readonly from: number;
  /** Whether y = 0 is a waist's opening. */
  readonly waist: boolean;
  /** The garment has a size of its own, which no body changes. */
  readonly isKept: boolean;
}

/** Factors by which hanging sleeves are widened, sideways. */
export interface SleeveWidening {
  readonly arm: number;
  readonly wrist: number;
}

/**
 * How the torso of a garment is unrolled, or null when it lay flat and is wide enough everywhere.
 *
 * @param scale Metres per pixel; y / x is the print's aspect without unrolling.
 * @param sleeves How hanging sleeves are widened.
 * @param slant What widths below the armpits are to be multiplied by, of upright pixels; null: nothing.
 */
export function draftUnroll(
  shape: FlatShape,
  levels: FlatLevels,
  scale: { readonly x: number; readonly y: number },
  wearer: Wearer,
  sleeves: SleeveWidening,
  slant: WidthFactor | null = null,
): PhotoUnroll | null {
  const aspect = Math.min(1, scale.y / scale.x);
  const bottom = levels.crotch ?? levels.bottom;
  const from = levels.armpit ?? levels.top;
  const below: [number, number, number][] = [];
  const step = ROW_STEP / scale.y;
  for (let y = from - step; y > bottom; y -= step) {
    const run = wearer.waist ? spanAt(shape, y) : runAt(shape, y, levels.centreX);
    if (run) below.push([(y - levels.top) * scale.y, run[0] * scale.x, run[1] * scale.x]);
  }
  if (below.length < 3) return null;
  const smooth = smoothRows(below);
  const factorAt = (y: number) => (slant ? slant(y / scale.y + levels.top) : 1);
  const opening = wearer.waist ? waistRow(shape, scale.x) : null;
  if (opening) smooth.unshift(opening);
  // Below the side seams' ends (shirt tails, a bodysuit's legs) nothing closes round the body.
  const closedTo = (sideSeamEnd(shape) - levels.top) * scale.y;
  const reach = reachRound(
    smooth.map(([y, left, right]) => ({
      y,
      width: (right - left) * factorAt(y),
      ...(y < closedTo ? { girth: 0, waist: 0 } : levelToPass(wearer, y)),
    })),
  );
  if (
    aspect >= FLAT_ASPECT &&
    sleeves.arm === 1 &&
    sleeves.wrist === 1 &&
    slant === null &&
    Math.max(...reach) < LEAST_REACH
  )
    return null;
  const rows = smooth.map(([y, left, right], i): Row => {
    const factor = factorAt(y);
    return [y, left, right, aspect * factor, reach[i]! * factor, aspect * factor];
  });
  taperSleeves(rows, sleeves);
  if (levels.armpit !== null) {
    const top = Math.min(1, Math.max(aspect, neckStretch(shape, scale.x, wearer.body)));
    rows.unshift(...shoulderRows(rows[0]!, top));
  }
  return { rows };
}

/** A waist dips in the middle: what lies there is between its outermost points. */
function spanAt(shape: FlatShape, y: number): readonly [number, number] | null {
  const runs = runsAcross(shape.outline, y);
  const [first, last] = [runs[0], runs.at(-1)];
  return first && last ? [first[0], last[1]] : null;
}

/** Lower end of the side seams, the higher one, upright pixels; without any, as low as can be. */
function sideSeamEnd(shape: FlatShape): number {
  const sides = shape.arcs.filter((arc) => arc.kind === 'side');
  return Math.max(
    ...sides.map((arc) => (arc.side === 'left' ? arcEnd : arcStart)(arc)[1]),
    -Infinity,
  );
}

/** What a level of the torso has to go round; see TorsoLevel. */
export function levelToPass(
  { body, lift, from, waist, isKept }: Wearer,
  y: number,
): Pick<TorsoLevel, 'girth' | 'waist'> {
  if (isKept) return { girth: 0, waist: 0 };
  const height = wornHeight(body, lift, y);
  const girth = y > from || height < body.crotchHeight ? 0 : torsoGirthAt(body, height);
  return { girth, waist: waist ? Math.min(1, Math.max(0, 1 + y / WAIST_DEPTH)) : 0 };
}

type Row = PhotoUnroll['rows'][number];

/**
 * Rows from the neck points down to the armpits, as wide as the chest, widening to its stretch. What
 * widens the neck fades well above the chest, where prints begin.
 */
function shoulderRows([armpit, left, right, middle, edge, beyond]: Row, top: number): Row[] {
  return Array.from({ length: SHOULDER_ROWS }, (_, i) => {
    const t = i / SHOULDER_ROWS;
    const eased = t * t * (3 - 2 * t);
    const fromNeck = Math.max(0, 1 - t / NECK_SHARE) ** 2;
    const here = (factor: number) => top + (factor - top) * eased;
    return [armpit * t, left, right, middle + (top - middle) * fromNeck, here(edge), here(beyond)];
  });
}

/** The stretch at which the neck points clear the sides of the body's neck; 0 without a neck. */
function neckStretch(shape: FlatShape, metresPerPixelX: number, body: BodyMeasures): number {
  const neck = findArc(shape, 'neck');
  if (!neck) return 0;
  const half = ((arcEnd(neck)[0] - arcStart(neck)[0]) / 2) * metresPerPixelX;
  return half > 0 ? (body.neckSideX + NECK_CLEARANCE) / half : 0;
}

/** Goes from the upper arm's widening to the wrist's. */
function taperSleeves(rows: Row[], sleeves: SleeveWidening): void {
  const armpit = rows[0]![0];
  rows.forEach((row, i) => {
    const below = Math.min(1, Math.max(0, (armpit - row[0] - UPPER_ARM) / FOREARM));
    const beyond = row[5] * (sleeves.arm + below * (sleeves.wrist - sleeves.arm));
    rows[i] = [row[0], row[1], row[2], row[3], row[4], beyond];
  });
}

/** Heights and edges, the edges smoothed. */
function smoothRows(
  rows: readonly [number, number, number][],
): (readonly [number, number, number])[] {
  const reach = Math.round(ROW_SMOOTHING / ROW_STEP);
  return rows.map(([y], i) => {
    let left = 0;
    let right = 0;
    const near = rows.slice(Math.max(0, i - reach), i + reach + 1);
    for (const row of near) {
      left += row[1] / near.length;
      right += row[2] / near.length;
    }
    return [y, left, right];
  });
}

/** Where a point of the evenly stretched photo belongs on the flat pattern: x, metres. */
export function unrolledX(unroll: PhotoUnroll | null | undefined, x: number, y: number): number {
  if (!unroll) return x;
  const onTorso = torsoMap(rowAt(unroll, y));
  return (unroll.legs ? legMap(unroll.legs, y, onTorso) : onTorso)(x);
}

function torsoMap([centre, half, a, e, beyond]: LevelRow): (x: number) => number {
  return (x) => {
    const u = (x - centre) / half;
    if (u > -1 && u < 1) return centre + half * u * (a + (e - a) * u ** 4);
    return centre + half * Math.sign(u) * (e + beyond * (Math.abs(u) - 1));
  };
}

/** The inverse of unrolledX: where a flat point lies on the evenly stretched photo. */
export function rolledX(unroll: PhotoUnroll | null | undefined, x: number, y: number): number {
  if (!unroll) return x;
  const row = rowAt(unroll, y);
  const [centre, half, a, e, beyond] = row;
  if (unroll.legs && y < unroll.legs.from) {
    return inverseOf(legMap(unroll.legs, y, torsoMap(row)), x, half);
  }
  const goal = (x - centre) / half;
  if (!(goal > -e && goal < e)) {
    return centre + half * Math.sign(goal) * (1 + (Math.abs(goal) - e) / beyond);
  }
  let u = goal / e;
  for (let i = 0; i < NEWTON_STEPS; i++) {
    u -= (u * (a + (e - a) * u ** 4) - goal) / (a + 5 * (e - a) * u ** 4);
  }
  return centre + half * u;
}

type LevelRow = readonly [number, number, number, number, number];

/** Centre, half width and the three stretches at a height: linear between rows, constant past them. */
function rowAt(unroll: PhotoUnroll, y: number): LevelRow {
  const rows = unroll.rows;
  let low = 0;
  let high = rows.length - 1;
  // Rows run downwards.
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (rows[middle]![0] >= y) low = middle;
    else high = middle;
  }
  const above = rows[low]!;
  const below = rows[high]!;
  const span = above[0] - below[0];
  const t = span > 0 ? Math.min(1, Math.max(0, (above[0] - y) / span)) : 0;
  const mix = (k: 1 | 2 | 3 | 4 | 5) => above[k] + t * (below[k] - above[k]);
  const left = mix(1);
  const right = mix(2);
  return [(left + right) / 2, (right - left) / 2, mix(3), mix(4), mix(5)];
}
