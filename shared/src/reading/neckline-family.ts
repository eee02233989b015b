import { edgeLevel, garmentSampleAt, NECK_BELOW, type NeckPatch } from './neck-patch.ts';
import { drawShape, type NecklineShape, POINTED, SHAPES } from './neckline-shapes.ts';

/** Colours are compared this far to both sides of a neckline, half neck widths. */
const NEAR = 0.045;
const FAR = 0.1;
/** A colour step is half believed at this size, levels, or at this multiple of the photo's usual step. */
const HALF_BELIEVED = 4;
const HALF_BELIEVED_RATIO = 1.6;
/** A neckline that lies this near the outline's edge is that edge. */
const CLEAR_OF_EDGE = 0.045;
/** The share of a neckline's points that may be weaker than its strength: less than a label or print takes up. */
const WEAK_SHARE = 0.33;
const WIDTHS = [1, 0.9];
const FINE_WIDTHS = [1, 0.95, 0.9, 0.84];
/** A collar's leaves stand inside the corners of the opening. */
const POINTED_WIDTHS = [1, 0.85, 0.7, 0.58];
/** The lowest point lies this far beside the middle in wraps and on aslant photos. */
const SKEWS = [0, -0.12, 0.12, -0.3, 0.3];
const LEAST_DEPTH = 0.12;
const DEPTH_FACTOR = 1.1;
/** Of the first round's necklines so many are varied in the second. */
const VARIED = 10;
/** What speaks for a neckline beside its step: a lighter front, a front like the shoulders, a usual depth. */
const LIGHTER_WEIGHT = 0.1;
const LIGHTER_SCALE = 12;
const FRONTNESS_WEIGHT = 0.1;
/** The inside shows over this depth as a rule; a narrow strip is rather a band or collar of the back. */
const USUAL_GAP = 0.75;
const USUAL_GAP_OPENING = 1.2;
const SCOOP_SHARE = 0.5;
const SHALLOW_WEIGHT = 0.08;
/** Narrow lines hug labels: a line that begins this much inside the corners must be the clearer. */
const NARROW_WEIGHT = 0.15;
const DEEP_WEIGHT = 0.03;
/** Shoulders are sampled from here outwards, and over these levels. */
const SHOULDER_X = 1.02;
const SHOULDER_Y = [0.08, 1] as const;

/** A neckline of the family: xy pairs in the patch, from right to left, and how the photo shows it. */
export interface FamilyNeckline {
  readonly points: Float64Array;
  readonly depth: number;
  /** How much of the inside shows at the middle. */
  readonly gap: number;
  readonly width: number;
  readonly shape: NecklineShape;
  /** Colour step that all but its weakest third reach, levels. */
  readonly strength: number;
  /** How alike the step is all along it, 0..1. */
  readonly likeness: number;
  /** How much lighter the front is than the inside, levels. */
  readonly lighter: number;
  /** 1 where only the front's side looks like the shoulders, -1 where only the inside does. */
  readonly frontness: number;
  /** All of it weighed; comparable on one photo. */
  readonly score: number;
}

/**
 * Colour step across a line at one of its points, the mean of two scales.
 *
 * @param nx Unit normal, pointing away from the inside.
 * @param into Receives the colour on the inside, then that on the front, three channels each.
 * @returns The step's size, levels; -1 where one of the sides is no garment.
 */
export function stepAcross(
  patch: NeckPatch,
  x: number,
  y: number,
  nx: number,
  ny: number,
  into: Float64Array,
): number {
  into.fill(0);
  const isSeen =
    addHalf(patch, x - nx * NEAR, y - ny * NEAR, into, 0) &&
    addHalf(patch, x + nx * NEAR, y + ny * NEAR, into, 3) &&
    addHalf(patch, x - nx * FAR, y - ny * FAR, into, 0) &&
    addHalf(patch, x + nx * FAR, y + ny * FAR, into, 3);
  if (!isSeen) return -1;
  return Math.max(
    Math.abs(into[3]! - into[0]!),
    Math.abs(into[4]! - into[1]!),
    Math.abs(into[5]! - into[2]!),
  );
}

/** Adds half the colour at a place; false where that is no garment. */
function addHalf(patch: NeckPatch, x: number, y: number, into: Float64Array, to: number): boolean {
  const at = garmentSampleAt(patch, x, y);
  if (at < 0) return false;
  const { colours } = patch;
  into[to]! += colours[at * 3]! / 2;
  into[to + 1]! += colours[at * 3 + 1]! / 2;
  into[to + 2]! += colours[at * 3 + 2]! / 2;
  return true;
}

const sides = new Float64Array(6);

/** How the photo shows one neckline, before it is weighed. */
interface Seen {
  readonly sizes: readonly number[];
  readonly likeness: number;
  /** Mean colours on the inside and the front. */
  readonly inside: readonly number[];
  readonly front: readonly number[];
}

/** Null where too little of the neckline lies further than `clear` below the outline's edge. */
function look(patch: NeckPatch, points: Float64Array, clear: number): Seen | null {
  const sizes: number[] = [];
  const inside = [0, 0, 0];
  const front = [0, 0, 0];
  const unit = [0, 0, 0];
  let count = 0;
  const n = points.length / 2;
  for (let i = 1; i < n - 1; i++) {
    const x = points[2 * i]!;
    const y = points[2 * i + 1]!;
    if (y < edgeLevel(patch, x) + clear) continue;
    const tx = points[2 * i + 2]! - points[2 * i - 2]!;
    const ty = points[2 * i + 3]! - points[2 * i - 1]!;
    const length = Math.hypot(tx, ty) || 1;
    const size = stepAcross(patch, x, y, -ty / length, tx / length, sides);
    sizes.push(Math.max(0, size));
    if (size < 0) continue;
    count++;
    for (let k = 0; k < 3; k++) {
      inside[k]! += sides[k]!;
      front[k]! += sides[k + 3]!;
      // Each point's step counts alike, so that a label's strong edge cannot outweigh the rest.
      unit[k]! += (sides[k + 3]! - sides[k]!) / Math.max(3, size);
    }
  }
  if (sizes.length < 0.6 * n || count === 0) return null;
  sizes.sort((a, b) => a - b);
  return {
    sizes,
    likeness: Math.min(1, Math.max(...unit.map(Math.abs)) / sizes.length),
    inside: inside.map((sum) => sum / count),
    front: front.map((sum) => sum / count),
  };
}

function distance(a: readonly number[], b: readonly number[]): number {
  return Math.max(...a.map((value, k) => Math.abs(value - b[k]!)));
}

/** Median colour of the shoulders beside the neck; null where none is seen. */
function shoulderColour(patch: NeckPatch): number[] | null {
  const channels: [number[], number[], number[]] = [[], [], []];
  for (let y = SHOULDER_Y[0]; y < SHOULDER_Y[1]; y += 0.05) {
    for (let x = SHOULDER_X; x < 1.24; x += 0.05) {
      for (const sign of [-1, 1]) {
        const at = garmentSampleAt(patch, sign * x, y);
        if (at < 0) continue;
        for (let k = 0; k < 3; k++) channels[k]!.push(patch.colours[at * 3 + k]!);
      }
    }
  }
  if (channels[0].length < 8) return null;
  return channels.map((values) => values.sort((a, b) => a - b)[values.length >> 1]!);
}

/**
 * Looks at all necklines of the family that lie on the garment: first symmetric ones, then the best of
 * them varied in width, skew and depth.
 *
 * @param through Lowest point that the neckline shall have, in the patch; only its shape is chosen then.
 * @param clear What lies nearer to the outline's edge than this is not looked at, half neck widths.
 * @returns Best first; `usual` is the strength of a chance line on this photo and `half` the colour
 *   step that is half believed on it, levels.
 */
export function judgeFamily(
  patch: NeckPatch,
  pointed: boolean,
  through: readonly [number, number] | null = null,
  clear: number = CLEAR_OF_EDGE,
): {
  readonly necklines: readonly FamilyNeckline[];
  readonly usual: number;
  readonly half: number;
} {
  const shoulders = shoulderColour(patch);
  const usualGap = pointed ? USUAL_GAP_OPENING : USUAL_GAP;
  const draw = (
    depth: number,
    width: number,
    shape: NecklineShape,
    skew: number,
  ): { draft: Pick<FamilyNeckline, 'points' | 'depth' | 'width' | 'shape'>; seen: Seen } | null => {
    const points = drawShape(depth, width, shape, skew);
    const seen = look(patch, points, clear);
    return seen && { draft: { points, depth, width, shape }, seen };
  };
  const first: NonNullable<ReturnType<typeof draw>>[] = [];
  if (through) {
    for (const shape of pointed ? POINTED : SHAPES) {
      const drawn = draw(Math.max(0.02, through[1]), 1, shape, through[0]);
      if (drawn) first.push(drawn);
    }
  }
  const deepest = through ? 0 : NECK_BELOW - 0.2;
  for (let depth = LEAST_DEPTH; depth < deepest; depth *= DEPTH_FACTOR) {
    for (const shape of pointed ? POINTED : SHAPES) {
      // Deep necks narrow to a point; a square one that deep is a bib.
      if (depth > 1.4 && shape[1] > 1.5) continue;
      for (const width of pointed ? POINTED_WIDTHS : WIDTHS) {
        const drawn = draw(depth, width, shape, 0);
        if (drawn) first.push(drawn);
      }
    }
  }
  const strengthOf = ({ sizes }: Seen): number => sizes[Math.floor(WEAK_SHARE * sizes.length)]!;
  const strengths = first.map(({ seen }) => strengthOf(seen)).sort((a, b) => a - b);
  const usual = strengths[strengths.length >> 1] ?? 0;
  const half = Math.max(HALF_BELIEVED, HALF_BELIEVED_RATIO * usual);
  const believed = (size: number): number => size / (size + half);
  const weigh = ({ draft, seen }: NonNullable<ReturnType<typeof draw>>): FamilyNeckline => {
    const strength = strengthOf(seen);
    let mean = 0;
    for (const size of seen.sizes) mean += believed(size) / seen.sizes.length;
    const lighter = [0.3, 0.59, 0.11].reduce(
      (sum, weight, k) => sum + weight * (seen.front[k]! - seen.inside[k]!),
      0,
    );
    const gap = Math.max(0.02, draft.depth - Math.max(0, edgeLevel(patch, 0)));
    // Below an edge that is scooped itself, a narrow strip is all of the inside that shows.
    const shown = Math.max(gap, SCOOP_SHARE * draft.depth);
    const inner = shoulders ? distance(seen.inside, shoulders) : 0;
    const outer = shoulders ? distance(seen.front, shoulders) : 0;
    const frontness = (inner - outer) / (inner + outer + half);
    const score =
      ((mean + believed(strength)) / 2) * (0.5 + 0.5 * seen.likeness) +
      LIGHTER_WEIGHT * Math.tanh(lighter / LIGHTER_SCALE) +
      FRONTNESS_WEIGHT * frontness -
      NARROW_WEIGHT * (1 - draft.width) -
      (shown < usualGap ? SHALLOW_WEIGHT : DEEP_WEIGHT) * Math.log(shown / usualGap) ** 2;
    return { ...draft, gap, strength, likeness: seen.likeness, lighter, frontness, score };
  };
  const byScore = (a: FamilyNeckline, b: FamilyNeckline): number => b.score - a.score;
  const necklines = first.map(weigh).sort(byScore);
  for (const { depth, shape, width: coarse } of through ? [] : necklines.slice(0, VARIED)) {
    for (const width of coarse < 0.9 ? [coarse - 0.05, coarse, coarse + 0.05] : FINE_WIDTHS) {
      for (const skew of SKEWS) {
        for (const factor of [0.95, 1, 1.05]) {
          const drawn = draw(depth * factor, width, shape, skew);
          if (drawn) necklines.push(weigh(drawn));
        }
      }
    }
  }
  return { necklines: necklines.sort(byScore), usual, half };
}
