import { Triangle, Vector3 } from 'three';
import { beforeAll, describe, expect, it } from 'vitest';
import { wornGarment } from '../../test/shapes/generated-meshes.ts';
import { presetAvatar } from '../../test/shapes/preset-avatar.ts';
import { sphereMesh, type TestMesh, tubeMesh } from '../../test/shapes/simple-meshes.ts';
import type { PosedBody } from '../body/avatar.ts';
import { REST_POSE } from '../body/pose.ts';
import { poseBody } from '../body/pose-body.ts';
import { rigidFit } from '../fitting/rigid-fit.ts';
import type { SleeveEnd } from '../fitting/turn-to-arms.ts';
import { indexBody } from '../mesh/closest-point.ts';
import { meshTopology } from '../mesh/topology.ts';
import { fillLoops } from './fill-loops.ts';
import { type OpenGarment, openMesh } from './open-mesh.ts';

let body: PosedBody;
let tee: TestMesh;

beforeAll(async () => {
  const avatar = await presetAvatar('regular');
  body = poseBody(avatar, REST_POSE);
  tee = wornGarment('tee', avatar);
}, 60_000);

const cuffsOf = ({ openings }: OpenGarment): SleeveEnd[] =>
  openings.flatMap(({ kind, side, vertices }) =>
    kind === 'cuff' && side !== 'centre' ? [{ side, vertices }] : [],
  );

/** Closed above and below; its hem lies at a height of its own in each direction, 0 before. */
function cappedSkirt(hem: (angle: number) => number): TestMesh {
  const [segments, rows, length] = [64, 24, 0.5];
  const { positions, indices } = tubeMesh(0.18, 0, length, segments, rows);
  const raised = positions.map((value, i) => {
    if (i % 3 !== 1) return value;
    const own = hem((2 * Math.PI * (Math.floor(i / 3) % segments)) / segments);
    return own + (value / length) * (length - own);
  });
  const ends = [0, rows].map((row) =>
    Array.from({ length: segments }, (_, j) => row * segments + (row === 0 ? j : segments - 1 - j)),
  );
  return fillLoops({ positions: raised, indices }, ends);
}

describe('openMesh', () => {
  it('keeps the triangles of a mesh that is open where its category is', () => {
    const open = openMesh(tee, 'top', body);
    expect(open.way).toBe('kept');
    expect(open.indices.length).toBe(tee.indices.length);
    expect(open.droppedShare).toBeCloseTo(0, 3);
  });

  it('closes a hole that is no opening', () => {
    const tube = tubeMesh(0.2, 0, 0.6, 40, 20);
    const holed = {
      ...tube,
      indices: tube.indices.slice(0, 1200).filter((_, i) => i < 600 || i > 605),
    };
    const whole = tube.indices.slice(1200);
    const mesh = { ...tube, indices: Uint32Array.from([...holed.indices, ...whole]) };
    const open = openMesh(mesh, 'skirt', body);
    expect(open.openings.map(({ kind }) => kind).sort()).toEqual(['hem', 'waist']);
    expect(meshTopology(open.indices, open.positions.length / 3).boundaryEdges).toBe(80);
  });

  it('takes no hole before the chest for the end of a sleeve', () => {
    const { openings } = openMesh(tee, 'top', body);
    const right = openings.find(({ kind, side }) => kind === 'cuff' && side === 'right')!;
    const { positions, indices } = fillLoops(tee, [right.vertices]);
    const isWhole = (t: number) => {
      const [x, y, z] = [0, 1, 2].map((k) => positions[3 * indices[t]! + k]!);
      return z! < 0.05 || Math.hypot(x!, y! - 1.2) > 0.06;
    };
    const holed = indices.filter((_, i) => isWhole(i - (i % 3)));
    expect(holed.length).toBeLessThan(indices.length);
    expect(() => openMesh({ positions, indices: holed }, 'top', body)).toThrow(/large holes/);
  });

  it('leaves nothing of a cap hanging from a hem that is higher before and behind', () => {
    const skirt = cappedSkirt((angle) => 0.05 * Math.cos(angle) ** 2);
    const { way, positions, indices } = openMesh(skirt, 'skirt', body);
    expect(way).toBe('solid');
    const faces = Array.from(
      { length: indices.length / 3 },
      (_, t) =>
        new Triangle(
          ...[0, 1, 2].map((k) => new Vector3().fromArray(positions, 3 * indices[3 * t + k]!)),
        ),
    );
    const down = faces.filter((face) => face.getNormal(new Vector3()).y < -0.7);
    expect(down.reduce((sum, face) => sum + face.getArea(), 0)).toBeLessThan(0.002);
  });

  it('refuses a sheet, which has no inside', () => {
    const sheet = {
      positions: Float32Array.from([0, 0, 0, 1, 0, 0, 1, 1, 0.1, 0, 1, 0]),
      indices: Uint32Array.of(0, 1, 2, 0, 2, 3),
    };
    expect(() => openMesh(sheet, 'dress', body)).toThrow(/neither closed nor open/);
  });

  it('gives the same triangles again, whatever way the file wound them', () => {
    const ball = sphereMesh(0.3, 12, [0, 0, 0]);
    const upright = {
      positions: ball.positions.map((value, i) => (i % 3 === 1 ? 1.5 * value : value)),
      indices: ball.indices,
    };
    const turned = { ...upright, indices: upright.indices.slice().reverse() };
    const [a, b] = [openMesh(upright, 'skirt', body), openMesh(turned, 'skirt', body)];
    expect(a.way).toBe('solid');
    expect(Buffer.compare(Buffer.from(b.indices.buffer), Buffer.from(a.indices.buffer))).toBe(0);
  });
});

it('rigidFit turns raised sleeves to the arms and leaves the trunk', () => {
  const index = indexBody(body.positions, body.avatar.indices);
  const open = openMesh(tee, 'top', body);
  const [sx, sy] = body.landmarks.shoulder_left!;
  // Both sleeves turned up by 40 degrees round the shoulders, growing over 8 cm.
  const raised = open.positions.slice();
  for (let i = 0; i < raised.length; i += 3) {
    const side = Math.sign(raised[i]!);
    const u = Math.abs(raised[i]!) - sx;
    const v = raised[i + 1]! - sy;
    const out = Math.min(1, Math.max(0, (u - v - 0.1) / 0.08));
    if (raised[i + 1]! < sy - 0.28) continue;
    const angle = (out * 40 * Math.PI) / 180;
    raised[i] = side * (sx + u * Math.cos(angle) - v * Math.sin(angle));
    raised[i + 1] = sy + u * Math.sin(angle) + v * Math.cos(angle);
  }
  const fit = (cuffs: readonly SleeveEnd[]) =>
    rigidFit({ positions: raised, indices: open.indices }, 'top', body, {
      index,
      upper: 'sleeves',
      cuffs,
    }).positions;
  const cuffs = cuffsOf(open);
  const height = (positions: Float32Array) => {
    const { vertices } = cuffs[0]!;
    return Array.from(vertices).reduce(
      (sum, v) => sum + positions[3 * v + 1]! / vertices.length,
      0,
    );
  };
  const [turned, left] = [fit(cuffs), fit([])];
  expect(height(left) - height(turned)).toBeGreaterThan(0.03);
  const hem = open.openings.find(({ kind }) => kind === 'hem')!.vertices;
  for (const v of hem) expect(turned[3 * v + 1]).toBeCloseTo(left[3 * v + 1]!, 6);
});
