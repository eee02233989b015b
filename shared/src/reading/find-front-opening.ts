import type { Category } from '../garment/vocabulary.ts';
import type { GrayImage, RgbaImage } from '../image/image.ts';
import { type GarmentFrame, toImage } from '../landmarks/garment-frame.ts';
import {
  CLOSURE_PARTS,
  type ClosureLine,
  findClosureLine,
  type MiddleLine,
} from './closure-line.ts';
import { type FrontGap, findFrontGap, NARROW, WIDE } from './front-gap.ts';
import type { FrontOpening } from './garment-reading.ts';

/**
 * A line counts when its lower parts stand out by this factor. Shirts and outerwear mostly open, so a
 * faint line is believed there; elsewhere seams and prints must be told from closures.
 */
const LEAST_CONTRAST: Readonly<Partial<Record<Category, number>>> = {
  shirt: 1.15,
  outerwear: 1.15,
  hoodie: 2.2,
  top: 2.2,
  dress: 2.2,
};
/** They have collars, and their fronts open as a rule. */
export const OPENING_CATEGORIES: ReadonlySet<Category> = new Set(['shirt', 'outerwear']);
/** Where nothing but the line speaks for a front that opens. */
export const CLEAR_CONTRAST = 2.2;
/** Parts judged, from the hem up: the ones above may be neckline, collar or print. */
const JUDGED_PARTS = 4;
/** The line is looked for from this far below the neck points (half torso widths) to this near the hem. */
const BELOW_NECK = 0.5;
const ABOVE_HEM = 0.03;
/** A contrast this much above the least is certain. */
const SURE_FACTOR = 3;

/**
 * How clearly a line runs down to the hem: the geometric mean of its weakest and its usual contrast
 * in the lower parts, so that a half placket, which ends above them, does not count.
 */
export function closureContrast(line: ClosureLine): number {
  const judged = line.contrasts.slice(CLOSURE_PARTS - JUDGED_PARTS);
  const usual = judged.reduce((sum, contrast) => sum + Math.log(Math.max(0.01, contrast)), 0);
  return Math.sqrt(Math.min(...judged) * Math.exp(usual / judged.length));
}

/** The line on which a front may close, from below the neckline to the hem. */
export function findFrontClosure(
  image: RgbaImage,
  frame: GarmentFrame,
  torso: number,
  middle: MiddleLine,
): ClosureLine {
  return findClosureLine(image, frame, middle, torso, ...frontLevels(frame, torso, middle));
}

/** Levels below the neckline and above the hem between which a front's middle is looked at. */
function frontLevels(
  frame: GarmentFrame,
  torso: number,
  middle: MiddleLine,
): readonly [number, number] {
  const neck = middle.neck[1];
  const foot = lowestNear(frame, middle.hem[0], torso);
  const from = neck + BELOW_NECK * torso;
  return [from, Math.max(from + 0.3 * torso, foot - ABOVE_HEM * (foot - neck))];
}

/** Lowest level of the outline near the hem's middle. */
function lowestNear(frame: GarmentFrame, middle: number, torso: number): number {
  let lowest = 0;
  for (let i = 0; i < frame.count; i++) {
    if (Math.abs(frame.u[i]! - middle) < 0.1 * torso) lowest = Math.max(lowest, frame.v[i]!);
  }
  return lowest;
}

/** Level, on the line through (u, v) with this lean (du by dv), where the front neckline is crossed last; null where it is not. */
function levelOfNeckline(
  frame: GarmentFrame,
  neckline: Float64Array,
  u: number,
  v: number,
  lean: number,
): number | null {
  const c = Math.cos(frame.axis.tilt);
  const s = Math.sin(frame.axis.tilt);
  let lowest: number | null = null;
  let before: readonly [number, number] | null = null;
  for (let i = 0; i < neckline.length; i += 2) {
    const x = neckline[i]! - frame.axis.x;
    const y = neckline[i + 1]! - frame.axis.y;
    const down = y * c - x * s - frame.vTop;
    const off = x * c + y * s - (u + lean * (down - v));
    if (before && before[0] * off <= 0 && before[0] !== off) {
      const t = before[0] / (before[0] - off);
      const level = before[1] + t * (down - before[1]);
      if (lowest === null || level > lowest) lowest = level;
    }
    before = [off, down];
  }
  return lowest;
}

function isGarment(matte: GrayImage, [x, y]: readonly [number, number]): boolean {
  const px = Math.floor(x);
  const py = Math.floor(y);
  if (px < 0 || py < 0 || px >= matte.width || py >= matte.height) return false;
  return matte.data[py * matte.width + px]! >= 128;
}

/** The line as image points, smoothed, carried up to the neckline and down to the garment's edge. */
function drawLine(
  matte: GrayImage,
  frame: GarmentFrame,
  line: Pick<ClosureLine, 'u' | 'v'>,
  torso: number,
  frontNeckline: Float64Array | null,
): Float64Array {
  const count = line.u.length;
  const reach = Math.max(2, Math.round(0.12 * count));
  const smooth = Array.from({ length: count }, (_, i) => {
    const from = Math.max(0, i - reach);
    const to = Math.min(count - 1, i + reach);
    let sum = 0;
    let level = 0;
    for (let k = from; k <= to; k++) {
      sum += line.u[k]!;
      level += line.v[k]!;
    }
    return [sum / (to - from + 1), level / (to - from + 1)] as const;
  });
  const step = line.v[1]! - line.v[0]!;
  const leanOver = (a: number, b: number): number =>
    (smooth[b]![0] - smooth[a]![0]) / Math.max(1, smooth[b]![1] - smooth[a]![1]);
  const first = smooth[0]!;
  const last = smooth[count - 1]!;
  const half = Math.max(1, Math.floor(count / 2));
  const upLean = leanOver(0, half);
  const downLean = leanOver(half, count - 1);
  const top = frontNeckline
    ? levelOfNeckline(frame, frontNeckline, first[0], first[1], upLean)
    : null;
  const points: number[] = [];
  const push = (u: number, v: number): void => {
    points.push(...toImage(frame, u, v));
  };
  const start = top ?? first[1] - 0.5 * torso;
  for (let v = start; v < first[1]; v += step) push(first[0] + upLean * (v - first[1]), v);
  for (const [u, v] of smooth) if (v >= start) push(u, v);
  for (let v = last[1] + step; ; v += step) {
    const u = last[0] + downLean * (v - last[1]);
    if (v > last[1] + torso || !isGarment(matte, toImage(frame, u, v))) break;
    push(u, v);
  }
  return Float64Array.from(points);
}

/** A line on which a front closes, and how sure it is. */
export interface Closure {
  readonly line: ClosureLine;
  /** 0..1 */
  readonly confidence: number;
}

/**
 * Finds the line of a placket or zip that runs from neck to hem.
 *
 * @param torso Half the torso's width at the armpits, pixels.
 * @returns Null where no line stands out down to the hem, or the category has no such front.
 */
export function findClosure(
  image: RgbaImage,
  frame: GarmentFrame,
  category: Category,
  torso: number,
  middle: MiddleLine,
): Closure | null {
  const least = LEAST_CONTRAST[category];
  if (least === undefined) return null;
  const line = findFrontClosure(image, frame, torso, middle);
  const contrast = closureContrast(line);
  if (contrast < least) return null;
  return {
    line,
    confidence: Math.min(1, 0.5 + (0.5 * Math.log(contrast / least)) / Math.log(SURE_FACTOR)),
  };
}

/**
 * Finds the inside of the back between a front's edges: near a line on which it closes, or, on garments
 * that open as a rule, wherever it lies wide open.
 *
 * @param torso Half the torso's width at the armpits, pixels.
 * @param inside Colours seen inside the neck, rgb triples; empty where none is seen.
 */
export function findOpenFront(
  image: RgbaImage,
  frame: GarmentFrame,
  category: Category,
  torso: number,
  middle: MiddleLine,
  closure: Closure | null,
  inside: readonly number[],
): FrontGap | null {
  const levels = frontLevels(frame, torso, middle);
  // What shows in a narrow gap lies in shade; colours alone would take trims and prints for it.
  const narrow = closure && findFrontGap(image, frame, middle, torso, levels, [], NARROW);
  if (narrow || !OPENING_CATEGORIES.has(category)) return narrow;
  return findFrontGap(image, frame, middle, torso, levels, inside, WIDE);
}

/**
 * Draws where a front opens, from its neckline to the hem.
 *
 * @param gap The edges where they lie apart; null where they lie on each other.
 * @param frontNeckline xy pairs in image pixels; null where the outline is the front's edge.
 */
export function drawFrontOpening(
  matte: GrayImage,
  frame: GarmentFrame,
  closure: Closure | null,
  gap: FrontGap | null,
  torso: number,
  frontNeckline: Float64Array | null,
): FrontOpening | null {
  const draw = (u: Float64Array, v: Float64Array): Float64Array =>
    drawLine(matte, frame, { u, v }, torso, frontNeckline);
  if (gap) {
    const right = draw(gap.right, gap.v);
    const left = draw(gap.left, gap.v);
    if (Math.min(right.length, left.length) < 8) return null;
    return { shown: 'open', right, left, confidence: gap.confidence };
  }
  if (!closure) return null;
  const points = draw(closure.line.u, closure.line.v);
  if (points.length < 8) return null;
  return { shown: 'closed', right: points, left: points.slice(), confidence: closure.confidence };
}
