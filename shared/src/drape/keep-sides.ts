import type { BodyDepths } from '../body/body-depths.ts';
import type { KeepSides } from '../cloth/rules.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import { goesRoundHead, type HoodOnHead, isBent } from './hood-on-head.ts';
import { BACK, FRONT } from './panel-facings.ts';

/**
 * The rule that front cloth stays before the body's middle depth and back cloth behind it, seams being
 * free. It stands in for self-collision: layers meet in the middle and do not pass.
 */
export function keepSidesOf(
  sewn: SewnGarment,
  depths: BodyDepths,
  hood: HoodOnHead | null = null,
  hangsFromWaist = false,
): KeepSides {
  const oneSided: number[] = [];
  for (let v = 0; v < sewn.vertexCount; v++) {
    // Between the legs cloth goes from front to back.
    if (sewn.letIn[v]! > 0) continue;
    if (isBent(hood, sewn, v)) continue;
    if (sewn.facings[v] === BACK && goesRoundHead(hood, sewn, v)) continue;
    if (sewn.facings[v] === FRONT || sewn.facings[v] === BACK) oneSided.push(v);
  }
  const vertices = Uint32Array.from(oneSided);
  const sides = Int8Array.from(vertices, (v) => (sewn.facings[v] === FRONT ? 1 : -1));
  return {
    kind: 'keep-sides',
    vertices,
    sides,
    depths: hangsFromWaist ? withoutTops(depths) : depths,
  };
}

/** What hangs from the waist lies on no shoulder: what its field takes for tops are hips, beside which it hangs. */
function withoutTops(depths: BodyDepths): BodyDepths {
  return { ...depths, tops: depths.tops.map(() => Number.POSITIVE_INFINITY) };
}
