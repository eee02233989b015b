import { Line3, Vector3 } from 'three';
import type { PosedBody } from '../body/avatar.ts';
import { posedJoint } from '../drape/body-points.ts';
import { loopLength } from '../mesh/boundary-loops.ts';
import type { OpeningLoop } from '../pattern/sewn-garment.ts';
import { meanOf } from './measure-openings.ts';

/** An arm goes through an opening whose middle is within so many of its radii of the arm; wide armholes have it at 0.9. */
const THROUGH = 1.5;

/**
 * How many arms do not go through the cuff or armhole of their side: a sleeve that was opened in a wrong place hangs
 * empty beside its arm, and has neither strain nor penetration.
 *
 * @param positions Of the worn garment, xyz triples, metres, file frame.
 */
export function armsBeside(
  openings: readonly OpeningLoop[],
  positions: Float32Array,
  body: PosedBody,
): number {
  return openings.filter(({ kind, side, vertices }) => {
    if ((kind !== 'cuff' && kind !== 'armhole') || side === 'centre') return false;
    const middle = new Vector3(...meanOf(positions, vertices));
    const radius = loopLength(vertices, positions) / (2 * Math.PI);
    return distanceToArm(middle, side === 'left' ? 'l' : 'r', body) > THROUGH * radius;
  }).length;
}

/** From the shoulder over the elbow to the wrist. */
function distanceToArm(place: Vector3, side: 'l' | 'r', body: PosedBody): number {
  const jointOf = (name: string) => new Vector3(...posedJoint(body, `${name}_${side}`));
  const [shoulder, elbow, wrist] = [jointOf('upperarm'), jointOf('lowerarm'), jointOf('hand')];
  const distances = [new Line3(shoulder, elbow), new Line3(elbow, wrist)].map((bone) =>
    bone.closestPointToPoint(place, true, new Vector3()).distanceTo(place),
  );
  return Math.min(...distances);
}
