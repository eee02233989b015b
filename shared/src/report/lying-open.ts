import { sliceMesh, tapeGirth } from '../body/slice-girth.ts';
import { type MeasuredOpening, meanOf } from './measure-openings.ts';
import type { WeldedSkin } from './trunk-girth.ts';
import { landmark, type WornBody } from './worn-body.ts';

/**
 * Limits of docs/gates.md: how many times as long as a tape round it an edge is at most. Of 66 photos on two bodies a
 * leg's has 1.29 (a bodysuit's), a cuff's 1.21; a seam that is left out adds twice its length.
 */
const MOST_OF_LIMB = 1.6;
/** A hem has more where ribbons hang from it (2.03) or tails: from here on, its cloth is looked at above it. */
const MOST_OF_HEM = 1.3;
/** Metres of height over which a torso's cloth goes more than half round and does not close. */
const MOST_OPEN = 0.15;
const HALF_ROUND = 0.5;
const STEP = 0.01;

/** An edge that does not go round what it belongs to: the cloth above it lies open. */
export interface LyingOpen {
  readonly kind: MeasuredOpening['kind'];
  readonly side: MeasuredOpening['side'];
  /** Its length in lengths of a tape round it. */
  readonly times: number;
}

type Vector3 = readonly [number, number, number];

/**
 * Legs, sleeves and torsos that lie open where they should go round: a seam that was left out from the edge
 * on is no opening of its own, it makes the edge longer. Measured against a tape round the edge, seen along
 * the limb, and for hems, from which ribbons and tails may hang, by level cuts above it too.
 *
 * @param garment Welded, metres. @param openings As measured on it.
 */
export function lyingOpen(
  garment: WeldedSkin,
  openings: readonly MeasuredOpening[],
  body: WornBody,
): LyingOpen[] {
  return openings.flatMap((opening) => {
    const { kind, side, length, vertices } = opening;
    if (kind !== 'leg' && kind !== 'cuff' && kind !== 'hem') return [];
    // Half a sleeve ends in the crook of the elbow, and a bent arm crumples its edge: no seam came open by that.
    if (kind === 'cuff' && body.isTakenIntoPose) return [];
    const points = Float64Array.from(
      { length: 3 * vertices.length },
      (_, i) => garment.positions[3 * vertices[Math.floor(i / 3)]! + (i % 3)]!,
    );
    const axis: Vector3 =
      kind === 'cuff' ? alongArm(meanOf(garment.positions, vertices), body) : [0, 1, 0];
    const tape = tapeGirth(points, axis);
    const times = length / tape;
    const isOpen =
      kind === 'hem'
        ? times > MOST_OF_HEM && openHeight(garment, points, tape) > MOST_OPEN
        : times > MOST_OF_LIMB;
    return isOpen ? [{ kind, side, times }] : [];
  });
}

/** Direction of the part of the arm, on that side, that a place lies nearest to. */
function alongArm(at: Vector3, body: WornBody): Vector3 {
  const side = at[0] >= 0 ? 'left' : 'right';
  const elbow = landmark(body, `elbow_${side}`);
  const ends = [landmark(body, `shoulder_${side}`), landmark(body, `wrist_outer_${side}`)] as const;
  const [upper, lower] = ends.map((end) => Math.hypot(...minus(at, middle(end, elbow))));
  return upper! < lower! ? minus(elbow, ends[0]) : minus(ends[1], elbow);
}

/** Metres of height at which cloth goes more than half round and is not closed. */
function openHeight({ positions, indices }: WeldedSkin, edge: Float64Array, tape: number): number {
  const heights = edge.filter((_, i) => i % 3 === 1);
  const [low, high] = [Math.min(...heights), Math.max(...heights)];
  let open = 0;
  for (let y = low + STEP / 2; y < high; y += STEP) {
    const cut = sliceMesh(positions, indices, { origin: [0, y, 0], normal: [0, 1, 0] });
    const runs = cut.filter(({ closed }) => !closed);
    const cloth = runs.reduce((sum, { points }) => sum + runLength(points), 0);
    if (cloth > HALF_ROUND * tape) open += STEP;
  }
  return open;
}

function runLength(points: Float64Array): number {
  let length = 0;
  for (let i = 3; i < points.length; i += 3) {
    length += Math.hypot(
      points[i]! - points[i - 3]!,
      points[i + 1]! - points[i - 2]!,
      points[i + 2]! - points[i - 1]!,
    );
  }
  return length;
}

const minus = (a: Vector3, b: Vector3): Vector3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const middle = (a: Vector3, b: Vector3): Vector3 => [
  (a[0] + b[0]) / 2,
  (a[1] + b[1]) / 2,
  (a[2] + b[2]) / 2,
];
