import { loopCentre, type SliceLoop, sliceMesh } from '../body/slice-girth.ts';
import { isInsidePolygon } from '../mesh/polygon.ts';

/** A mesh whose points are one vertex each, metres. */
export interface WeldedSkin {
  readonly positions: Float32Array;
  readonly indices: Uint32Array;
}

/** A loop whose middle lies within this of x = 0 goes round the trunk, metres. */
const TRUNK_REACH = 0.1;
/** Wider loops than this, crosswise, are worth a look; smaller ones are folds: metres. */
const FOLD = 0.02;

export interface TrunkGirth {
  /** Length of cloth round the trunk, metres. */
  readonly length: number;
  /** The cut went round the trunk alone; else sleeves opened into it and were cut off. */
  readonly clean: boolean;
  /** What of the garment was counted. */
  readonly part: {
    /** Edges that the cut met on its way; see SliceLoop. */
    readonly edges: ReadonlySet<number>;
    /** x between which cloth was counted. */
    readonly right: number;
    readonly left: number;
    /** Metres with which it was closed where sleeves were cut off, part of the length. */
    readonly closed: number;
  };
}

/**
 * Length of cloth round the trunk in a level cut; null where none goes round it, or where the cut runs
 * out of the cloth on the way (along a wavy hem), for a part of a loop is no girth.
 *
 * Where sleeves open into the cut, it is cut off halfway between the trunk's and the arms' skin, or
 * `reach` off the trunk, and closed there straight from front to back, as a tape under the arms would.
 *
 * @param openFront The cloth need not close at the front.
 * @param reach Cloth farther out than this from the trunk's side, beside arms, is a sleeve's root: metres.
 */
export function trunkGirth(
  garment: WeldedSkin,
  skin: WeldedSkin,
  y: number,
  openFront: boolean,
  reach = Number.POSITIVE_INFINITY,
): TrunkGirth | null {
  const plane = { origin: [0, y, 0] as const, normal: [0, 1, 0] as const };
  const cloth = sliceMesh(garment.positions, garment.indices, plane).filter(
    (loop) => width(loop) > FOLD,
  );
  const limbs = sliceMesh(skin.positions, skin.indices, plane).filter((loop) => width(loop) > FOLD);
  const arms = limbs.filter((limb) => Math.abs(loopCentre(limb)[0]) > TRUNK_REACH);
  const trunk = limbs.filter((limb) => !arms.includes(limb));
  const middleZ = trunk.length > 0 ? meanZ(trunk) : 0;
  const leftSide = extreme(trunk, Math.max);
  const rightSide = extreme(trunk, Math.min);
  const round = cloth
    .filter((loop) => Math.abs(loopCentre(loop)[0]) < TRUNK_REACH)
    .filter((loop) => loop.closed || (openFront && endsInFront(loop, middleZ)))
    .sort((a, b) => loopLength(b) - loopLength(a))[0];
  const isTrunkAlone = (loop: SliceLoop) =>
    !arms.some((arm) => goesRound(loop, loopCentre(arm))) &&
    (arms.length === 0 ||
      trunk.length === 0 ||
      (extreme([loop], Math.max) < leftSide + reach &&
        extreme([loop], Math.min) > rightSide - reach));
  if (round && isTrunkAlone(round)) {
    const all = { right: Number.NEGATIVE_INFINITY, left: Number.POSITIVE_INFINITY, closed: 0 };
    return {
      length: loopLength(round),
      clean: true,
      part: { ...all, edges: new Set(round.edges) },
    };
  }
  if (trunk.length === 0 || cloth.length === 0) return null;
  const left = Math.min((leftSide + extreme(arms.filter(isLeft), Math.min)) / 2, leftSide + reach);
  const right = Math.max(
    (rightSide + extreme(arms.filter(isRight), Math.max)) / 2,
    rightSide - reach,
  );
  // A run may end where it is cut off in any case: in the armhole of a sleeveless dress.
  const broken = cloth.filter((loop) => !loop.closed && endsBetween(loop, right, left));
  const isWhole = openFront
    ? broken.length <= 1 && broken.every((loop) => endsInFront(loop, middleZ))
    : broken.length === 0;
  const found = isWhole ? lengthBetween(cloth, right, left) : null;
  if (found === null) return null;
  const { length, closed } = found;
  const edges = new Set(cloth.flatMap((loop) => loop.edges));
  return { length: length + closed, clean: false, part: { edges, right, left, closed } };
}

/** Whether both ends of an open run lie before the trunk's middle, as an open front's do. */
function endsInFront({ points }: SliceLoop, middleZ: number): boolean {
  return points[2]! > middleZ && points.at(-1)! > middleZ;
}

function endsBetween({ points }: SliceLoop, right: number, left: number): boolean {
  return [points[0]!, points.at(-3)!].some((x) => x > right && x < left);
}

function meanZ(loops: readonly SliceLoop[]): number {
  return loops.reduce((sum, loop) => sum + loopCentre(loop)[2], 0) / loops.length;
}

const isLeft = (loop: SliceLoop): boolean => loopCentre(loop)[0] > 0;
const isRight = (loop: SliceLoop): boolean => loopCentre(loop)[0] < 0;

function extreme(loops: readonly SliceLoop[], choose: (...values: number[]) => number): number {
  let found: number | null = null;
  for (const { points } of loops) {
    for (let i = 0; i < points.length; i += 3) {
      found = found === null ? points[i]! : choose(found, points[i]!);
    }
  }
  // No arm on that side: nothing to cut off.
  return found ?? choose(-Infinity, Infinity) * -1;
}

/** Cloth between two x, closed at both; null unless it passes the middle once before and once behind. */
function lengthBetween(
  loops: readonly SliceLoop[],
  right: number,
  left: number,
): { length: number; closed: number } | null {
  let length = 0;
  let closedBy = 0;
  const cuts = { left: [] as number[], right: [] as number[] };
  let passes = 0;
  for (const { points, closed } of loops) {
    const count = points.length / 3;
    for (let i = closed ? 0 : 1; i < count; i++) {
      const p = 3 * ((i + count - 1) % count);
      const q = 3 * i;
      const [x0, z0, x1, z1] = [points[p]!, points[p + 2]!, points[q]!, points[q + 2]!];
      if (x1 > 0 !== x0 > 0) passes++;
      if (x1 > left !== x0 > left) cuts.left.push(z0 + ((left - x0) / (x1 - x0)) * (z1 - z0));
      if (x1 < right !== x0 < right) cuts.right.push(z0 + ((right - x0) / (x1 - x0)) * (z1 - z0));
      length += Math.hypot(x1 - x0, z1 - z0) * shareBetween(x0, x1, right, left);
    }
  }
  for (const zs of [cuts.left, cuts.right]) {
    if (zs.length > 1) closedBy += Math.max(...zs) - Math.min(...zs);
  }
  return passes === 2 ? { length, closed: closedBy } : null;
}

/** Share of a stretch from x0 to x1 that lies between two x. */
function shareBetween(x0: number, x1: number, low: number, high: number): number {
  const from = Math.min(x0, x1);
  const to = Math.max(x0, x1);
  if (to === from) return from >= low && from <= high ? 1 : 0;
  return Math.max(0, Math.min(to, high) - Math.max(from, low)) / (to - from);
}

function goesRound({ points }: SliceLoop, [x, , z]: readonly [number, number, number]): boolean {
  const outline = new Float64Array((points.length / 3) * 2);
  for (let i = 0; i < points.length / 3; i++) {
    outline[2 * i] = points[3 * i]!;
    outline[2 * i + 1] = points[3 * i + 2]!;
  }
  return isInsidePolygon(outline, x, z);
}

function width({ points }: SliceLoop): number {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < points.length; i += 3) {
    low = Math.min(low, points[i]!);
    high = Math.max(high, points[i]!);
  }
  return high - low;
}

function loopLength({ points, closed }: SliceLoop): number {
  let length = 0;
  const count = points.length / 3;
  for (let i = closed ? 0 : 1; i < count; i++) {
    const p = 3 * i;
    const q = 3 * ((i + count - 1) % count);
    length += Math.hypot(points[p]! - points[q]!, points[p + 2]! - points[q + 2]!);
  }
  return length;
}
