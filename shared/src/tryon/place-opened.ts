import type { PosedBody } from '../body/avatar.ts';
import { poseBody } from '../body/pose-body.ts';
import { alignToBody } from '../fitting/align-to-body.ts';
import { type Alignment, applyAlignment, asItLies } from '../fitting/alignment.ts';
import { poseForMesh, raisedCuffs } from '../fitting/pose-for-mesh.ts';
import { settleOnBody } from '../fitting/settle-on-body.ts';
import { turnToArms } from '../fitting/turn-to-arms.ts';
import { type Category, LEGGED_CATEGORIES } from '../garment/vocabulary.ts';
import { type BodyIndex, indexBody } from '../mesh/closest-point.ts';
import type { LabelledLoop } from '../opening/label-loops.ts';
import type { OpenGarment } from '../opening/open-mesh.ts';

/** A garment moved by more than this after it was cut is cut anew where it came to rest, metres. */
const MOVED = 0.004;

/** An open garment where it rests on a body that is posed along it, not yet clear of the skin. */
export interface PlacedGarment {
  readonly open: OpenGarment;
  /** Of its vertices and of whatever lies with it before the move: from the place that it was opened in. */
  readonly alignment: Alignment;
  /** Metres, after the alignment. */
  readonly move: readonly [number, number, number];
  /** xyz triples, metres, file frame. */
  readonly positions: Float32Array;
  readonly body: PosedBody;
  readonly index: BodyIndex;
  /** A waist or a strapless edge; null of what hangs from shoulders. */
  readonly edge: LabelledLoop | null;
}

/**
 * Places an open garment: aligned, the body's limbs laid along its own, moved to where it rests. One that was cut
 * where neck and arms leave it is cut again where it rests: cut before it is moved, a neck stood off by as much as the garment moved.
 *
 * @param resting The body in its rest pose, which the garment was opened on.
 */
export function placeOpened(
  open: OpenGarment,
  category: Category,
  resting: PosedBody,
): PlacedGarment {
  const placed = placedAsOpened(open, category, resting);
  if (!isCutByLimbs(open, category) || Math.hypot(...placed.move) <= MOVED) return placed;
  const again = open.cutAt?.(placed.move);
  return again ? placedAsOpened(again, category, resting) : placed;
}

/** What was cut at its arms and neck was so where it lies; a waist and a crotch are where their edges are now. */
function isCutByLimbs({ way, upper }: OpenGarment, category: Category): boolean {
  return (
    way === 'solid' && upper !== null && upper !== 'strapless' && !LEGGED_CATEGORIES.has(category)
  );
}

function placedAsOpened(open: OpenGarment, category: Category, resting: PosedBody): PlacedGarment {
  const { avatar } = resting;
  const { hip_origin } = avatar.record;
  const alignment = isCutByLimbs(open, category)
    ? asItLies(hip_origin)
    : alignToBody(open, category, open.upper, resting);
  const positions = applyAlignment(open.positions, alignment, hip_origin);
  const body = poseBody(avatar, poseForMesh(avatar, positions, open.openings));
  const index = indexBody(body.positions, avatar.indices);
  const raised = raisedCuffs(avatar, positions, open.openings).flatMap(({ side, vertices }) =>
    side === 'centre' ? [] : [{ side, vertices }],
  );
  turnToArms({ positions, indices: open.indices }, raised, body);
  const edge = open.openings.find(({ kind }) => kind === 'waist' || kind === 'top') ?? null;
  const move = settleOnBody(positions, open.indices, edge?.vertices ?? null, body, index);
  return { open, alignment, move, positions, body, index, edge };
}
