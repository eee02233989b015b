import { beforeAll, describe, expect, it } from 'vitest';
import { presetAvatar } from '../../test/shapes/preset-avatar.ts';
import { tubeMesh } from '../../test/shapes/simple-meshes.ts';
import type { Avatar, PosedBody } from '../body/avatar.ts';
import { REST_POSE } from '../body/pose.ts';
import { poseBody } from '../body/pose-body.ts';
import { requireJoint } from '../drape/body-points.ts';
import { indexBody } from '../mesh/closest-point.ts';
import { poseForMesh, raisedCuffs } from './pose-for-mesh.ts';
import { settleOnBody } from './settle-on-body.ts';

let avatar: Avatar;
let body: PosedBody;
beforeAll(async () => {
  avatar = await presetAvatar('regular');
  body = poseBody(avatar, REST_POSE);
});

/** A narrow cuff 40 cm from the shoulder joint, so many degrees below the horizontal. */
function cuffAt(down: number, away = 0.4) {
  const joint = requireJoint(avatar.record, 'upperarm_l');
  const angle = (down * Math.PI) / 180;
  const ring = tubeMesh(0.04, 0, 0.001, 16, 1);
  const place = [
    joint[0] + away * Math.cos(angle),
    joint[1] - away * Math.sin(angle),
    joint[2],
  ] as const;
  return {
    positions: ring.positions.map((x, i) => x + place[i % 3]!),
    openings: [
      { kind: 'cuff', side: 'left', vertices: Uint32Array.from({ length: 16 }, (_, i) => i) },
    ] as const,
  };
}

describe('poseForMesh', () => {
  it.each([20, 45, 70])('lays the arm along a sleeve that goes down by %i degrees', (down) => {
    const { positions, openings } = cuffAt(down);
    const posed = poseBody(avatar, poseForMesh(avatar, positions, openings));
    const at = (name: string) => {
      const j = avatar.record.joints.findIndex((joint) => joint.name === name);
      return posed.jointPositions.subarray(3 * j, 3 * j + 3);
    };
    const [shoulder, hand] = [at('upperarm_l'), at('hand_l')];
    const angle = Math.atan2(shoulder[1]! - hand[1]!, hand[0]! - shoulder[0]!);
    expect(Math.abs((angle * 180) / Math.PI - down)).toBeLessThan(2);
    expect(raisedCuffs(avatar, positions, openings)).toHaveLength(0);
  });

  it('says which sleeves are held higher than arms can be', () => {
    const { positions, openings } = cuffAt(-5);
    expect(raisedCuffs(avatar, positions, openings)).toHaveLength(1);
  });

  it('lets the arm rest where a cuff beside the shoulder joint says nothing of it', () => {
    const { positions, openings } = cuffAt(-5, 0.06);
    const { turns } = poseForMesh(avatar, positions, openings);
    expect(turns).not.toHaveProperty('upperarm_l');
    expect(raisedCuffs(avatar, positions, openings)).toHaveLength(0);
    const long = cuffAt(60);
    expect(poseForMesh(avatar, long.positions, long.openings).turns).toHaveProperty('upperarm_l');
  });
});

describe('settleOnBody', () => {
  it('brings a waist that stands off behind to the middle, and keeps its height', () => {
    const index = indexBody(body.positions, avatar.indices);
    const waist = body.landmarks.waist_front!;
    const skirt = tubeMesh(0.19, waist[1] - 0.5, waist[1], 48, 30);
    const edge = Array.from({ length: 48 }, (_, j) => 30 * 48 + j);
    const centre = (positions: Float32Array) =>
      edge.reduce((sum, v) => sum + positions[3 * v + 2]! / edge.length, 0);
    const settled = [-0.05, 0.04].map((shift) => {
      const positions = skirt.positions.map((x, i) => (i % 3 === 2 ? x + shift : x));
      settleOnBody(positions, skirt.indices, edge, body, index);
      expect(positions[3 * edge[0]! + 1]).toBeCloseTo(waist[1], 6);
      return centre(positions);
    });
    expect(Math.abs(settled[0]! - settled[1]!)).toBeLessThan(0.012);
  });
});
