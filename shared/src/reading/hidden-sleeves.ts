import type { Category, Upper } from '../garment/vocabulary.ts';
import type { ArcKind, Side } from './garment-reading.ts';

/*
 * Sleeves folded onto the body or under it. What is left is a garment whose sides run straight down from
 * its shoulders: cut without sleeves it would have armholes, which curve in or leave a corner at the armpit.
 */

/** The side is looked at from the shoulder's tip so far down, in half chest widths: past any armhole. */
const DOWN = 1.7;
/** An armhole's outline strays from a straight line by more than this, on one side at least (measured: 0.08; folded sleeves' 0.01 to 0.05). */
const STRAIGHT = 0.05;
/** Narrower shoulders are cut so for a garment without sleeves (half chest widths). */
const WIDE_SHOULDER = 0.45;
/** Of these hardly any is cut without sleeves. */
const SLEEVED: ReadonlySet<Category> = new Set<Category>(['shirt', 'hoodie']);

/** Looks up the points of an outline's run, xy pairs in outline order; null where there is none. */
export type RunOf = (kind: ArcKind, side: Side) => Float64Array | null;

function pointsFrom(first: Float64Array, second: Float64Array): number[][] {
  return [first, second].flatMap((run) =>
    Array.from({ length: run.length / 2 }, (_, i) => [run[2 * i]!, run[2 * i + 1]!]),
  );
}

/** How far points stray from the line between the first and the last of them. */
function straying(points: readonly number[][]): number {
  const [x0, y0] = points[0] as [number, number];
  const [x1, y1] = points.at(-1) as [number, number];
  const length = Math.hypot(x1 - x0, y1 - y0) || 1;
  const off = points.map(([x, y]) => ((x! - x0) * (y1 - y0) - (y! - y0) * (x1 - x0)) / length);
  return Math.max(...off) - Math.min(...off);
}

/**
 * Whether a garment that was read as one without sleeves may have them folded onto it or under it.
 *
 * @param torso Half the chest's width, pixels.
 */
export function mayHideSleeves(
  runOf: RunOf,
  upper: Upper | null,
  category: Category,
  torso: number,
): boolean {
  if (upper !== 'sleeveless') return false;
  if (SLEEVED.has(category)) return true;
  return (['left', 'right'] as const).every((side) => {
    const shoulder = runOf('shoulder', side);
    const armhole = runOf('armhole', side);
    const below = runOf('side', side);
    if (!shoulder || !armhole || !below) return false;
    const width = Math.hypot(shoulder[0]! - shoulder.at(-2)!, shoulder[1]! - shoulder.at(-1)!);
    if (width < WIDE_SHOULDER * torso) return false;
    // The outline runs clockwise: down the wearer's left, up the right.
    const points =
      side === 'left' ? pointsFrom(armhole, below) : pointsFrom(below, armhole).toReversed();
    const [x0, y0] = points[0]!;
    const end = points.findIndex(([x, y]) => Math.hypot(x! - x0!, y! - y0!) > DOWN * torso);
    return end > 1 && straying(points.slice(0, end)) < STRAIGHT * torso;
  });
}
