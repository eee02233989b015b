import { beforeAll, expect, it } from 'vitest';
import { presetAvatar } from '../../test/shapes/preset-avatar.ts';
import { sphereMesh } from '../../test/shapes/simple-meshes.ts';
import type { PosedBody } from '../body/avatar.ts';
import { REST_POSE } from '../body/pose.ts';
import { poseBody } from '../body/pose-body.ts';
import { frontProfile } from '../fitting/front-profile.ts';
import { faceOpening, isHooded } from './neck-opening.ts';

let body: PosedBody;
beforeAll(async () => {
  body = poseBody(await presetAvatar('regular'), REST_POSE);
}, 60_000);

/** A hood that is closed by a plane before the face, at `cap` metres before the throat. */
function closedHood(cap: number) {
  const { head_top, neck_front } = body.landmarks;
  const [, y, z] = head_top!;
  const ball = sphereMesh(0.16, 48, [0, y! - 0.12, z! - 0.04]);
  const plane = neck_front![2]! + cap;
  const positions = ball.positions.map((value, i) =>
    i % 3 === 2 ? Math.min(value, plane) : value,
  );
  return { positions, indices: ball.indices, plane };
}

it.each([-0.025, -0.01, 0, 0.02])(
  'opens all of a face that is closed %f m before the throat',
  (cap) => {
    const { positions, indices, plane } = closedHood(cap);
    const profile = frontProfile(positions, indices);
    expect(isHooded(body, profile)).toBe(true);
    const opening = faceOpening(body, profile);
    const middle = (body.landmarks.neck_front![1]! + body.landmarks.head_top![1]!) / 2;
    for (const [x, y] of [
      [0, 0],
      [0.05, 0],
      [-0.05, 0.03],
      [0, 0.07],
      [0.03, -0.05],
    ] as const) {
      expect(opening(x, middle + y, plane)).toBeLessThan(0);
      // Its sides stay, from the ears on.
      expect(opening(x, middle + y, body.landmarks.head_top![2]!)).toBeGreaterThan(0);
    }
    expect(opening(0.12, middle, plane)).toBeGreaterThan(0);
  },
);
