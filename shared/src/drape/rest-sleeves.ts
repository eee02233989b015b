import type { DrawToBody } from '../cloth/rules.ts';
import type { Pattern } from '../pattern/pattern.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import type { ShoulderProfile } from './shoulder-profile.ts';

/** Share of its way down to the arm that a seam standing off it goes each substep. */
const REST = 0.15;
/** Metres that an over-arm seam may stand off the skin before it is drawn down. */
const PLAY = 0.012;

/**
 * The rule that over-arm seams lie on the arm, on which a sleeve hangs: what a flat cut has to spare
 * there would else stand as a fin, front and back pinched together along the seam.
 *
 * @param shoulderSeams Vertices of shoulder and over-arm seams.
 */
export function restSleevesOf(
  pattern: Pattern,
  sewn: SewnGarment,
  shoulderSeams: readonly number[],
  { outer }: ShoulderProfile,
): DrawToBody {
  const overArms = shoulderSeams.filter((v) => Math.abs(sewn.flat[2 * v]!) > outer);
  const vertices = Uint32Array.from(pattern.upper === 'sleeves' ? overArms : []);
  return { kind: 'draw-to-body', vertices, play: PLAY, share: REST };
}
