import { type Category, LEGGED_CATEGORIES, WAIST_CATEGORIES } from '../garment/vocabulary.ts';
import type { LargeLoop, LoopedPiece } from './large-loops.ts';

/** Openings of two sides are apart by at least this share of the width, and about as high. */
const ASIDE = 0.2;
const LEVEL = 0.15;
/** A waist or neck that is below all other openings is so by this share of the height. */
const LOWER = 0.05;
/** A skirt's waist is hardly longer than its hem; one that is below and this much shorter is a waist. */
const WAIST_OF_HEM = 0.6;
/** A neck is shorter than a hem: by something where the sleeves tell it too, by this much where they do not. */
const NECK_OF_HEM = 0.8;
/** Cuffs are apart by more than a loop round the trunk is wide, armholes by less: its length over this, as of an ellipse. */
const TRUNK_LENGTHS = 2.6;
/** Sleeves hang: this share of the height above their cuffs the garment is wider than as far below, by this share of its width. */
const BESIDE_CUFF = 0.1;
const WIDER = 0.1;

/**
 * Whether an open garment stands on its head. Trousers and jumpsuits do where their legs' openings are above their one
 * waist or neck, skirts where the lower opening is much the shorter. Garments with a neck do where it is at the lower
 * end: shorter than the opening above, with sleeves that rise to their cuffs or arms that come out near it. A closed
 * mesh, an open front and a strapless garment are taken as they stand: nothing about them tells.
 */
export function standsOnItsHead(piece: LoopedPiece | null, category: Category): boolean {
  if (!piece || piece.loops.length < 2) return false;
  const { low, high, left, right } = piece.bounds;
  const [height, width] = [high - low, right - left];
  const aside = ({ centre }: LargeLoop) => Math.abs(centre[0] - (left + right) / 2);
  const fromMiddle = [...piece.loops].sort((a, b) => aside(a) - aside(b));
  const isLevel = (a: LargeLoop, b: LargeLoop) =>
    Math.abs(a.centre[0] - b.centre[0]) >= ASIDE * width &&
    Math.abs(a.centre[1] - b.centre[1]) <= LEVEL * height;
  const isWaisted = WAIST_CATEGORIES.has(category);
  const [middle, second, third, fourth] = fromMiddle as [
    LargeLoop,
    LargeLoop,
    LargeLoop,
    LargeLoop,
  ];
  switch (fromMiddle.length) {
    case 2: {
      const [upper, lower] = byHeight(middle, second);
      return isWaisted && lower.length < WAIST_OF_HEM * upper.length;
    }
    case 3:
      return (
        LEGGED_CATEGORIES.has(category) &&
        isLevel(second, third) &&
        isBelow(middle, [second, third], height)
      );
    case 4:
      return (
        !isWaisted &&
        isLevel(third, fourth) &&
        hasNeckBelow(piece, [middle, second], [third, fourth])
      );
    case 5:
      return !isWaisted && isBelow(middle, fromMiddle.slice(1), height);
    default:
      return false;
  }
}

function isBelow(loop: LargeLoop, others: readonly LargeLoop[], height: number): boolean {
  return others.every(({ centre }) => centre[1] - loop.centre[1] >= LOWER * height);
}

function byHeight(a: LargeLoop, b: LargeLoop): [upper: LargeLoop, lower: LargeLoop] {
  return a.centre[1] > b.centre[1] ? [a, b] : [b, a];
}

/** @param ends The loops of neck and hem. @param arms Cuffs or armholes. */
function hasNeckBelow(
  piece: LoopedPiece,
  ends: readonly [LargeLoop, LargeLoop],
  [left, right]: readonly [LargeLoop, LargeLoop],
): boolean {
  const [upper, lower] = byHeight(...ends);
  const { low, high, left: leftmost, right: rightmost } = piece.bounds;
  const [height, width] = [high - low, rightmost - leftmost];
  const level = (left.centre[1] + right.centre[1]) / 2;
  const apart = Math.abs(left.centre[0] - right.centre[0]);
  if (apart > Math.max(upper.length, lower.length) / TRUNK_LENGTHS) {
    const widthAt = (y: number) => widthNear(piece, y, (BESIDE_CUFF * height) / 2);
    const above = widthAt(level + BESIDE_CUFF * height);
    const below = widthAt(level - BESIDE_CUFF * height);
    if (above - below > WIDER * width) return false;
    if (below - above > WIDER * width) return lower.length < upper.length;
  }
  const isNear = level - lower.centre[1] < upper.centre[1] - level;
  return isNear && lower.length < NECK_OF_HEM * upper.length;
}

/** Turned by half a turn about the axis that points forward: its front stays before. */
export function turnedOver(positions: Float32Array): Float32Array {
  return positions.map((value, i) => (i % 3 === 2 ? value : -value));
}

/** From the leftmost to the rightmost point within so much of a height. */
function widthNear({ positions, indices }: LoopedPiece, y: number, within: number): number {
  let [left, right] = [Infinity, -Infinity];
  for (const v of indices) {
    if (Math.abs(positions[3 * v + 1]! - y) > within) continue;
    left = Math.min(left, positions[3 * v]!);
    right = Math.max(right, positions[3 * v]!);
  }
  return Math.max(0, right - left);
}
