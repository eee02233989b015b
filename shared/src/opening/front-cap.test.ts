import { expect, it } from 'vitest';
import { presetAvatar } from '../../test/shapes/preset-avatar.ts';
import { tubeMesh } from '../../test/shapes/simple-meshes.ts';
import { REST_POSE } from '../body/pose.ts';
import { poseBody } from '../body/pose-body.ts';
import { frontCap } from './front-cap.ts';

const [RADIUS, CELL, BOTTOM, TOP] = [0.21, 0.012, 0.9, 1.45];

/** Cloth round the trunk, open at the front by `gap` radians, its inside closed off `thick` metres behind it. */
function openTube(gap: number, thick: number) {
  const round: [number, number][] = [];
  const steps = 100;
  for (const [radius, way] of [
    [RADIUS, 1],
    [RADIUS - thick, -1],
  ] as const) {
    for (let i = 0; i <= steps; i++) {
      const angle = way * (-Math.PI + gap / 2 + ((2 * Math.PI - gap) * i) / steps) + Math.PI;
      round.push([radius * Math.sin(angle), radius * Math.cos(angle) + 0.04]);
    }
  }
  const rows = Math.round((TOP - BOTTOM) / CELL);
  const positions: number[] = [];
  const indices: number[] = [];
  for (let row = 0; row <= rows; row++) {
    for (const [x, z] of round) positions.push(x, BOTTOM + row * CELL, z);
  }
  const count = round.length;
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < count; i++) {
      const [a, b] = [row * count + i, row * count + ((i + 1) % count)];
      indices.push(a, b, a + count, b, b + count, a + count);
    }
  }
  return { positions: Float32Array.from(positions), indices: Uint32Array.from(indices) };
}

const noSleeve = () => false;

it('tells what closes an open front from the cloth, and leaves a closed front closed', async () => {
  const body = poseBody(await presetAvatar('regular'), REST_POSE);
  const mesh = openTube(0.8, 0.07);
  const values = frontCap(mesh, body, noSleeve, CELL)!;
  let [cloth, cap] = [0, 0];
  for (let v = 0; v < values.length; v++) {
    // At the front edges the two meet.
    const [x, z] = [mesh.positions[3 * v]!, mesh.positions[3 * v + 2]! - 0.04];
    if (Math.atan2(Math.abs(x), z) < 0.8) continue;
    const isCloth = Math.hypot(x, z) > RADIUS - 0.01;
    expect(values[v]! > 0).toBe(isCloth);
    if (isCloth) cloth++;
    else cap++;
  }
  expect(Math.min(cloth, cap)).toBeGreaterThan(1000);
  expect(frontCap(tubeMesh(RADIUS, BOTTOM, TOP, 100, 45), body, noSleeve, CELL)).toBe(null);
});
