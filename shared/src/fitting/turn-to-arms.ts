import { Quaternion, Vector3 } from 'three';
import type { PosedBody } from '../body/avatar.ts';
import { posedJoint } from '../drape/body-points.ts';
import type { UprightMesh } from './align-to-body.ts';
import { frontProfile } from './front-profile.ts';
import { meshLandmarks } from './mesh-landmarks.ts';
import { sleeveTest } from './sleeve-test.ts';

/** From the armpit along the sleeve, metres over which cloth goes over from trunk to sleeve. */
const BLEND = 0.08;
/** A sleeve that lies along the arm within this angle stays as it is, radians. */
const ALONG = 0.05;
/** Below the armpit at which the trunk's side is taken, metres. */
const BELOW_ARMPIT = 0.03;

/** Where a sleeve ends. */
export interface SleeveEnd {
  readonly side: 'left' | 'right';
  /** Vertices of the cuff. */
  readonly vertices: ArrayLike<number>;
}

/**
 * Turns sleeves round the shoulder joints until they lie along the body's arms, in place. Cloth of
 * the trunk stays; from the armpit on the turn grows smoothly to its full angle.
 *
 * @param mesh Aligned to the body, metres, file frame; its positions are changed.
 */
export function turnToArms(
  { positions, indices }: UprightMesh,
  cuffs: readonly SleeveEnd[],
  body: PosedBody,
): void {
  if (cuffs.length === 0) return;
  const profile = frontProfile(positions, indices);
  const landmarks = meshLandmarks(profile, true);
  const { armpit, centre } = landmarks;
  if (armpit === null) return;
  const isSleeve = sleeveTest(profile, landmarks);
  const halfTrunk = (landmarks.trunkWidth(armpit - BELOW_ARMPIT) ?? 0) / 2;
  const turns = cuffs.map(({ side, vertices }) => {
    const sign = side === 'left' ? 1 : -1;
    const joint = new Vector3(...posedJoint(body, `upperarm_${side[0]}`));
    const cuff = new Vector3();
    for (let i = 0; i < vertices.length; i++) {
      cuff.add(new Vector3().fromArray(positions, 3 * vertices[i]!).divideScalar(vertices.length));
    }
    const along = cuff.sub(joint).normalize();
    const arm = new Vector3(...posedJoint(body, `hand_${side[0]}`)).sub(joint).normalize();
    const pit = new Vector3(centre + sign * halfTrunk, armpit, joint.z);
    return { sign, joint, along, pit, turn: new Quaternion().setFromUnitVectors(along, arm) };
  });
  const none = new Quaternion();
  const place = new Vector3();
  for (let i = 0; i < positions.length; i += 3) {
    place.fromArray(positions, i);
    if (!isSleeve(place.x, place.y)) continue;
    const own = turns.find(({ sign }) => sign * (place.x - centre) > 0);
    if (!own || none.angleTo(own.turn) < ALONG) continue;
    const past = own.along.dot(place) - own.along.dot(own.pit);
    const t = Math.min(1, Math.max(0, past / BLEND));
    const share = t * t * (3 - 2 * t);
    place
      .sub(own.joint)
      .applyQuaternion(none.clone().slerp(own.turn, share))
      .add(own.joint)
      .toArray(positions, i);
  }
}
