import type { GarmentFrame } from '../landmarks/garment-frame.ts';
import type { MarkedPoint } from './read-arcs.ts';

/** A landmark this far from its partner's mirror image (half torso widths) is half as sure. */
const UNEVEN = 0.4;
/** A turn of the outline this sharp (radians) is a corner without doubt. */
const SHARP = 0.7;

/** Below this a landmark is a guess that the user should look at. */
export const UNSURE_LANDMARK = 0.4;

function mirroredName(name: string): string | null {
  if (name.endsWith('-left')) return name.replace(/-left$/, '-right');
  if (name.endsWith('-right')) return name.replace(/-right$/, '-left');
  return null;
}

/**
 * How sure each landmark is: how well its part of the garment was read, how near it lies to its
 * partner's mirror image, and how sharply the outline turns there.
 *
 * @param torso Half the torso's (or the seat's) width, pixels.
 * @returns The same landmarks with confidences from 0 to 1.
 */
export function landmarkConfidences(
  frame: GarmentFrame,
  landmarks: readonly MarkedPoint[],
  torso: number,
): MarkedPoint[] {
  return landmarks.map((mark) => {
    const partner = landmarks.find(({ name }) => name === mirroredName(mark.name));
    let even = 1;
    if (partner) {
      const off = Math.hypot(
        frame.u[mark.point]! + frame.u[partner.point]!,
        frame.v[mark.point]! - frame.v[partner.point]!,
      );
      even = 1 / (1 + (off / (UNEVEN * torso)) ** 2);
    }
    const [fine, coarse] = frame.turns;
    const turn = Math.max(Math.abs(fine[mark.point]!), Math.abs(coarse[mark.point]!));
    const sharp = Math.min(1, turn / SHARP);
    return {
      ...mark,
      confidence: mark.confidence * (0.4 + 0.6 * even) * (0.7 + 0.3 * sharp),
    };
  });
}
