import { beforeAll, expect, it } from 'vitest';
import { wornGarment } from '../../test/shapes/generated-meshes.ts';
import { presetAvatar } from '../../test/shapes/preset-avatar.ts';
import type { Avatar } from '../body/avatar.ts';
import { REST_POSE } from '../body/pose.ts';
import { poseBody } from '../body/pose-body.ts';
import { layFlat } from '../cloth/lay-flat.ts';
import type { Category } from '../garment/vocabulary.ts';
import { indexBody, surfacePoint } from '../mesh/closest-point.ts';
import { openMesh } from '../opening/open-mesh.ts';
import { placeOpened } from '../tryon/place-opened.ts';
import { hugNeckOf } from './hug-mesh.ts';
import { settleMesh } from './settle-mesh.ts';

let avatar: Avatar;

beforeAll(async () => {
  avatar = await presetAvatar('regular');
}, 60_000);

/** A drawn garment as it is put on as a mesh. */
function lyingAs(shape: 'tee' | 'skirt', category: Category) {
  const open = openMesh(wornGarment(shape, avatar), category, poseBody(avatar, REST_POSE));
  const { positions, body, index } = placeOpened(open, category, poseBody(avatar, REST_POSE));
  return {
    sewn: { ...layFlat(positions, open.indices), openings: open.openings },
    positions,
    placement: positions,
    body,
    skin: index,
  };
}

it('a mesh that stands off round the neck as a roof lies down there, and a collar stays up', async () => {
  const tee = lyingAs('tee', 'top');
  const neck = tee.sewn.openings.find(({ kind }) => kind === 'neck')!.vertices;
  const level = tee.body.landmarks.neck_side_left![1] - 0.02;
  const behind = [...neck].filter(
    (v) => tee.positions[3 * v + 1]! > level && tee.positions[3 * v + 2]! < 0,
  );
  expect(behind.length).toBeGreaterThan(5);
  const roof = tee.positions.slice();
  for (let v = 0; 3 * v < roof.length; v++) {
    const at = tee.positions.subarray(3 * v, 3 * v + 3);
    const away = Math.min(
      ...[...neck].map((n) =>
        Math.hypot(...[0, 1, 2].map((k) => tee.positions[3 * n + k]! - at[k]!)),
      ),
    );
    roof[3 * v + 1]! += 0.04 * Math.max(0, 1 - away / 0.08);
  }
  const lying = {
    ...tee,
    sewn: { ...layFlat(roof, tee.sewn.indices), openings: tee.sewn.openings },
    positions: roof,
    placement: roof,
  };
  const skin = indexBody(tee.body.positions, avatar.indices);
  const hit = surfacePoint();
  const gapAs = async (category: Category) => {
    const hung = await settleMesh(lying, { category, fabric: 'auto', offsetMm: 4 }, null, {
      signal: { aborted: false },
      progress: () => undefined,
      log: () => undefined,
      now: () => 0,
    });
    return Math.max(
      ...behind.map((v) => {
        skin.closestPoint(hung[3 * v]!, hung[3 * v + 1]!, hung[3 * v + 2]!, Infinity, hit);
        return hit.distance;
      }),
    );
  };
  expect(await gapAs('top')).toBeLessThan(0.02);
  expect(await gapAs('shirt')).toBeGreaterThan(0.025);
}, 120_000);

it('nothing is drawn to the body of what has no neck, nor below a neck that hangs open', () => {
  expect(hugNeckOf(lyingAs('skirt', 'skirt'), 'skirt')).toBe(null);
  const tee = lyingAs('tee', 'top');
  const rule = hugNeckOf(tee, 'top')!;
  const lowest = tee.body.landmarks.neck_side_left![1] - 0.04;
  for (const v of rule.vertices) expect(tee.positions[3 * v + 1]!).toBeGreaterThan(lowest);
});
