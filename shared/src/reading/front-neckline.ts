import type { GrayImage, RgbaImage } from '../image/image.ts';
import { type NeckView, neckView } from './back-view.ts';
import { edgeLevel, type NeckPatch, sampleNeck } from './neck-patch.ts';
import { type FamilyNeckline, judgeFamily } from './neckline-family.ts';
import { drawShape } from './neckline-shapes.ts';
import { refineNeckline } from './refine-neckline.ts';

/** A neckline is seen from this score on, or from the lower one if its step is alike all along and it is no band. */
const SEEN = 0.58;
const SEEN_IF_ALIKE = 0.5;
const ALIKE = 0.6;
const LEAST_GAP = 0.3;
/** One that hugs a scooped edge must be surer: seams and frills run along it. */
const SEEN_AT_SCOOP = 0.72;
/** A neck edge that itself sinks this deep (half neck widths) is the front's own where nothing is seen below it. */
const SCOOPED = 0.5;
const HUGS = 0.35;
/** Depth of a plain round front neckline, in half neck widths (.42 of the width, measured on shop photos). */
const PLAIN_DEPTH = 0.84;
/** The same below a collar whose top button is open, and below one that may be closed. */
const PLAIN_POINTED_DEPTH = 1.5;
const PLAIN_COLLAR_DEPTH = 0.45;
/** How far the front of a closed standing collar lies below its back, half widths. */
const CLOSED_DEPTH = 0.12;
/** The front's neckline keeps this far below the garment's upper edge, half neck widths. */
const BELOW_EDGE = 0.03;
/** Corners of the opening stand out upwards and outwards; outwards counts this much beside upwards. */
const OUTWARDS = 0.6;
/** Corners this much higher than the neck points (half neck widths) are a standing collar's. */
const STANDING = 0.15;
/** A collar's upper edge sinks by less than this share of its width. */
const MOST_COLLAR_DIP = 0.4;
/** From an unseen neckline's confidence to a certain one's score. */
const CERTAIN = 0.9;
const UNSEEN_CONFIDENCE = 0.3;

/** What lies round the neck: nothing, a collar, one whose front opens below it, or straps beside it. */
export type NecklineStyle = 'plain' | 'collar' | 'open-collar' | 'straps';

export interface FrontNeckline {
  /** xy pairs in image pixels from the right neck point to the left one. */
  readonly points: Float64Array;
  /** Lowest point of the opening, image pixels. */
  readonly lowest: readonly [number, number];
  /** 0..1; below one half where the photo shows none and a plain one was drawn. */
  readonly confidence: number;
  /** What of an inside is seen there; null where a hood hides it, or the user gave the line. */
  readonly view: NeckView | null;
}

/** Places (indices of points) of the opening's corners on the outline between the neck points. */
function openingCorners(run: Float64Array): readonly [number, number] {
  const last = run.length / 2 - 1;
  const ex = (run[2 * last]! - run[0]!) / 2;
  const ey = (run[2 * last + 1]! - run[1]!) / 2;
  const square = ex * ex + ey * ey || 1;
  let right = 0;
  let left = last;
  let rightBest = OUTWARDS + STANDING;
  let leftBest = OUTWARDS + STANDING;
  for (let i = 1; i < last; i++) {
    const dx = run[2 * i]! - run[0]! - ex;
    const dy = run[2 * i + 1]! - run[1]! - ey;
    const x = (dx * ex + dy * ey) / square;
    const y = (dy * ex - dx * ey) / square;
    const height = OUTWARDS * Math.min(1, Math.abs(x)) - y;
    if (x < 0 && height > rightBest) {
      rightBest = height;
      right = i;
    }
    if (x > 0 && height > leftBest) {
      leftBest = height;
      left = i;
    }
  }
  // A collar stands on both sides; one corner alone is a strap or a fold.
  if (right === 0 || left === last) return [0, last];
  // Between its corners it is nearly level; between two straps the edge sinks.
  const width = Math.hypot(
    run[2 * left]! - run[2 * right]!,
    run[2 * left + 1]! - run[2 * right + 1]!,
  );
  const level = (run[2 * left + 1]! + run[2 * right + 1]!) / 2;
  for (let i = right; i <= left; i++) {
    if (run[2 * i + 1]! - level > MOST_COLLAR_DIP * width) return [0, last];
  }
  return [right, left];
}

/** Whether the best neckline is the photo's, and not a chance line or a seam along the edge. */
function isSeen(best: FamilyNeckline, edge: number, style: NecklineStyle): boolean {
  const hugs = edge > SCOOPED && best.gap < HUGS;
  if (hugs || style === 'straps') return best.score > SEEN_AT_SCOOP;
  const alike = best.likeness > ALIKE && best.gap > LEAST_GAP;
  return best.score > (alike ? SEEN_IF_ALIKE : SEEN);
}

/** Patch points as image points, kept below the outline's edge, with the outline beside the opening. */
function onOutline(
  patch: NeckPatch,
  run: Float64Array,
  corners: readonly [number, number],
  neckline: Float64Array,
): Float64Array {
  const points: number[] = [];
  for (let i = 0; i <= corners[0]; i++) points.push(run[2 * i]!, run[2 * i + 1]!);
  for (let i = 1; i < neckline.length / 2 - 1; i++) {
    const x = neckline[2 * i]!;
    const y = Math.max(neckline[2 * i + 1]!, edgeLevel(patch, x) + BELOW_EDGE);
    points.push(...patch.toImage(x, y));
  }
  for (let i = corners[1]; i < run.length / 2; i++) points.push(run[2 * i]!, run[2 * i + 1]!);
  return Float64Array.from(points);
}

/** Carries a neckline that begins inside the corners to them, along the outline's edge. */
function fromCornerToCorner(patch: NeckPatch, points: Float64Array): Float64Array {
  const first = points[0]!;
  const last = points.at(-2)!;
  if (last > 0.97 && first < -0.97) return points;
  const carried: number[] = [-1, 0];
  const along = (from: number, to: number): void => {
    for (let k = 1; k < 6; k++) {
      const x = from + ((to - from) * k) / 6;
      carried.push(x, Math.min(0, edgeLevel(patch, x)));
    }
  };
  along(-1, first);
  carried.push(...points);
  along(last, 1);
  carried.push(1, 0);
  return Float64Array.from(carried);
}

/** The neckline that is drawn where the photo shows none. */
function plainNeckline(edge: number, standing: boolean, style: NecklineStyle): Float64Array {
  if (style === 'open-collar') {
    return drawShape(Math.max(PLAIN_POINTED_DEPTH, edge + 0.3), 1, [1.5, 1.5], 0);
  }
  // A collar that stands closed ends at its own upper edge, in front as at the back.
  if (standing) return drawShape(edge + CLOSED_DEPTH, 1, [2, 2], 0);
  const depth = style === 'collar' ? PLAIN_COLLAR_DEPTH : PLAIN_DEPTH;
  return drawShape(Math.max(depth, edge + 0.3), 1, [2, 2], 0);
}

/**
 * Finds the front's neckline below the outline's neck edge: of a family of round, square, pointed
 * and skewed lines the one on which the photo's colours step best all along (so that labels, prints
 * and the back's own bands do not win), moved onto the step nearby; a plain round one where the photo
 * shows none. A standing collar's sides are the front's too.
 *
 * @param run Outline from the wearer's right neck point to the left one, xy pairs in image pixels.
 * @param style Below an open collar it ends in a point.
 * @param lowestPoint Image point that the user gave as its lowest one; it is taken as it stands.
 * @returns Null where the garment's own edge must be the front's.
 */
export function findFrontNeckline(
  image: RgbaImage,
  matte: GrayImage,
  run: Float64Array,
  style: NecklineStyle,
  lowestPoint: readonly [number, number] | null = null,
): FrontNeckline | null {
  if (run.length < 6) return null;
  const corners: readonly [number, number] =
    style === 'straps' ? [0, run.length / 2 - 1] : openingCorners(run);
  const standing = corners[0] > 0;
  const patch = sampleNeck(image, matte, run.slice(2 * corners[0], 2 * corners[1] + 2));
  const through = lowestPoint ? patch.toPatch(...lowestPoint) : null;
  const { necklines, usual, half } = judgeFamily(
    patch,
    style === 'open-collar' || standing,
    through,
  );
  const best = necklines[0];
  if (through && lowestPoint) {
    const points = best?.points ?? drawShape(Math.max(0.02, through[1]), 1, [2, 2], through[0]);
    return {
      points: onOutline(patch, run, corners, points),
      lowest: lowestPoint,
      confidence: 1,
      view: null,
    };
  }
  const edge = edgeLevel(patch, 0);
  const seen = best !== undefined && isSeen(best, edge, style);
  // Between straps the edge is the front's own unless an inside is clearly seen.
  if (!seen && (edge > SCOOPED || style === 'straps')) return null;
  const drawn = seen
    ? refineNeckline(patch, best.points, half)
    : plainNeckline(edge, standing, style);
  const neckline = fromCornerToCorner(patch, drawn);
  let lowest = 0;
  for (let i = 0; i < neckline.length / 2; i++) {
    if (neckline[2 * i + 1]! > neckline[2 * lowest + 1]!) lowest = i;
  }
  const clear = seen && best.strength > usual;
  return {
    points: onOutline(patch, run, corners, neckline),
    lowest: patch.toImage(neckline[2 * lowest]!, neckline[2 * lowest + 1]!),
    confidence: clear
      ? Math.min(1, 0.5 + (0.5 * (best.score - SEEN_IF_ALIKE)) / (CERTAIN - SEEN_IF_ALIKE))
      : UNSEEN_CONFIDENCE,
    view: neckView(patch, necklines),
  };
}
