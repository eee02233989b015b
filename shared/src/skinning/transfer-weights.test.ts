import { describe, expect, it } from 'vitest';
import { gridGarment } from '../../test/shapes/grid-garment.ts';
import { wornTube } from '../../test/worn-tube.ts';
import type { PosedBody } from '../body/avatar.ts';
import { indexBody } from '../mesh/closest-point.ts';
import { transferWeights } from './transfer-weights.ts';

const SIDES = 48;
const RADIUS = 0.1;
const HEIGHT = 1;

/** A closed upright cylinder whose weights go from joint 0 at the foot to joint 1 at the top. */
function cylinderBody(): PosedBody {
  const rings = 20;
  const positions: number[] = [0, 0, 0, 0, HEIGHT, 0];
  const indices: number[] = [];
  for (let ring = 0; ring <= rings; ring++) {
    for (let i = 0; i < SIDES; i++) {
      const angle = (2 * Math.PI * i) / SIDES;
      positions.push(RADIUS * Math.cos(angle), (HEIGHT * ring) / rings, RADIUS * Math.sin(angle));
    }
  }
  const at = (ring: number, i: number) => 2 + ring * SIDES + (i % SIDES);
  for (let i = 0; i < SIDES; i++) {
    for (let ring = 0; ring < rings; ring++) {
      indices.push(at(ring, i), at(ring + 1, i), at(ring, i + 1));
      indices.push(at(ring, i + 1), at(ring + 1, i), at(ring + 1, i + 1));
    }
    indices.push(0, at(0, i), at(0, i + 1), 1, at(rings, i + 1), at(rings, i));
  }
  const skin = Float32Array.from(positions);
  const count = skin.length / 3;
  const skinJoints = new Uint16Array(4 * count);
  const skinWeights = new Float32Array(4 * count);
  for (let v = 0; v < count; v++) {
    const share = skin[3 * v + 1]! / HEIGHT;
    skinJoints[4 * v + 1] = 1;
    skinWeights[4 * v] = 1 - share;
    skinWeights[4 * v + 1] = share;
  }
  const { body } = wornTube();
  const joint = (name: string, parent: number, y: number) =>
    ({ name, parent, position: [0, y, 0] }) as const;
  return {
    ...body,
    positions: skin,
    avatar: {
      ...body.avatar,
      record: {
        ...body.avatar.record,
        joints: [
          joint('Root', -1, 0),
          joint('top', 0, 0.5),
          joint('hand_l', 0, 0),
          joint('index_01_l', 2, 0),
        ],
      },
      positions: skin,
      indices: Uint32Array.from(indices),
      skinJoints,
      skinWeights,
    },
  };
}

/** A tube round it, from y = 0.2 up to 0.8, as far off as told by height. */
function tubeRound(radiusAt: (y: number) => number) {
  const columns = 32;
  const rows = 24;
  const sewn = gridGarment({ columns, rows, spacing: 0.025, tube: true });
  const positions = new Float32Array(3 * sewn.vertexCount);
  for (let v = 0; v < sewn.vertexCount; v++) {
    // Clockwise seen from above, so that triangles face outwards.
    const angle = (-2 * Math.PI * (v % columns)) / columns;
    const y = 0.8 - (0.6 * Math.floor(v / columns)) / rows;
    const radius = radiusAt(y);
    positions.set([radius * Math.cos(angle), y, radius * Math.sin(angle)], 3 * v);
  }
  return { positions, indices: sewn.indices };
}

/** The weight of a joint at each vertex. */
function weightsOf(joint: number, skin: ReturnType<typeof transferWeights>): number[] {
  return Array.from({ length: skin.weights.length / 4 }, (_, v) =>
    [0, 1, 2, 3].reduce(
      (sum, k) => sum + (skin.joints[4 * v + k] === joint ? skin.weights[4 * v + k]! : 0),
      0,
    ),
  );
}

function transferred(radiusAt: (y: number) => number, body = cylinderBody()) {
  const { positions, indices } = tubeRound(radiusAt);
  const skin = indexBody(body.positions, body.avatar.indices);
  return { positions, skin: transferWeights(positions, indices, body, skin) };
}

describe('transferWeights', () => {
  it('copies what the body has at the same height to cloth close around it', () => {
    const { positions, skin } = transferred(() => RADIUS + 0.01);
    weightsOf(1, skin).forEach((weight, v) => {
      expect(weight).toBeCloseTo(positions[3 * v + 1]!, 2);
    });
  });

  it('fills in smoothly where cloth is far, between what its near edges have', () => {
    // Puffed out by 12 cm between 0.3 and 0.7.
    const puff = (y: number) =>
      RADIUS + 0.01 + 0.12 * Math.max(0, Math.sin((Math.PI * (y - 0.3)) / 0.4));
    const { positions, skin } = transferred((y) => (y < 0.3 || y > 0.7 ? RADIUS + 0.01 : puff(y)));
    const weights = weightsOf(1, skin);
    for (let v = 0; v + 32 < weights.length; v++) {
      const step = weights[v]! - weights[v + 32]!;
      expect(step).toBeGreaterThan(-1e-3);
      expect(step).toBeLessThan(0.06);
      expect(Math.abs(weights[v]! - positions[3 * v + 1]!)).toBeLessThan(0.1);
    }
  });

  it('gives every vertex at most four joints whose weights sum to 1', () => {
    const { skin } = transferred((y) => RADIUS + 0.01 + (y < 0.5 ? 0.5 : 0));
    for (let v = 0; v < skin.weights.length; v += 4) {
      const sum = skin.weights.subarray(v, v + 4).reduce((total, weight) => total + weight, 0);
      expect(sum).toBeCloseTo(1, 5);
    }
  });

  it('lets the hand carry what lies at its fingers', () => {
    const body = cylinderBody();
    body.avatar.skinJoints.fill(3);
    const { skin } = transferred(() => RADIUS + 0.01, body);
    for (const weight of weightsOf(2, skin)) expect(weight).toBeCloseTo(1, 5);
  });
});
