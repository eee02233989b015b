import { expect, it } from 'vitest';
import { presetAvatar } from '../../test/shapes/preset-avatar.ts';
import { tubeMesh } from '../../test/shapes/simple-meshes.ts';
import { REST_POSE } from '../body/pose.ts';
import { poseBody } from '../body/pose-body.ts';
import { posedJoint } from '../drape/body-points.ts';
import type { OpeningLoop } from '../pattern/sewn-garment.ts';
import { armsBeside } from './arms-beside.ts';

it('counts arms that do not go through the opening of their side', async () => {
  const body = poseBody(await presetAvatar('slim'), REST_POSE);
  const ring = tubeMesh(0.06, 0, 0.1, 24, 1);
  const vertices = Uint32Array.from({ length: 24 }, (_, i) => i);
  const at = (place: readonly number[]) => ring.positions.map((value, i) => value + place[i % 3]!);
  const cuff: OpeningLoop = { kind: 'cuff', side: 'left', vertices };
  const elbow = posedJoint(body, 'lowerarm_l');
  expect(armsBeside([cuff], at(elbow), body)).toBe(0);
  // As wide sleeves hang below the arm.
  const [x, y, z] = elbow;
  expect(armsBeside([cuff], at([x, y - 0.05, z]), body)).toBe(0);
  expect(armsBeside([cuff], at([x, y - 0.2, z]), body)).toBe(1);
  // Before the face, and on the other arm.
  expect(armsBeside([cuff], at([0.05, 1.55, 0.1]), body)).toBe(1);
  expect(armsBeside([cuff], at(posedJoint(body, 'lowerarm_r')), body)).toBe(1);
  expect(armsBeside([{ ...cuff, kind: 'hem' }], at([0, 0.5, 0]), body)).toBe(0);
}, 60_000);
