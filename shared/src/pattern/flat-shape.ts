import { InputError } from '../job/input-error.ts';
import type { ArcKind, OutlineArc, Side } from '../reading/garment-reading.ts';
import type { StoredReading } from '../tryon/made-garment.ts';
import { runsAcross } from './run-points.ts';

export type Point = readonly [number, number];

/** One arc of the outline in the upright frame. */
export interface FlatArc {
  readonly kind: ArcKind;
  readonly side: Side;
  /** xy pairs, ends included. */
  readonly points: Float64Array;
}

/**
 * A reading's outline turned upright: pixels, y up, x to the wearer's left, the symmetry axis at
 * x = 0 and the reading's axis point at the origin.
 */
export interface FlatShape {
  /** xy pairs of the whole outline, closed. */
  readonly outline: Float64Array;
  readonly arcs: readonly FlatArc[];
  /** xy pairs from the right neck point to the left one; null where the outline itself is the front's. */
  readonly frontNeckline: Float64Array | null;
  /** The front's own waist and hem inside the outline's, from right to left; null where those are the front's. */
  readonly frontWaist: Float64Array | null;
  readonly frontHem: Float64Array | null;
  /** Edges of a front that opens, from the neckline down to the hem; null where it does not. */
  readonly frontOpening: { readonly right: Float64Array; readonly left: Float64Array } | null;
  readonly landmarks: Readonly<Record<string, Point>>;
}

/** What of a reading has a shape. */
export type OutlinedReading = Pick<
  StoredReading,
  'outline' | 'arcs' | 'axis' | 'landmarks' | 'frontNeckline'
> &
  Partial<Pick<StoredReading, 'frontOpening' | 'frontWaist' | 'frontHem'>>;

/**
 * Turns a reading upright by its axis.
 *
 * @throws {InputError} `outline-incomplete` when the arcs do not go once round the outline.
 */
export function flatShape(reading: OutlinedReading): FlatShape {
  requireFullCircle(reading);
  const cos = Math.cos(reading.axis.tilt);
  const sin = Math.sin(reading.axis.tilt);
  const upright = (points: ArrayLike<number>): Float64Array => {
    const turned = new Float64Array(points.length);
    for (let i = 0; i < points.length; i += 2) {
      const dx = points[i]! - reading.axis.x;
      const dy = points[i + 1]! - reading.axis.y;
      turned[i] = dx * cos + dy * sin;
      turned[i + 1] = dx * sin - dy * cos;
    }
    return turned;
  };
  const outline = upright(reading.outline);
  const landmarks: Record<string, Point> = {};
  for (const landmark of reading.landmarks) {
    const [x, y] = upright([landmark.x, landmark.y]);
    landmarks[landmark.name] = [x!, y!];
  }
  return {
    outline,
    arcs: reading.arcs.map((arc) => ({
      kind: arc.kind,
      side: arc.side,
      points: arcPoints(outline, arc),
    })),
    frontNeckline: reading.frontNeckline ? upright(reading.frontNeckline) : null,
    frontWaist: reading.frontWaist ? upright(reading.frontWaist) : null,
    frontHem: reading.frontHem ? upright(reading.frontHem) : null,
    frontOpening: reading.frontOpening
      ? {
          right: upright(reading.frontOpening.right),
          left: upright(reading.frontOpening.left),
        }
      : null,
    landmarks,
  };
}

function requireFullCircle({ arcs, outline }: OutlinedReading): void {
  const count = outline.length / 2;
  const inRange = (i: number) => Number.isInteger(i) && i >= 0 && i < count;
  let covered = 0;
  const joined = arcs.every((arc, i) => {
    covered += (arc.to - arc.from + count) % count;
    return inRange(arc.from) && inRange(arc.to) && arcs[(i + 1) % arcs.length]!.from === arc.to;
  });
  if (joined && covered === count && outline.every(Number.isFinite)) return;
  throw new InputError(
    'outline-incomplete',
    'The parts of the garment could not be told apart. Lay it flat, spread its sleeves or legs ' +
      'apart, and take the photo again, or choose its category.',
  );
}

function arcPoints(outline: Float64Array, arc: OutlineArc): Float64Array {
  const count = outline.length / 2;
  const steps = (arc.to - arc.from + count) % count;
  const points = new Float64Array(2 * (steps + 1));
  for (let k = 0; k <= steps; k++) {
    const i = (arc.from + k) % count;
    points[2 * k] = outline[2 * i]!;
    points[2 * k + 1] = outline[2 * i + 1]!;
  }
  return points;
}

/** The first arc of a kind (and side), or null. */
export function findArc(shape: FlatShape, kind: ArcKind, side?: Side): FlatArc | null {
  return (
    shape.arcs.find((arc) => arc.kind === kind && (side === undefined || arc.side === side)) ?? null
  );
}

export function arcStart(arc: FlatArc): Point {
  return [arc.points[0]!, arc.points[1]!];
}

export function arcEnd(arc: FlatArc): Point {
  return [arc.points.at(-2)!, arc.points.at(-1)!];
}

/** Mean of an arc's points weighted by length: its middle. */
export function arcCentre(arc: FlatArc): Point {
  let total = 0;
  let x = 0;
  let y = 0;
  for (let i = 2; i < arc.points.length; i += 2) {
    const dx = arc.points[i]! - arc.points[i - 2]!;
    const dy = arc.points[i + 1]! - arc.points[i - 1]!;
    const length = Math.hypot(dx, dy);
    total += length;
    x += length * (arc.points[i]! - dx / 2);
    y += length * (arc.points[i + 1]! - dy / 2);
  }
  return total > 0 ? [x / total, y / total] : arcStart(arc);
}

/** Ends of the run of garment that holds the given x at a height, or null where there is none. */
export function runAt(
  shape: FlatShape,
  y: number,
  throughX: number,
): readonly [number, number] | null {
  const holds = (run: readonly [number, number]) => run[0] <= throughX && run[1] >= throughX;
  return runsAcross(shape.outline, y).find(holds) ?? null;
}

/** Width of the run of garment that holds the axis (or the given x) at a height; 0 where there is none. */
export function runWidthAt(shape: FlatShape, y: number, throughX = 0): number {
  const run = runAt(shape, y, throughX);
  return run ? run[1] - run[0] : 0;
}

/** @throws {InputError} `outline-incomplete` */
export function requireArc(shape: FlatShape, kind: ArcKind): FlatArc {
  const arc = findArc(shape, kind);
  if (arc) return arc;
  throw new InputError(
    'outline-incomplete',
    `No ${kind} was found on the garment's outline. Choose the category by hand, or take the photo ` +
      'again with the whole garment in view.',
  );
}
