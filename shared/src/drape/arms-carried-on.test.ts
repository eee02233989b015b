import { expect, it } from 'vitest';
import { presetAvatar } from '../../test/shapes/preset-avatar.ts';
import { bakeDistanceField } from '../body/bake-distance-field.ts';
import { sampleDistance } from '../body/distance-field.ts';
import { poseBody } from '../body/pose-body.ts';
import { namedPose, type PoseName } from '../posing/named-poses.ts';
import { armsCarriedOn, hungOn } from './arms-carried-on.ts';

const avatar = await presetAvatar('regular');

function fieldIn(name: PoseName) {
  const body = poseBody(avatar, namedPose(avatar, name));
  const box = { min: [-1.2, 0.4, -0.4], max: [1.2, 1.7, 0.4] } as const;
  return { body, field: bakeDistanceField(body.positions, avatar.indices, box, 0.02) };
}

/** Signed distances (metres) along the left forearm, so many metres beyond the wrist. */
function beyondWrist({ body, field }: ReturnType<typeof fieldIn>, metres: readonly number[]) {
  const at = (name: string) => {
    const joint = 3 * avatar.record.joints.findIndex((known) => known.name === name);
    return [...body.jointPositions.subarray(joint, joint + 3)];
  };
  const [elbow, wrist] = [at('lowerarm_l'), at('hand_l')];
  const length = Math.hypot(...elbow.map((from, k) => wrist[k]! - from));
  return metres.map((beyond) => {
    const [x, y, z] = wrist.map((to, k) => to + (beyond * (to - elbow[k]!)) / length);
    return sampleDistance(field, x!, y!, z!, new Float64Array(3));
  });
}

it('an arm that is carried on goes straight on where its hand ends', () => {
  const bare = fieldIn('a');
  const carried = { ...bare, field: armsCarriedOn(bare.field, bare.body) };
  const [there, farther] = beyondWrist(bare, [0.3, 0.6]);
  expect(there).toBeGreaterThan(0.05);
  const [inRod, beyondRod] = beyondWrist(carried, [0.3, 0.6]);
  expect(inRod).toBeLessThan(0);
  expect(beyondRod).toBeGreaterThan(0.1);
  expect(beyondRod).toBeLessThan(farther!);
});

it('not through what a hand rests on', () => {
  const bare = fieldIn('hips');
  const carried = armsCarriedOn(bare.field, bare.body);
  for (let n = 0; n < carried.distances.length; n++) {
    // No more than the rod's radius round the hand itself.
    if (bare.field.distances[n]! > 0.05) expect(carried.distances[n]).toBeGreaterThan(0);
  }
});

it('a garment that is cut to the body hangs on the body alone', () => {
  const { body, field } = fieldIn('a');
  const scale = { metresPerPixelX: 1, metresPerPixelY: 1, error: 0, widthError: 0 };
  expect(hungOn({ scale: { ...scale, source: 'body' } }, field, body)).toBe(field);
  expect(hungOn({ scale: { ...scale, source: 'known-width' } }, field, body)).not.toBe(field);
});
