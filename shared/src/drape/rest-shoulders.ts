import type { BodyDepths } from '../body/body-depths.ts';
import type { RestOnTops } from '../cloth/rules.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import { SHOULDER_GAP } from './hang-height.ts';
import type { ShoulderProfile } from './shoulder-profile.ts';

/** Share of its way down to the shoulder that a seam standing off it goes each substep. */
const REST = 0.15;
/** Metres that a shoulder seam may stand off before it is drawn down. */
const PLAY = 0.01;
/** Metres beyond the shoulder over which the rule fades out: puffed sleeves keep their heads. */
const FADE = 0.08;

/**
 * The rule that shoulder seams rest on the shoulder: the surplus of a flat cut would else stand
 * there as an arch, which a mesh of triangles holds up and cloth does not.
 *
 * @param shoulderSeams Vertices of shoulder and over-arm seams.
 */
export function restShouldersOf(
  sewn: SewnGarment,
  shoulderSeams: readonly number[],
  depths: BodyDepths,
  { inner, outer, heightAt }: ShoulderProfile,
): RestOnTops {
  const vertices: number[] = [];
  const shares: number[] = [];
  for (const v of shoulderSeams) {
    const beyond = (Math.abs(sewn.flat[2 * v]!) - outer) / FADE;
    if (beyond >= 1) continue;
    vertices.push(v);
    shares.push(REST * (1 - Math.max(0, beyond)));
  }
  return {
    kind: 'rest-on-tops',
    vertices: Uint32Array.from(vertices),
    shares: Float64Array.from(shares),
    depths,
    // Nearer the middle the highest point of the body is neck and head: a seam may not climb them.
    inner,
    innerHeight: heightAt(inner),
    gap: SHOULDER_GAP,
    play: PLAY,
  };
}
