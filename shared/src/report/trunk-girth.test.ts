import { expect, it } from 'vitest';
import { type TestMesh, tubeMesh } from '../../test/shapes/simple-meshes.ts';
import { trunkGirth } from './trunk-girth.ts';

const TRUNK = 0.15;
const ARM = 0.04;
const ARM_X = 0.3;

function joined(...meshes: readonly TestMesh[]): TestMesh {
  const positions: number[] = [];
  const indices: number[] = [];
  for (const mesh of meshes) {
    const offset = positions.length / 3;
    positions.push(...mesh.positions);
    indices.push(...mesh.indices.map((v) => v + offset));
  }
  return { positions: Float32Array.from(positions), indices: Uint32Array.from(indices) };
}

function moved(mesh: TestMesh, x: number, scaleX = 1): TestMesh {
  return { ...mesh, positions: mesh.positions.map((p, i) => (i % 3 === 0 ? p * scaleX + x : p)) };
}

const column = (radius: number, segments = 90) => tubeMesh(radius, 0.5, 1.5, segments, 8);
const body = joined(column(TRUNK), moved(column(ARM), ARM_X), moved(column(ARM), -ARM_X));

it('takes the whole loop where it goes round the trunk alone, sleeves beside it', () => {
  const shirt = joined(column(0.18), moved(column(0.06), ARM_X), moved(column(0.06), -ARM_X));
  const girth = trunkGirth(shirt, body, 1.03, false)!;
  expect(girth.clean).toBe(true);
  expect(Math.abs(girth.length - 2 * Math.PI * 0.18)).toBeLessThan(0.001);
});

it('cuts sleeves off that open into the trunk, and closes the cut straight', () => {
  // One ellipse of half axes 0.4 and 0.16 round trunk and arms.
  const poncho = moved(column(0.16, 720), 0, 2.5);
  const girth = trunkGirth(poncho, body, 1.03, false)!;
  const cut = (TRUNK + ARM_X - ARM) / 2;
  let expected = 4 * 0.16 * Math.sqrt(1 - (cut / 0.4) ** 2);
  const steps = 2000;
  for (let i = 0; i < steps; i++) {
    const z = (k: number) => 0.16 * Math.sqrt(1 - ((k / steps) * (cut / 0.4)) ** 2);
    expected += 4 * Math.hypot(cut / steps, z(i + 1) - z(i));
  }
  expect(girth.clean).toBe(false);
  expect(Math.abs(girth.length - expected)).toBeLessThan(0.001);
});

it('finds nothing where the garment ends, and takes an open front only when told', () => {
  expect(trunkGirth(column(0.18), body, 1.6, false)).toBeNull();
  const tube = column(0.18);
  // Without its first column of triangles the tube is open before the body.
  const indices = tube.indices.filter((_, corner) => Math.floor(corner / 6) % 90 > 1);
  const open = { positions: tube.positions, indices };
  expect(trunkGirth(open, body, 1.03, true)!.clean).toBe(true);
  expect(trunkGirth(open, body, 1.03, false)?.clean ?? false).toBe(false);
});

it('takes no part of a loop for a girth: a hem that crosses the level, with sleeves in the cut or not', () => {
  // Below a plane that rises to the front, the tube ends.
  const cutOff = (mesh: TestMesh, rise: number): TestMesh => ({
    ...mesh,
    indices: mesh.indices.filter((_, corner) => {
      const first = corner - (corner % 3);
      return [0, 1, 2].every((k) => {
        const v = mesh.indices[first + k]!;
        return mesh.positions[3 * v + 1]! > 1.03 + rise * mesh.positions[3 * v + 2]!;
      });
    }),
  });
  const wavy = cutOff(column(0.18), 1);
  expect(trunkGirth(wavy, body, 1.03, false)).toBeNull();
  // What is left is the back: the front, told to be open, is missing and not open.
  expect(trunkGirth(wavy, body, 1.03, true)).toBeNull();
  expect(trunkGirth(wavy, body, 1.31, false)!.clean).toBe(true);
  expect(trunkGirth(cutOff(moved(column(0.16, 720), 0, 2.5), 1), body, 1.03, false)).toBeNull();
});

it('takes a sleeve that a raised arm draws out for no chest', () => {
  const drawnOut = moved(column(0.16, 720), 0, 2.2);
  const raised = joined(column(TRUNK), moved(column(ARM), 0.45), moved(column(ARM), -0.45));
  expect(trunkGirth(drawnOut, raised, 1.03, false)!.clean).toBe(true);
  const girth = trunkGirth(drawnOut, raised, 1.03, false, 0.1)!;
  expect(girth.clean).toBe(false);
  expect(girth.length).toBeLessThan(trunkGirth(drawnOut, raised, 1.03, false)!.length - 0.02);
});
