import type { Avatar } from '../body/avatar.ts';
import type { DrawToBody } from '../cloth/rules.ts';
import type { Pattern } from '../pattern/pattern.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import { seamEdgeOfVertex } from './seam-vertices.ts';
import { shoulderProfile } from './shoulder-profile.ts';

/** Share of its way down to the arm that a seam standing off it goes each substep. */
const REST = 0.15;
/** Metres that an over-arm seam may stand off the skin before it is drawn down. */
const PLAY = 0.012;

/**
 * The rule that over-arm seams lie on the arm, on which a sleeve hangs: what a flat cut has to spare
 * there would else stand as a fin, front and back pinched together along the seam.
 */
export function restSleevesOf(pattern: Pattern, sewn: SewnGarment, avatar: Avatar): DrawToBody {
  const { outer } = shoulderProfile(avatar);
  const edges = seamEdgeOfVertex(pattern, sewn, ({ name }) => name.startsWith('shoulder'));
  const overArms = [...edges.keys()].filter((v) => Math.abs(sewn.flat[2 * v]!) > outer);
  const vertices = Uint32Array.from(pattern.upper === 'sleeves' ? overArms : []);
  return { kind: 'draw-to-body', vertices, play: PLAY, share: REST };
}
