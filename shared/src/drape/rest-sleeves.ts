import type { Avatar } from '../body/avatar.ts';
import { type DistanceField, sampleDistance } from '../body/distance-field.ts';
import type { ClothState } from '../cloth/cloth-state.ts';
import type { Pattern } from '../pattern/pattern.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
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
  const gradient = new Float64Array(3);
  return ({ positions: x }) => {
    for (const v of vertices) {
      const i = 3 * v;
      const off = sampleDistance(field, x[i]!, x[i + 1]!, x[i + 2]!, gradient) - PLAY;
      if (off <= 0) continue;
      const slope = Math.sqrt(gradient[0]! ** 2 + gradient[1]! ** 2 + gradient[2]! ** 2);
      if (slope < 1e-6) continue;
      const step = (REST * off) / slope;
      x[i]! -= step * gradient[0]!;
      x[i + 1]! -= step * gradient[1]!;
      x[i + 2]! -= step * gradient[2]!;
    }
  };
}
