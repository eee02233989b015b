import type { HoldApart } from '../cloth/rules.ts';
import type { Pattern } from '../pattern/pattern.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';

/** Metres from the middle between the legs that the cloth of each keeps. */
const HALF_GAP = 0.0005;
/** Metres (in the flat) below and beside the crotch's point within which cloth belongs to both legs. */
const BOTH = 0.008;

/**
 * The rule that the cloth of either leg stays on its own side of the body's middle, where the legs' cloth
 * meets; it stands in for contact between the two.
 */
export function keepLegsApartOf(pattern: Pattern, sewn: SewnGarment): HoldApart {
  const crotch = pattern.landmarks.crotch;
  const vertices: number[] = [];
  const sides: number[] = [];
  for (let v = 0; crotch && pattern.legAngles !== null && v < sewn.vertexCount; v++) {
    const x = sewn.flat[2 * v]! - crotch[0];
    if (sewn.flat[2 * v + 1]! > crotch[1] - BOTH || Math.abs(x) < BOTH) continue;
    vertices.push(v);
    sides.push(Math.sign(x));
  }
  return {
    kind: 'hold-apart',
    vertices: Uint32Array.from(vertices),
    sides: Int8Array.from(sides),
    gaps: new Float64Array(vertices.length).fill(HALF_GAP),
    share: 1,
    touches: true,
  };
}
