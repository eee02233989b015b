import type { UprightMesh } from '../fitting/align-to-body.ts';
import { crossSections } from '../fitting/cross-sections.ts';
import { frontProfile } from '../fitting/front-profile.ts';
import { meshLandmarks } from '../fitting/mesh-landmarks.ts';
import type { Category } from '../garment/vocabulary.ts';
import type { FrontBounds, LargeLoop, LoopedPiece } from './large-loops.ts';

/** What a mesh seems to be, and whether nothing else is open so. */
export interface MeshCategory {
  readonly category: Category;
  readonly isSure: boolean;
}

/** The openings above and below are apart by at least this share of the height. */
const APART = 0.3;
/** Openings of two sides are apart by at least this share of the width, and about as high. */
const ASIDE = 0.2;
const LEVEL = 0.12;
/** Metres of outseam a metre of waist: long trousers have 1.3, shorts to the knee 0.7. */
const LONG_LEGS = 0.9;
/** Height to the narrowest width of the trunk: dresses have 3.4 and 3.7, tops 1.8 to 2.3. */
const DRESS_LENGTH = 2.6;
/** Heights at which the trunk is looked at, as shares from below: above are shoulders, below hems. */
const TRUNK_AT = [0.3, 0.4, 0.5, 0.6, 0.7];
/** Legs of a bodysuit end in the upper part of its lower half: as shares of the height, from below. */
const SHORT_LEG = 0.12;
/** An open front's loop reaches through this share of the height. */
const FRONT_REACH = 0.6;

/**
 * Tells from its openings what garment an open mesh is. A closed one says nothing, and a skirt is open as a
 * strapless top or dress is: that, and how tops and dresses differ, is a likely guess.
 *
 * @param piece Of a mesh that is upright and faces +Z, in any unit; null of one without a triangle.
 * @returns null where its openings are those of no category.
 */
export function detectMeshCategory(piece: LoopedPiece | null): MeshCategory | null {
  if (!piece) return null;
  return namedBy(piece.loops, piece.bounds, () => narrowestTrunk(piece));
}

/** Sleeves left out. */
function narrowestTrunk({ positions, indices }: UprightMesh): number {
  const profile = frontProfile(positions, indices);
  const sections = crossSections(positions, indices, profile);
  const { top, bottom, trunkWidth } = meshLandmarks(profile, false, sections);
  const widths = TRUNK_AT.map((share) => trunkWidth(bottom + share * (top - bottom)) ?? Infinity);
  return Math.min(...widths);
}

function namedBy(
  loops: readonly LargeLoop[],
  bounds: FrontBounds,
  trunkWidth: () => number,
): MeshCategory | null {
  const height = bounds.high - bounds.low;
  const width = bounds.right - bounds.left;
  const [first, ...rest] = loops;
  const last = rest.at(-1);
  if (!first || !last) return null;
  const isBelow = (loop: LargeLoop) => first.centre[1] - loop.centre[1] >= APART * height;
  const arePair = (a: LargeLoop, b: LargeLoop) =>
    Math.abs(a.centre[0] - b.centre[0]) >= ASIDE * width &&
    Math.abs(a.centre[1] - b.centre[1]) <= LEVEL * height;
  const likely = (category: Category): MeshCategory => ({ category, isSure: false });
  const front = loops.find(({ reach }) => reach >= FRONT_REACH * height);
  if (loops.length === 3 && front) {
    const [a, b] = loops.filter((loop) => loop !== front) as [LargeLoop, LargeLoop];
    return arePair(a, b) ? likely('outerwear') : null;
  }
  switch (loops.length) {
    case 2:
      return isBelow(last) ? likely('skirt') : null;
    case 3: {
      const [left, right] = rest as [LargeLoop, LargeLoop];
      if (!arePair(left, right) || !isBelow(left)) return null;
      const isLong = height >= LONG_LEGS * first.length;
      return { category: isLong ? 'trousers' : 'shorts', isSure: true };
    }
    case 4: {
      const [left, right] = rest as [LargeLoop, LargeLoop, LargeLoop];
      if (!arePair(left, right) || !isBelow(last)) return null;
      return likely(height >= DRESS_LENGTH * trunkWidth() ? 'dress' : 'top');
    }
    case 5: {
      const [left, right, a, b] = rest as [LargeLoop, LargeLoop, LargeLoop, LargeLoop];
      if (!arePair(left, right) || !arePair(a, b) || !isBelow(a)) return null;
      const isShort = a.centre[1] - bounds.low >= SHORT_LEG * height;
      return { category: isShort ? 'bodysuit' : 'jumpsuit', isSure: true };
    }
    default:
      return null;
  }
}
