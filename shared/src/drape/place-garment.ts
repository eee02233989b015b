import { depthAt } from '../body/body-depths.ts';
import { sampleDistance } from '../body/distance-field.ts';
import type { Pattern } from '../pattern/pattern.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import type { DrapeScene } from './drape-scene.ts';
import { type HoodOnHead, isBent } from './hood-on-head.ts';
import { limbSeamMover } from './limb-seams.ts';
import { BACK, FRONT } from './panel-facings.ts';

/** Metres between a placed panel and the body's widened half thickness. */
const CLEARANCE = 0.012;
/** Metres from a seam over which a panel rises from the seam's depth to its own. */
const RISE = 0.06;
/** Half thickness, metres, from which panels clear the body at once, however near their seam is. */
const BODILY = 0.03;
/** Metres that push-out keeps between placed cloth and skin. */
const PUSHED_OUT = 0.008;
const PUSH_PASSES = 40;
/** Metres a vertex moves in one push-out pass. */
const PUSH_STEP = 0.01;

/**
 * Puts the flat garment before and behind the body: the "pillow" start. Seams lie
 * at the body's middle depth, panels before and behind its thickness, and what is still inside is
 * pushed out along the field's gradient, front cloth never behind the middle nor back cloth before it.
 *
 * A hood is drawn over the head.
 *
 * Sleeves are first turned to the arms, then seams of sleeves and legs go to their own side of the limb.
 *
 * @returns xyz of each sewn vertex, metres, file frame.
 */
export function placeGarment(
  pattern: Pattern,
  sewn: SewnGarment,
  { lift, depths, field, body, turnSleeves }: DrapeScene,
  hood: HoodOnHead | null = null,
): Float64Array {
  const moveSeam = limbSeamMover(pattern, sewn, body, field);
  const at = new Float64Array(2);
  const placed = new Float64Array(3 * sewn.vertexCount);
  const gradient = new Float64Array(3);
  const rise = riseFromSeams(sewn);
  for (let v = 0; v < sewn.vertexCount; v++) {
    at[0] = sewn.flat[2 * v]!;
    at[1] = sewn.flat[2 * v + 1]!;
    turnSleeves(at);
    at[1] += lift;
    moveSeam(v, at);
    const bent = hood !== null && isBent(hood, sewn, v);
    let x = at[0];
    let y = bent ? hood.from + lift : at[1];
    const facing = sewn.facings[v]!;
    const towards = facing === FRONT ? 1 : facing === BACK ? -1 : 0;
    const middle = depthAt(depths, depths.middles, x, y);
    const half = depthAt(depths, depths.halves, x, y);
    const off = Math.max(rise[v]!, Math.min(1, half / BODILY)) * (half + CLEARANCE);
    // What is let in at the crotch leads from the panel's depth to the middle.
    let z = middle + towards * (1 - sewn.letIn[v]!) * off;
    if (bent) {
      const place: [number, number, number] = [x, y, z];
      hood.bend(place, sewn.flat[2 * v + 1]! - hood.from, middle, towards === 1 ? 'sides' : 'back');
      [x, y, z] = place;
    }
    for (let pass = 0; pass < PUSH_PASSES; pass++) {
      const distance = sampleDistance(field, x, y, z, gradient);
      if (distance >= PUSHED_OUT) break;
      const slope = Math.sqrt(gradient[0]! ** 2 + gradient[1]! ** 2 + gradient[2]! ** 2);
      if (slope < 1e-6) break;
      const step = Math.min(PUSHED_OUT - distance, PUSH_STEP) / slope;
      x += step * gradient[0]!;
      y += step * gradient[1]!;
      z += step * gradient[2]!;
      const side = towards * (z - depthAt(depths, depths.middles, x, y));
      if (side < 0 && !bent) z -= towards * side;
    }
    placed[3 * v] = x;
    placed[3 * v + 1] = y;
    placed[3 * v + 2] = z;
  }
  return placed;
}

/** 0 where front and back are sewn together, 1 from RISE metres (in the flat) away from there, smooth between. */
function riseFromSeams({ vertexCount, flat, facings, letIn }: SewnGarment): Float64Array {
  const seams: number[] = [];
  for (let v = 0; v < vertexCount; v++)
    if (facings[v] === (FRONT | BACK) && letIn[v] === 0) seams.push(v);
  const rise = new Float64Array(vertexCount);
  for (let v = 0; v < vertexCount; v++) {
    let squared = RISE * RISE;
    for (const s of seams) {
      const dx = flat[2 * v]! - flat[2 * s]!;
      const dy = flat[2 * v + 1]! - flat[2 * s + 1]!;
      const here = dx * dx + dy * dy;
      if (here < squared) squared = here;
    }
    const share = Math.sqrt(squared) / RISE;
    rise[v] = share * share * (3 - 2 * share);
  }
  return rise;
}
