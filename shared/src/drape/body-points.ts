import type { AvatarRecord, PosedBody } from '../body/avatar.ts';
import type { Vector3 } from '../body/joint-rotation.ts';
import { InputError } from '../job/input-error.ts';

/** @throws {InputError} `avatar-invalid` when the record has no such landmark. */
export function requireLandmark(record: AvatarRecord, name: string): Vector3 {
  const point = record.landmarks[name];
  if (point === undefined) throw missing(record, `landmark "${name}"`);
  return point;
}

/** Rest position of a joint. @throws {InputError} `avatar-invalid` when the record has no such joint. */
export function requireJoint(record: AvatarRecord, name: string): Vector3 {
  const joint = record.joints.find((candidate) => candidate.name === name);
  if (joint === undefined) throw missing(record, `joint "${name}"`);
  return joint.position;
}

/** @throws {InputError} `avatar-invalid` when the record has no such joint. */
export function requireJointNumber(record: AvatarRecord, name: string): number {
  const joint = record.joints.findIndex((candidate) => candidate.name === name);
  if (joint < 0) throw missing(record, `joint "${name}"`);
  return joint;
}

/** Where a joint is in a body's pose. @throws {InputError} `avatar-invalid` when the body has no such joint. */
export function posedJoint({ avatar, jointPositions }: PosedBody, name: string): Vector3 {
  const at = 3 * requireJointNumber(avatar.record, name);
  return [jointPositions[at]!, jointPositions[at + 1]!, jointPositions[at + 2]!];
}

function missing(record: AvatarRecord, what: string): InputError {
  return new InputError(
    'avatar-invalid',
    `The body "${record.id}" has no ${what}, which draping needs. Take one of the presets.`,
  );
}
