import type { ClothState } from '../cloth/cloth-state.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import { type BodyDepths, depthAt } from './body-depths.ts';
import { BACK, FRONT } from './place-garment.ts';

/**
 * Makes the rule that front cloth stays before the body's middle depth and back cloth behind it,
 * seams being free. It stands in for self-collision: layers meet in the middle and do not pass.
 */
export function keepSidesOf(sewn: SewnGarment, depths: BodyDepths): (state: ClothState) => void {
  const { facings, vertexCount } = sewn;
  return ({ positions: x, previous }) => {
    for (let v = 0; v < vertexCount; v++) {
      const facing = facings[v]!;
      const towards = facing === FRONT ? 1 : facing === BACK ? -1 : 0;
      if (towards === 0) continue;
      const i = 3 * v;
      const side = towards * (x[i + 2]! - depthAt(depths, depths.middles, x[i]!, x[i + 1]!));
      if (side >= 0) continue;
      x[i + 2]! -= towards * side;
      previous[i + 2] = x[i + 2]!;
    }
  };
}
