import { beforeAll, expect, it } from 'vitest';
import { generatedMesh, wornGarment } from '../../test/shapes/generated-meshes.ts';
import { presetAvatar } from '../../test/shapes/preset-avatar.ts';
import type { TestMesh } from '../../test/shapes/simple-meshes.ts';
import type { PosedBody } from '../body/avatar.ts';
import { REST_POSE } from '../body/pose.ts';
import { poseBody } from '../body/pose-body.ts';
import { loopLength } from '../mesh/boundary-loops.ts';
import { type OpenGarment, openMesh } from './open-mesh.ts';

let body: PosedBody;
let worn: TestMesh;
/** Length of a leg's edge as it was. */
let wide: number;

beforeAll(async () => {
  const avatar = await presetAvatar('regular');
  body = poseBody(avatar, REST_POSE);
  worn = wornGarment('bodysuit', avatar);
  wide = legsOf(openMesh(worn, 'bodysuit', body))[0]!;
}, 60_000);

/** Points of cloth where a thigh goes through a leg opening: between front and back, above the crotch. */
function insideThighs({ positions }: OpenGarment): number {
  const [, crotch, depth] = body.landmarks.crotch!;
  let count = 0;
  for (let i = 0; i < positions.length; i += 3) {
    const away = Math.abs(positions[i]!);
    const isBetween = away > 0.06 && away < 0.12 && Math.abs(positions[i + 2]! - depth) < 0.04;
    if (isBetween && positions[i + 1]! < crotch + 0.12) count++;
  }
  return count;
}

const legsOf = ({ openings, positions }: OpenGarment) =>
  openings
    .filter(({ kind }) => kind === 'leg')
    .map(({ vertices }) => loopLength(vertices, positions));

it.each(['capped', 'low-poly'] as const)(
  'a %s bodysuit ends at the crotch, its legs as wide as they were and nothing left across them',
  (kind) => {
    const open = openMesh(generatedMesh(worn, kind), 'bodysuit', body);
    expect(open.way).toBe('solid');
    const lowest = open.positions.reduce(
      (low, value, i) => (i % 3 === 1 ? Math.min(low, value) : low),
      Infinity,
    );
    expect(Math.abs(lowest - body.landmarks.crotch![1])).toBeLessThan(0.025);
    for (const leg of legsOf(open)) expect(Math.abs(leg / wide - 1)).toBeLessThan(0.15);
    // A cap has a hundred.
    expect(insideThighs(open)).toBeLessThan(5);
  },
  60_000,
);
