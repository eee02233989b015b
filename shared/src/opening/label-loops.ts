import type { UprightMesh } from '../fitting/align-to-body.ts';
import type { OpeningKind } from '../garment/vocabulary.ts';
import { type Category, type Upper, WAIST_CATEGORIES } from '../garment/vocabulary.ts';
import { boundaryLoops, loopLength } from '../mesh/boundary-loops.ts';
import type { Side } from '../reading/garment-reading.ts';
import { expectedOpenings } from '../report/expected-openings.ts';
import { meanOf } from '../report/measure-openings.ts';

/** A boundary loop and what it is. */
export interface LabelledLoop {
  readonly kind: OpeningKind;
  readonly side: Side;
  /** Vertex numbers in walking order. */
  readonly vertices: Uint32Array;
}

export interface LabelledLoops {
  readonly openings: readonly LabelledLoop[];
  /** Loops that are no opening of the category: the shorter ones that are left over. */
  readonly holes: readonly Uint32Array[];
}

/** An open front's loop is longer than the next by this much: it runs up and down both edges. */
const FRONT_LONGER = 1.25;
/** Beside an open front's loop, of about 3 m, one shorter than this share of it is a hole; an armhole has a sixth. */
const SMALL_HOLE = 0.08;

/**
 * Names a mesh's boundary loops by where they lie: the highest of a skirt is its waist, the outermost
 * two of a top are its cuffs, and so on. The longest loops are the openings.
 *
 * @param mesh Welded, upright, facing +Z, in any unit.
 * @returns null when there are fewer loops than the category has openings.
 */
export function labelLoops(
  mesh: UprightMesh,
  category: Category,
  upper: Upper | null,
): LabelledLoops | null {
  const { positions, indices } = mesh;
  const loops = boundaryLoops(indices, positions.length / 3)
    .map((vertices) => ({
      vertices,
      length: loopLength(vertices, positions),
      centre: meanOf(positions, vertices),
    }))
    .sort((a, b) => b.length - a.length);
  const legs = expectedOpenings(category, upper).some((kinds) => kinds.includes('leg'));
  const large = loops.filter(({ length }) => length >= SMALL_HOLE * (loops[0]?.length ?? 0));
  const openFront =
    large.length === 3 && !legs && upper !== null && isOpenFront(large, positions, category);
  const wanted = expectedOpenings(category, upper, openFront).length;
  if (loops.length < wanted) return null;
  const left = loops.slice(0, wanted);
  const holes = loops.slice(wanted).map(({ vertices }) => vertices);
  const openings: LabelledLoop[] = [];
  const take = (kind: OpeningKind, side: Side, score: (c: readonly number[]) => number) => {
    left.sort((a, b) => score(b.centre) - score(a.centre));
    openings.push({ kind, side, vertices: left.shift()!.vertices });
  };
  if (!WAIST_CATEGORIES.has(category) && upper !== 'strapless') {
    const arm = upper === 'sleeves' ? 'cuff' : 'armhole';
    take(arm, 'left', ([x]) => x!);
    if (upper !== 'one-shoulder') take(arm, 'right', ([x]) => -x!);
  }
  const top = openFront
    ? 'front'
    : WAIST_CATEGORIES.has(category)
      ? 'waist'
      : upper === 'strapless'
        ? 'top'
        : 'neck';
  take(top, 'centre', ([, y]) => y!);
  if (legs) {
    take('leg', 'left', ([x]) => x!);
    take('leg', 'right', ([x]) => -x!);
  } else if (!openFront) take('hem', 'centre', ([, y]) => -y!);
  return { openings, holes };
}

/** Three loops, the longest of which reaches from top to bottom: neck, front edges and hem in one. */
function isOpenFront(
  loops: readonly { vertices: Uint32Array; length: number }[],
  positions: Float32Array,
  category: Category,
): boolean {
  if (WAIST_CATEGORIES.has(category)) return false;
  const heights = (vertices: ArrayLike<number>) =>
    Array.from(vertices, (v) => positions[3 * v + 1]!);
  let low = Infinity;
  let high = -Infinity;
  for (let i = 1; i < positions.length; i += 3) {
    low = Math.min(low, positions[i]!);
    high = Math.max(high, positions[i]!);
  }
  const [first, second] = loops;
  const ys = heights(first!.vertices);
  const reach = Math.max(...ys) - Math.min(...ys);
  return first!.length > FRONT_LONGER * second!.length && reach > 0.6 * (high - low);
}
