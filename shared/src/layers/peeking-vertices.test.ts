import { describe, expect, it } from 'vitest';
import { sphereMesh } from '../../test/shapes/simple-meshes.ts';
import { indexBody } from '../mesh/closest-point.ts';
import { peekingVertices } from './peeking-vertices.ts';

/** A square of cloth 4 cm wide at x, facing away from the middle. */
function square(x: number, half = 0.02) {
  const positions = Float32Array.from(
    [
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
    ].flatMap(([y, z]) => [x, half * y!, half * z!]),
  );
  return { positions, indices: Uint32Array.of(0, 1, 2, 0, 2, 3) };
}

const trunk = sphereMesh(0.1, 24, [0, 0, 0]);
const arm = sphereMesh(0.05, 24, [0.3, 0, 0]);

function withArm() {
  const first = trunk.positions.length / 3;
  return indexBody(
    Float32Array.from([...trunk.positions, ...arm.positions]),
    Uint32Array.from([...trunk.indices, ...arm.indices.map((v) => first + v)]),
    [trunk, arm],
  );
}

describe('peekingVertices', () => {
  it('finds cloth outside of what is worn over it, and none inside', () => {
    const body = indexBody(trunk.positions, trunk.indices);
    const outer = square(0.12, 0.06);
    const found = peekingVertices(square(0.13), outer, body);
    expect(found.map(({ vertex }) => vertex).sort()).toEqual([0, 1, 2, 3]);
    // The way in is not quite level.
    for (const { depth } of found) expect(depth).toBeCloseTo(0.01, 3);
    expect(peekingVertices(square(0.11), outer, body)).toEqual([]);
  });

  it('knows cloth that is covered from cloth whose nearest skin is an arm beside it', () => {
    // 10 cm from the body that it hangs on, 5 from the arm, the outer cloth between the two.
    expect(peekingVertices(square(0.2), square(0.22, 0.06), withArm())).toEqual([]);
  });
});
