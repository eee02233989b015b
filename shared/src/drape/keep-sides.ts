import type { ClothState } from '../cloth/cloth-state.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import { type BodyDepths, depthAt, topAt } from './body-depths.ts';
import { type HoodOnHead, isBent } from './hood-on-head.ts';
import { BACK, FRONT } from './panel-facings.ts';

/** Metres from the middle within which a vertex is watched each substep. */
const WATCHED = 0.02;
/** Substeps between rounds over all vertices: at 1.5 m/s and 1/900 s 16 mm are travelled. */
const ROUND = 10;

/**
 * Makes the rule that front cloth stays before the body's middle depth and back cloth behind it,
 * seams being free. It stands in for self-collision: layers meet in the middle and do not pass.
 *
 * The rule must hold at every substep and take the speed across the middle away: checked every
 * fourth substep, or moving a vertex with its past, it shook the cloth at 0.4 to 0.8 m/s.
 */
export function keepSidesOf(
  sewn: SewnGarment,
  depths: BodyDepths,
  hood: HoodOnHead | null = null,
): (state: ClothState) => void {
  const oneSided: number[] = [];
  for (let v = 0; v < sewn.vertexCount; v++) {
    // Between the legs cloth goes from front to back.
    if (sewn.letIn[v]! > 0) continue;
    if (isBent(hood, sewn, v)) continue;
    if (sewn.facings[v] === FRONT || sewn.facings[v] === BACK) oneSided.push(v);
  }
  const watched = new Uint32Array(oneSided.length);
  let watchedCount = 0;
  let calls = 0;
  return ({ positions: x, previous }) => {
    if (calls % ROUND === 0) {
      watchedCount = 0;
      for (const v of oneSided) {
        // Cloth above the body lies down on it whichever way it folds; kept apart it stands like a fin.
        if (x[3 * v + 1]! > topAt(depths, x[3 * v]!)) continue;
        const middle = depthAt(depths, depths.middles, x[3 * v]!, x[3 * v + 1]!);
        const side = sewn.facings[v] === FRONT ? x[3 * v + 2]! - middle : middle - x[3 * v + 2]!;
        if (side < WATCHED) watched[watchedCount++] = v;
      }
    }
    calls++;
    for (let n = 0; n < watchedCount; n++) {
      const v = watched[n]!;
      const i = 3 * v;
      const across = x[i + 2]! - depthAt(depths, depths.middles, x[i]!, x[i + 1]!);
      if (sewn.facings[v] === FRONT ? across >= 0 : across <= 0) continue;
      x[i + 2]! -= across;
      previous[i + 2] = x[i + 2]!;
    }
  };
}
