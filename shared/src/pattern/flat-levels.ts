import type { Category } from '../garment/vocabulary.ts';
import { WAIST_CATEGORIES } from '../garment/vocabulary.ts';
import {
  arcCentre,
  arcEnd,
  arcStart,
  type FlatArc,
  type FlatShape,
  type Point,
  requireArc,
  runWidthAt,
} from './flat-shape.ts';

/** Heights (y up) and widths of a flat garment, upright pixels. */
export interface FlatLevels {
  /** Neck points (strapless: ends of the top edge; waist garments: ends of the waist). */
  readonly top: number;
  readonly armpit: number | null;
  readonly crotch: number | null;
  /** Mean height of hem or leg openings. */
  readonly bottom: number;
  /** Between the armpits, a little below them; 0 for waist garments. */
  readonly chestWidth: number;
  /** Waist garments: the widest run between waist and crotch, or in a skirt's hip region. */
  readonly hipWidth: number;
  /** The width that a user measures: the chest, or a waist garment's waist. */
  readonly knownWidth: number;
  /** x of the middle of the torso. */
  readonly centreX: number;
}

/** Share of the chest's width below the armpits at which the chest is measured: clear of the corner. */
const BELOW_ARMPIT = 0.04;
/** A skirt's hip lies about this many waist widths below its waist. */
const SKIRT_HIP_DEPTH = 0.62;

/** @throws {InputError} `outline-incomplete` when an arc is missing that the category must have. */
export function flatLevels(shape: FlatShape, category: Category): FlatLevels {
  return WAIST_CATEGORIES.has(category) ? waistLevels(shape, category) : upperLevels(shape);
}

function upperLevels(shape: FlatShape): FlatLevels {
  const strapless = shape.arcs.some((arc) => arc.kind === 'top');
  const upperEdge = requireArc(shape, strapless ? 'top' : 'neck');
  const shoulders = shape.arcs.filter((arc) => arc.kind === 'shoulder');
  // A bare shoulder is part of the neck's edge: only ends with a shoulder are neck points.
  const tops: number[] = [];
  if (strapless || shoulders.some((arc) => arc.side === 'right')) tops.push(arcStart(upperEdge)[1]);
  if (strapless || shoulders.some((arc) => arc.side === 'left')) tops.push(arcEnd(upperEdge)[1]);
  const top = tops.length > 0 ? mean(tops) : arcStart(upperEdge)[1];

  const sides = armpitPoints(shape);
  const armpit = mean(sides.map((point) => point[1]));
  const span = sides.length > 1 ? Math.abs(sides[0]![0] - sides[1]![0]) : runWidthAt(shape, armpit);
  const centreX =
    sides.length > 1
      ? (sides[0]![0] + sides[1]![0]) / 2
      : (arcStart(upperEdge)[0] + arcEnd(upperEdge)[0]) / 2;
  const measured = runWidthAt(
    shape,
    Math.min(...sides.map((p) => p[1])) - BELOW_ARMPIT * span,
    centreX,
  );
  const chestWidth = measured > 0 ? Math.min(measured, span * 1.15) : span;
  return {
    top,
    armpit,
    crotch: crotchPoint(shape)?.[1] ?? null,
    bottom: bottomLevel(shape),
    chestWidth,
    hipWidth: 0,
    knownWidth: chestWidth,
    centreX,
  };
}

function waistLevels(shape: FlatShape, category: Category): FlatLevels {
  const waist = requireArc(shape, 'waist');
  const [right, left] = [arcStart(waist), arcEnd(waist)];
  const top = (right[1] + left[1]) / 2;
  const waistWidth = Math.hypot(left[0] - right[0], left[1] - right[1]);
  const centreX = (left[0] + right[0]) / 2;
  const crotch = crotchPoint(shape);
  const bottom = bottomLevel(shape);
  const hipBottom =
    category === 'skirt' || crotch === null
      ? Math.max(top - SKIRT_HIP_DEPTH * waistWidth, bottom)
      : crotch[1];
  let hipWidth = 0;
  const steps = 24;
  for (let s = 0; s < steps; s++) {
    const y = top + (hipBottom - top) * ((s + 0.5) / steps);
    hipWidth = Math.max(hipWidth, runWidthAt(shape, y, centreX));
  }
  return {
    top,
    armpit: null,
    crotch: crotch?.[1] ?? null,
    bottom,
    chestWidth: 0,
    hipWidth,
    knownWidth: waistWidth,
    centreX,
  };
}

/** Top ends of the side seams: right one last. */
export function armpitPoints(shape: FlatShape): Point[] {
  const points: Point[] = [];
  const left = shape.arcs.find((arc) => arc.kind === 'side' && arc.side === 'left');
  const right = shape.arcs.find((arc) => arc.kind === 'side' && arc.side === 'right');
  if (left) points.push(arcStart(left));
  if (right) points.push(arcEnd(right));
  return points;
}

/** Where the two inseams meet, or null without legs. */
export function crotchPoint(shape: FlatShape): Point | null {
  const inseam = shape.arcs.find((arc) => arc.kind === 'inseam' && arc.side === 'left');
  return inseam ? arcEnd(inseam) : null;
}

function bottomLevel(shape: FlatShape): number {
  const ends = shape.arcs.filter((arc) => arc.kind === 'hem' || arc.kind === 'leg');
  if (ends.length === 0) return arcCentre(requireArc(shape, 'hem'))[1];
  return mean(ends.map((arc: FlatArc) => arcCentre(arc)[1]));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
