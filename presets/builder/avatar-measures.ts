import {
  type CoreMeasures,
  extremeLevel,
  limbGirth,
  type MeasurableBody,
  trunkGirth,
} from './measure-body.ts';
import { distance } from './vector.ts';

/** The underbust stands this share of the height below the bust points. */
const UNDERBUST_DROP = 0.045;

/** All measures of the record, centimetres; the names' meaning is in presets/README.md. */
export function avatarMeasures(
  body: MeasurableBody,
  core: CoreMeasures,
  landmarks: Readonly<Record<string, readonly [number, number, number]>>,
): Record<string, number> {
  const crotch = landmarks.crotch![1];
  const hip = body.joint('thigh_l');
  const knee = body.joint('calf_l');
  const ankle = body.joint('foot_l');
  const shoulder = body.joint('upperarm_l');
  const elbow = body.joint('lowerarm_l');
  const thighFrom = (hip[1] - (crotch - 0.03)) / (hip[1] - knee[1]);
  const metres: Record<string, number> = {
    height: core.height,
    bust_girth: core.bust,
    underbust_girth: trunkGirth(body, core.bustLevel - UNDERBUST_DROP * core.height),
    waist_girth: core.waist,
    hip_girth: core.hip,
    neck_girth: core.neck,
    upper_arm_girth: limbGirth(body, shoulder, elbow, 0.5, 0.1),
    wrist_girth: core.wrist,
    thigh_girth: limbGirth(body, hip, knee, thighFrom, 0.1),
    calf_girth: extremeLevel((s) => limbGirth(body, knee, ankle, s), 0.1, 0.6, 0.03).value,
    ankle_girth: -extremeLevel((s) => -limbGirth(body, knee, ankle, s), 0.6, 0.98, 0.03).value,
    shoulder_width: distance(landmarks.shoulder_left!, landmarks.shoulder_right!),
    inseam: crotch,
    arm_length:
      distance(landmarks.shoulder_left!, elbow) + distance(elbow, landmarks.wrist_outer_left!),
    neck_to_waist: landmarks.neck_back![1] - core.waistLevel,
    waist_to_hip: core.waistLevel - core.hipLevel,
    bust_height: core.bustLevel,
    waist_height: core.waistLevel,
    hip_height: core.hipLevel,
    crotch_height: crotch,
    neck_height: core.neckLevel,
  };
  return Object.fromEntries(
    Object.entries(metres).map(([name, value]) => [`${name}_cm`, Math.round(value * 1000) / 10]),
  );
}
