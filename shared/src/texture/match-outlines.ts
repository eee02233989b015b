import type { GarmentReading, OutlineArc } from '../reading/garment-reading.ts';

type Outlined = Pick<GarmentReading, 'outline' | 'arcs'>;

/** Points taken of each arc, its start included and its end left to the next. */
const POINTS_PER_ARC = 8;
/** Fewer arcs in common than this share of the front's, and the pictures are matched by their boxes. */
const LEAST_COMMON = 0.6;

/**
 * Pairs of points of two readings of one garment: equal shares along the arcs of the same name, or,
 * where the readings do not agree on their arcs, the corners of the outlines' boxes.
 *
 * @returns xy pairs of either, working-image pixels.
 */
export function matchOutlines(a: Outlined, b: Outlined): { from: number[]; to: number[] } {
  const from: number[] = [];
  const to: number[] = [];
  let common = 0;
  for (const arc of a.arcs) {
    const other = b.arcs.find(({ kind, side }) => kind === arc.kind && side === arc.side);
    if (!other) continue;
    common += 1;
    from.push(...pointsAlong(a, arc));
    to.push(...pointsAlong(b, other));
  }
  if (common >= LEAST_COMMON * a.arcs.length) return { from, to };
  return { from: boxCorners(a.outline), to: boxCorners(b.outline) };
}

function pointsAlong({ outline }: Outlined, { from, to }: OutlineArc): number[] {
  const count = outline.length / 2;
  const steps = (to - from + count) % count;
  const at = (k: number): readonly [number, number] => {
    const i = (from + k) % count;
    return [outline[2 * i]!, outline[2 * i + 1]!];
  };
  const lengths = [0];
  for (let k = 1; k <= steps; k += 1) {
    const [ax, ay] = at(k - 1);
    const [bx, by] = at(k);
    lengths.push(lengths[k - 1]! + Math.hypot(bx - ax, by - ay));
  }
  const points: number[] = [];
  let k = 0;
  for (let n = 0; n < POINTS_PER_ARC; n += 1) {
    const goal = (lengths[steps]! * n) / POINTS_PER_ARC;
    while (k + 1 < steps && lengths[k + 1]! <= goal) k += 1;
    const [ax, ay] = at(k);
    const [bx, by] = at(k + 1);
    const span = (lengths[k + 1] ?? lengths[k]!) - lengths[k]!;
    const t = span > 0 ? (goal - lengths[k]!) / span : 0;
    points.push(ax + t * (bx - ax), ay + t * (by - ay));
  }
  return points;
}

function boxCorners(outline: Float64Array): number[] {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < outline.length; i += 2) {
    left = Math.min(left, outline[i]!);
    right = Math.max(right, outline[i]!);
    top = Math.min(top, outline[i + 1]!);
    bottom = Math.max(bottom, outline[i + 1]!);
  }
  return [left, top, right, top, right, bottom, left, bottom];
}
