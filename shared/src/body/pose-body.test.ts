import { describe, expect, it } from 'vitest';
import { sphereMesh } from '../../test/shapes/simple-meshes.ts';
import type { Avatar } from './avatar.ts';
import {
  rotate,
  rotationBetween,
  rotationFromVector,
  vectorFromRotation,
} from './joint-rotation.ts';
import { REST_POSE } from './pose.ts';
import { poseBody } from './pose-body.ts';

/** Three balls in a row along x, each on its own joint of a chain. */
function ballChain(): Avatar {
  const balls = [0, 1, 2].map((i) => sphereMesh(0.2, 8, [i, 0, 0]));
  const count = balls[0]!.positions.length / 3;
  const positions = new Float32Array(balls.flatMap((ball) => [...ball.positions]));
  const indices = new Uint32Array(
    balls.flatMap((ball, i) => [...ball.indices].map((v) => v + i * count)),
  );
  const skinJoints = new Uint16Array(12 * count);
  const skinWeights = new Float32Array(12 * count);
  for (let v = 0; v < 3 * count; v++) {
    skinJoints[4 * v] = Math.floor(v / count);
    skinWeights[4 * v] = 1;
  }
  return {
    record: {
      schema: 1,
      id: 'balls',
      name: 'Balls',
      height_cm: 40,
      notes: '',
      hip_origin: [0, 0, 0],
      landmarks: { tip: [2.2, 0, 0] },
      measures: {},
      joints: [
        { name: 'root', parent: -1, position: [0, 0, 0] },
        { name: 'middle', parent: 0, position: [1, 0, 0] },
        { name: 'end', parent: 1, position: [2, 0, 0] },
      ],
      licence: 'CC0-1.0',
      source: 'test',
    },
    positions,
    indices,
    skinJoints,
    skinWeights,
    render: {
      renderToSkin: new Uint32Array(0),
      uvs: new Float32Array(0),
      indices: new Uint32Array(0),
      baseColor: { mimeType: 'image/png', bytes: new Uint8Array(0) },
    },
  };
}

const expectNear = (actual: ArrayLike<number>, expected: readonly number[]): void => {
  expected.forEach((value, i) => {
    expect(actual[i]!).toBeCloseTo(value, 5);
  });
};

describe('poseBody', () => {
  it('leaves the rest pose as it is', () => {
    const avatar = ballChain();
    expectNear(poseBody(avatar, REST_POSE).positions, [...avatar.positions]);
  });

  it('turns children with their parents', () => {
    const quarter: [number, number, number] = [0, 0, Math.PI / 2];
    const posed = poseBody(ballChain(), { turns: { root: quarter, middle: quarter } });
    expectNear(posed.jointPositions, [0, 0, 0, 0, 1, 0, -1, 1, 0]);
    expectNear(posed.landmarks.tip!, [-1.2, 1, 0]);
    expect(posed.positions.length).toBe(ballChain().positions.length);
  });

  it('refuses joints it does not know', () => {
    expect(() => poseBody(ballChain(), { turns: { tail: [0, 0, 1] } })).toThrow('tail');
  });
});

describe('joint rotations', () => {
  it('go from vector to matrix and back', () => {
    const vector = [0.3, -1.1, 0.7] as const;
    expectNear(vectorFromRotation(rotationFromVector(vector)), vector);
  });

  it('take one direction to another', () => {
    expectNear(rotate(rotationBetween([2, 0, 0], [0, 0, 5]), [1, 0, 0]), [0, 0, 1]);
    expectNear(rotate(rotationBetween([0, 3, 0], [0, 1, 0]), [1, 2, 3]), [1, 2, 3]);
  });
});
