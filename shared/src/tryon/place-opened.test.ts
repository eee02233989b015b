import { expect, it } from 'vitest';
import { generatedMesh, wornGarment } from '../../test/shapes/generated-meshes.ts';
import { presetAvatar } from '../../test/shapes/preset-avatar.ts';
import { REST_POSE } from '../body/pose.ts';
import { poseBody } from '../body/pose-body.ts';
import { openMesh } from '../opening/open-mesh.ts';
import { placeOpened } from './place-opened.ts';

it('leaves a closed mesh where its neck was cut: a neck that moves on with it stands off', async () => {
  const avatar = await presetAvatar('regular');
  const resting = poseBody(avatar, REST_POSE);
  const blob = generatedMesh(wornGarment('tee', avatar), 'blob');
  // As a lump that was made deeper than the garment, and pushed back.
  const lump = {
    ...blob,
    positions: blob.positions.map((value, i) => (i % 3 === 2 ? 1.2 * value : value)),
  };
  const open = openMesh(lump, 'top', resting);
  expect(open.way).toBe('solid');
  const { move } = placeOpened(open, 'top', resting);
  expect(Math.hypot(...move)).toBeLessThan(0.004);
}, 60_000);
