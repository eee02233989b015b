import { beforeAll, describe, expect, it } from 'vitest';
import { exampleReading } from '../../test/shapes/example-reading.ts';
import { presetAvatar } from '../../test/shapes/preset-avatar.ts';
import { sphereMesh, type TestMesh, tubeMesh } from '../../test/shapes/simple-meshes.ts';
import type { PosedBody } from '../body/avatar.ts';
import { REST_POSE } from '../body/pose.ts';
import { poseBody } from '../body/pose-body.ts';
import { AVATAR_IDS, type AvatarId } from '../garment/vocabulary.ts';
import { type BodyIndex, indexBody, surfacePoint } from '../mesh/closest-point.ts';
import { draftPattern } from '../pattern/draft-pattern.ts';
import { sewPattern } from '../pattern/sew-pattern.ts';
import { measureClearance } from '../report/measure-clearance.ts';
import { alignToBody } from './align-to-body.ts';
import { alignHeight } from './alignment.ts';
import { fitMesh } from './fit-mesh.ts';
import { snapClear } from './snap-to-skin.ts';

const bodies = new Map<AvatarId, { body: PosedBody; index: BodyIndex }>();

beforeAll(async () => {
  for (const id of AVATAR_IDS) {
    const body = poseBody(await presetAvatar(id), REST_POSE);
    bodies.set(id, { body, index: indexBody(body.positions, body.avatar.indices) });
  }
});

/** Edge of the test garments, metres: coarse, so that the file runs in a second or two. */
const EDGE = 0.04;
/** Unit and place of an uploaded mesh: neither metres nor the file's origin. */
const UNIT = 3.7;
const PLACE = [5, -2, 1] as const;
/** A worn garment is about this much narrower than its flat outline. */
const WORN_WIDTH = 0.72;
/** Half the depth of the inflated garments, metres. */
const HALF_DEPTH = 0.12;

/** A garment as a generator might give it: the flat outline blown up, in a unit of its own. */
function inflated(shape: Parameters<typeof exampleReading>[0], body: PosedBody): TestMesh {
  const options = { ease: 'regular', knownWidthCm: null } as const;
  const pattern = draftPattern(exampleReading(shape), body.avatar.record, options);
  const sewn = sewPattern(pattern, EDGE, 1);
  const positions = new Float32Array(3 * sewn.vertexCount);
  const seams = Array.from(sewn.seamVertices.keys()).filter((v) => sewn.seamVertices[v]);
  for (let v = 0; v < sewn.vertexCount; v++) {
    const x = sewn.flat[2 * v]!;
    const y = sewn.flat[2 * v + 1]!;
    let inward = HALF_DEPTH;
    for (const s of seams) {
      inward = Math.min(inward, Math.hypot(x - sewn.flat[2 * s]!, y - sewn.flat[2 * s + 1]!));
    }
    const facing = sewn.facings[v] === 1 ? 1 : sewn.facings[v] === 2 ? -1 : 0;
    const z = facing * Math.sqrt(inward * (2 * HALF_DEPTH - inward));
    positions[3 * v] = UNIT * WORN_WIDTH * x + PLACE[0];
    positions[3 * v + 1] = UNIT * y + PLACE[1];
    positions[3 * v + 2] = UNIT * z + PLACE[2];
  }
  return { positions, indices: sewn.indices };
}

function range(positions: Float32Array, axis: number): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (let i = axis; i < positions.length; i += 3) {
    low = Math.min(low, positions[i]!);
    high = Math.max(high, positions[i]!);
  }
  return [low, high];
}

function mean(positions: Float32Array, axis: number): number {
  let sum = 0;
  for (let i = axis; i < positions.length; i += 3) sum += positions[i]!;
  return sum / (positions.length / 3);
}

describe.each(AVATAR_IDS)('fitMesh on %s', (id) => {
  it('rests a T-shirt on the shoulders, centred, with no vertex inside', () => {
    const { body, index } = bodies.get(id)!;
    const mesh = inflated('tee', body);
    const fit = fitMesh(mesh, 'top', body, { upper: 'sleeves', index });
    expect(fit.clearance.penetratingVertices).toBe(0);
    expect(fit.penetratingShare).toBe(0);
    expect(fit.clearance.smallestGap).toBeGreaterThanOrEqual(0.004);
    expect(fit.snap.stuckVertices).toBe(0);
    // By the mean: one cuff point that clears an arm says nothing of the whole.
    expect(Math.abs(mean(fit.positions, 0))).toBeLessThan(0.005);
    // The highest cloth lies between the shoulder points and 3 cm above the sides of the neck.
    const top = range(fit.positions, 1)[1];
    expect(top).toBeGreaterThan(body.landmarks.shoulder_left![1]);
    expect(top).toBeLessThan(body.landmarks.neck_side_left![1] + 0.03);
    // The hem of a T-shirt ends between waist and crotch.
    const hem = range(fit.positions, 1)[0];
    expect(hem).toBeLessThan(body.landmarks.waist_front![1]);
    expect(hem).toBeGreaterThan(body.landmarks.crotch![1] - 0.05);
    // It goes round the trunk: in front of the bust and behind the back.
    const [behind, before] = range(fit.positions, 2);
    expect(before).toBeGreaterThan(body.landmarks.bust_point_left![2]);
    expect(behind).toBeLessThan(body.landmarks.waist_back![2]);
  });

  it('hangs trousers from the waist, crotch to crotch, down to the ankles', () => {
    const { body, index } = bodies.get(id)!;
    const fit = fitMesh(inflated('trousers', body), 'trousers', body, { index });
    expect(fit.clearance.penetratingVertices).toBe(0);
    const [low, high] = range(fit.positions, 1);
    expect(Math.abs(high - body.landmarks.waist_front![1])).toBeLessThan(0.02);
    expect(Math.abs(low - body.landmarks.ankle_inner_left![1])).toBeLessThan(0.02);
  });
});

describe('fitMesh on regular', () => {
  it.each([
    ['tank', 'top', 'sleeveless'],
    ['dress', 'dress', 'sleeves'],
    ['strapless-dress', 'dress', 'strapless'],
    ['shorts', 'shorts', null],
    ['skirt', 'skirt', null],
    ['jumpsuit', 'jumpsuit', 'sleeves'],
    ['bodysuit', 'bodysuit', 'sleeves'],
  ] as const)('brings a %s to its place with no vertex inside', (shape, category, upper) => {
    const { body, index } = bodies.get('regular')!;
    const fit = fitMesh(inflated(shape, body), category, body, { upper, index });
    expect(fit.clearance.penetratingVertices).toBe(0);
    const top = range(fit.positions, 1)[1];
    const { waist_front, armpit_left, shoulder_left, head_top } = body.landmarks;
    if (upper === null) expect(Math.abs(top - waist_front![1])).toBeLessThan(0.03);
    else if (upper === 'strapless') expect(Math.abs(top - armpit_left![1])).toBeLessThan(0.03);
    else {
      expect(top).toBeGreaterThan(shoulder_left![1]);
      expect(top).toBeLessThan(head_top![1] - 0.15);
    }
  });

  it('pulls a hood over the head that is too low for it, and leaves the rest where it was', () => {
    const { body } = bodies.get('regular')!;
    const tee = inflated('tee', body);
    const [middle, shoulders] = [mean(tee.positions, 0), range(tee.positions, 1)[1]];
    const hood = tubeMesh(0.1 * UNIT, shoulders - 0.1 * UNIT, shoulders + 0.2 * UNIT, 12, 4);
    const first = tee.positions.length / 3;
    const hooded = {
      positions: Float32Array.of(
        ...tee.positions,
        ...hood.positions.map((v, i) => v + (i % 3 === 0 ? middle : i % 3 === 2 ? PLACE[2] : 0)),
      ),
      indices: Uint32Array.of(...tee.indices, ...hood.indices.map((v) => first + v)),
    };
    const hip = body.avatar.record.hip_origin[1];
    const heights = (mesh: TestMesh, category: 'top' | 'hoodie') => {
      const alignment = alignToBody(mesh, category, 'sleeves', body);
      const [low, high] = range(mesh.positions, 1);
      return [low, high].map((y) => alignHeight(y, alignment) + hip) as [number, number];
    };
    const [plain, pulled] = [heights(tee, 'top'), heights(hooded, 'hoodie')];
    expect(pulled[1]).toBeGreaterThan(body.landmarks.head_top![1]);
    expect(pulled[0]).toBeCloseTo(plain[0], 1);
  });

  it('fits a closed blob, which stays closed', () => {
    const { body, index } = bodies.get('regular')!;
    const ball = sphereMesh(40, 24, [0, 0, 0]);
    const positions = ball.positions.map((value, i) => (i % 3 === 1 ? 1.6 * value : value));
    const fit = fitMesh({ positions, indices: ball.indices }, 'skirt', body, { index });
    expect(fit.clearance.penetratingVertices).toBe(0);
    expect(fit.positions.every(Number.isFinite)).toBe(true);
  });

  it('moves vertices that a file split at texture seams together', () => {
    const { body, index } = bodies.get('regular')!;
    const tube = tubeMesh(1, 0, 4, 24, 12);
    const soup = Float32Array.from(
      Array.from(tube.indices).flatMap((v) => [...tube.positions.slice(3 * v, 3 * v + 3)]),
    );
    const soupIndices = Uint32Array.from(tube.indices.keys());
    const whole = fitMesh(tube, 'skirt', body, { index });
    const split = fitMesh({ positions: soup, indices: soupIndices }, 'skirt', body, { index });
    tube.indices.forEach((v, corner) => {
      for (let k = 0; k < 3; k++) {
        expect(split.positions[3 * corner + k]).toBeCloseTo(whole.positions[3 * v + k]!, 6);
      }
    });
  });

  it.each([
    ['no triangles', new Uint32Array(0), [0, 0, 0, 1, 0, 0, 0, 1, 0]],
    ['a vertex that is not there', Uint32Array.of(0, 1, 9), [0, 0, 0, 1, 0, 0, 0, 1, 0]],
    [
      'a coordinate that is no number',
      Uint32Array.of(0, 1, 2),
      [0, 0, 0, 1, Number.NaN, 0, 0, 1, 0],
    ],
    ['no height', Uint32Array.of(0, 1, 2), [0, 0, 0, 1, 0, 0, 0, 0, 1]],
  ])('refuses a mesh with %s in a sentence', (_, indices, positions) => {
    const { body, index } = bodies.get('regular')!;
    const mesh = { positions: Float32Array.from(positions), indices };
    expect(() => fitMesh(mesh, 'top', body, { index })).toThrow(/mesh/);
  });
});

describe('snapClear on regular', () => {
  it('leaves no vertex inside for tubes too narrow for the trunk and for an arm', () => {
    const { body, index } = bodies.get('regular')!;
    const trunk = tubeMesh(0.13, 0.88, 1.24, 90, 40);
    const [ax, ay, az] = body.landmarks.shoulder_left!;
    const [bx, by, bz] = body.landmarks.wrist_inner_left!;
    const arm = tubeMesh(0.02, 0.25, 0.9, 24, 40);
    for (let i = 0; i < arm.positions.length; i += 3) {
      const along = arm.positions[i + 1]!;
      // Across the arm in the plane of its slope, which is 45 degrees.
      const across = arm.positions[i]! * Math.SQRT1_2;
      arm.positions[i] = ax + along * (bx - ax) + across;
      arm.positions[i + 1] = ay + along * (by - ay) + across;
      arm.positions[i + 2] = az + along * (bz - az) + arm.positions[i + 2]!;
    }
    for (const tube of [trunk, arm]) {
      expect(measureClearance(tube.positions, index).penetratingVertices).toBeGreaterThan(400);
      const positions = tube.positions.slice();
      const result = snapClear(positions, tube.indices, index);
      const clearance = measureClearance(positions, index);
      expect(clearance.penetratingVertices).toBe(0);
      expect(clearance.smallestGap).toBeGreaterThanOrEqual(0.004);
      expect(result).toMatchObject({ stuckVertices: 0, insideSamples: 0 });
    }
  });

  it('agrees with the winding number by solid angles near the skin, arms lowered (seed 3)', () => {
    // Lowered arms press into the trunk: the skin overlaps itself at the armpits.
    const { avatar } = bodies.get('regular')!.body;
    const body = poseBody(avatar, {
      turns: { upperarm_l: [0, 0, -0.5], upperarm_r: [0, 0, 0.5] },
    });
    const index = indexBody(body.positions, avatar.indices);
    const hit = surfacePoint();
    let compared = 0;
    for (let k = 0; k < 24; k++) {
      const v = 3 * ((k * 7919) % (body.positions.length / 3));
      const side = k % 2 === 0 ? 0.006 : -0.006;
      const p = [0, 1, 2].map((axis) => body.positions[v + axis]! + side * body.normals[v + axis]!);
      const [x, y, z] = p as [number, number, number];
      index.closestPoint(x, y, z, Infinity, hit);
      if (hit.distance < 1e-4) continue;
      expect(index.isInside(x, y, z)).toBe(
        solidAngle(body.positions, avatar.indices, [x, y, z]) > 0.5,
      );
      compared++;
    }
    expect(compared).toBeGreaterThan(18);
  });
});

/** Winding number as the sum of signed solid angles (van Oosterom and Strackee 1983). */
function solidAngle(
  positions: Float32Array,
  indices: Uint32Array,
  p: readonly [number, number, number],
): number {
  let sum = 0;
  const corner = (v: number) =>
    [0, 1, 2].map((axis) => positions[3 * v + axis]! - p[axis]!) as [number, number, number];
  const dot = (a: readonly number[], b: readonly number[]) =>
    a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]!;
  for (let t = 0; t < indices.length; t += 3) {
    const [a, b, c] = [corner(indices[t]!), corner(indices[t + 1]!), corner(indices[t + 2]!)];
    const [la, lb, lc] = [Math.hypot(...a), Math.hypot(...b), Math.hypot(...c)];
    const volume =
      a[0] * (b[1] * c[2] - b[2] * c[1]) -
      a[1] * (b[0] * c[2] - b[2] * c[0]) +
      a[2] * (b[0] * c[1] - b[1] * c[0]);
    const spread = la * lb * lc + dot(a, b) * lc + dot(b, c) * la + dot(c, a) * lb;
    sum += 2 * Math.atan2(volume, spread);
  }
  return sum / (4 * Math.PI);
}
