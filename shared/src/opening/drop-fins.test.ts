import { expect, it } from 'vitest';
import { tubeMesh } from '../../test/shapes/simple-meshes.ts';
import { dropFins } from './drop-fins.ts';

it('dropFins drops what sticks out of a surface and nothing else', () => {
  const tube = tubeMesh(0.2, 0, 0.5, 24, 10);
  const [a, b] = [tube.indices[720]!, tube.indices[721]!];
  const tip = tube.positions.length / 3;
  const finned = {
    positions: Float32Array.from([...tube.positions, 0.5, 0.2, 0]),
    indices: Uint32Array.from([...tube.indices, a, b, tip]),
  };
  expect(dropFins(finned).indices).toEqual(tube.indices);
  expect(dropFins(tube).indices).toBe(tube.indices);
  // Of two on one edge neither is the surface's.
  const twice = {
    positions: Float32Array.from([...finned.positions, 0.4, 0.3, 0]),
    indices: Uint32Array.from([...finned.indices, b, a, tip + 1]),
  };
  expect(dropFins(twice).indices).toEqual(tube.indices);
});
