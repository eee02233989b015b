import type { Avatar } from '../body/avatar.ts';
import type { DistanceField } from '../body/distance-field.ts';
import type { ClothState } from '../cloth/cloth-state.ts';
import type { Pattern } from '../pattern/pattern.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import { drawToBody } from './draw-to-body.ts';
import { seamEdgeOfVertex } from './seam-vertices.ts';
import { shoulderProfile } from './shoulder-profile.ts';

/** Share of its way down to the arm that a seam standing off it goes each substep. */
const REST = 0.15;
/** Metres that an over-arm seam may stand off the skin before it is drawn down. */
const PLAY = 0.012;

/**
 * Makes the rule that over-arm seams lie on the arm, on which a sleeve hangs: what a flat cut has to spare
 * there would else stand as a fin, front and back pinched together along the seam.
 */
export function restSleevesOf(
  pattern: Pattern,
  sewn: SewnGarment,
  field: DistanceField,
  avatar: Avatar,
): (state: ClothState) => void {
  if (pattern.upper !== 'sleeves') return () => undefined;
  const { outer } = shoulderProfile(avatar);
  const edges = seamEdgeOfVertex(pattern, sewn, ({ name }) => name.startsWith('shoulder'));
  const vertices = [...edges.keys()].filter((v) => Math.abs(sewn.flat[2 * v]!) > outer);
  return drawToBody(vertices, field, { play: PLAY, share: REST });
}
