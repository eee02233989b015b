import { expect, it } from 'vitest';
import { tubeMesh } from '../../test/shapes/simple-meshes.ts';
import { frontProfile } from './front-profile.ts';
import { meshLandmarks } from './mesh-landmarks.ts';

/** Upright tubes side by side, each given by its middle, its radius and its ends. */
function tubes(
  ...parts: readonly (readonly [x: number, radius: number, low: number, high: number])[]
) {
  const positions: number[] = [];
  const indices: number[] = [];
  for (const [x, radius, low, high] of parts) {
    const tube = tubeMesh(radius, low, high, 24, 24);
    const first = positions.length / 3;
    positions.push(...tube.positions.map((value, i) => (i % 3 === 0 ? value + x : value)));
    indices.push(...Array.from(tube.indices, (v) => v + first));
  }
  return frontProfile(Float32Array.from(positions), Uint32Array.from(indices));
}

it('finds the armpits of a short jacket under a hood, most of which is shoulders and sleeves', () => {
  const jacket = tubes(
    [0, 0.2, 0, 0.2],
    [-0.28, 0.05, 0.06, 0.2],
    [0.28, 0.05, 0.06, 0.2],
    [0, 0.33, 0.2, 0.5],
    [0, 0.1, 0.5, 0.9],
  );
  const { armpit } = meshLandmarks(jacket, false);
  expect(armpit).toBeCloseTo(0.2, 1);
});

it('finds them where sleeves meet the trunk again below a gap', () => {
  const hoodie = tubes(
    [0, 0.2, 0, 0.28],
    [-0.28, 0.05, 0.06, 0.28],
    [0.28, 0.05, 0.06, 0.28],
    [0, 0.33, 0.2, 0.25],
    [0, 0.33, 0.28, 0.4],
    [0, 0.1, 0.4, 0.75],
  );
  expect(meshLandmarks(hoodie, false).armpit).toBeCloseTo(0.2, 1);
});

it('finds none in a vest, however its hem flares', () => {
  expect(meshLandmarks(tubes([0, 0.3, 0, 0.1], [0, 0.2, 0.1, 0.6]), false).armpit).toBeNull();
});
