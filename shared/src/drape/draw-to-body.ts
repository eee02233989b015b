import { type DistanceField, sampleDistance } from '../body/distance-field.ts';
import type { ClothState } from '../cloth/cloth-state.ts';

/** How cloth is drawn to the skin. */
export interface Draw {
  /** Metres off the skin within which nothing is drawn. */
  readonly play: number;
  /** Share of the way there each substep. */
  readonly share: number;
}

/** Makes the rule that some vertices lie near the body. */
export function drawToBody(
  vertices: readonly number[],
  field: DistanceField,
  { play, share }: Draw,
): (state: ClothState) => void {
  const gradient = new Float64Array(3);
  return ({ positions: x }) => {
    for (const v of vertices) {
      const i = 3 * v;
      const off = sampleDistance(field, x[i]!, x[i + 1]!, x[i + 2]!, gradient) - play;
      if (off <= 0) continue;
      const slope = Math.sqrt(gradient[0]! ** 2 + gradient[1]! ** 2 + gradient[2]! ** 2);
      if (slope < 1e-6) continue;
      const step = (share * off) / slope;
      x[i]! -= step * gradient[0]!;
      x[i + 1]! -= step * gradient[1]!;
      x[i + 2]! -= step * gradient[2]!;
    }
  };
}
