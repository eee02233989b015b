import { expect, it } from 'vitest';
import { sphereMesh, tubeMesh } from '../../test/shapes/simple-meshes.ts';
import { indexBody } from '../mesh/closest-point.ts';
import { drawEdgeIn } from './draw-edge-in.ts';

it('drawEdgeIn lays a wide waist on the body and leaves what hangs below', () => {
  const sphere = sphereMesh(0.15, 48, [0, 0, 0]);
  const trunk = { ...sphere, positions: sphere.positions.map((x, i) => (i % 3 === 1 ? 6 * x : x)) };
  const index = indexBody(trunk.positions, trunk.indices);
  const skirt = tubeMesh(0.19, -0.4, 0, 60, 40);
  const positions = skirt.positions.slice();
  const top = Array.from({ length: 60 }, (_, j) => 40 * 60 + j);
  for (const v of top) expect(positions[3 * v + 1]).toBeCloseTo(0, 6);
  drawEdgeIn(positions, skirt.indices, top, index);
  for (const v of top) {
    expect(Math.hypot(positions[3 * v]!, positions[3 * v + 2]!)).toBeLessThan(0.163);
    expect(Math.hypot(positions[3 * v]!, positions[3 * v + 2]!)).toBeGreaterThan(0.15);
    expect(positions[3 * v + 1]).toBeCloseTo(0, 6);
  }
  for (let v = 0; v < 60 * 20; v++) {
    expect(positions[3 * v]).toBeCloseTo(skirt.positions[3 * v]!, 3);
  }
});
