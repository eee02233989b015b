import { expect, it } from 'vitest';
import { tubeMesh } from '../../test/shapes/simple-meshes.ts';
import { seededRandom } from '../math/seeded-random.ts';
import { boundaryLoops } from '../mesh/boundary-loops.ts';
import { meshTopology } from '../mesh/topology.ts';
import { vertexDistance } from '../mesh/vertex-distance.ts';
import { collapseSlivers } from './collapse-slivers.ts';

const SEGMENTS = 48;
/** What a file tells apart, metres. */
const SHORTEST = 0.0004;

it('collapseSlivers leaves no edge that a file cannot tell from a point, in whatever order its points are', () => {
  for (const seed of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
    const tube = tubeMesh(0.1, 0, 0.3, SEGMENTS, 20);
    // As where two cuts meet in a corner: six points of the lower edge and what is above them within a tenth of a millimetre.
    for (let j = 0; j < 6; j++) {
      for (const v of [j, SEGMENTS + j]) {
        tube.positions.set([0, 0.00002 * (v > j ? 1 : 0), 0.1 + 0.00002 * j], 3 * v);
      }
    }
    const { positions, indices } = collapseSlivers(renumbered(tube, seed));
    const lengths = Array.from(indices, (v, e) =>
      vertexDistance(positions, v, indices[e % 3 === 2 ? e - 2 : e + 1]!),
    );
    expect(Math.min(...lengths), `seed ${seed}`).toBeGreaterThanOrEqual(SHORTEST);
    const count = positions.length / 3;
    const { nonManifoldEdges, pinchedVertices } = meshTopology(indices, count);
    expect({ nonManifoldEdges, pinchedVertices }).toEqual({
      nonManifoldEdges: 0,
      pinchedVertices: 0,
    });
    expect(boundaryLoops(indices, count).map(({ length }) => length)).toEqual(
      expect.arrayContaining([SEGMENTS - 5, SEGMENTS]),
    );
  }
});

it('collapseSlivers keeps a surface without such edges as it is', () => {
  const tube = tubeMesh(0.1, 0, 0.3, SEGMENTS, 20);
  expect(collapseSlivers(tube)).toEqual(tube);
});

/** The same surface, its points numbered otherwise. */
function renumbered({ positions, indices }: ReturnType<typeof tubeMesh>, seed: number) {
  const random = seededRandom(seed);
  const order = Array.from({ length: positions.length / 3 }, (_, v) => ({ v, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ v }) => v);
  const numberOf = new Uint32Array(order.length);
  order.forEach((v, n) => {
    numberOf[v] = n;
  });
  return {
    positions: Float32Array.from(order.flatMap((v) => [...positions.subarray(3 * v, 3 * v + 3)])),
    indices: indices.map((v) => numberOf[v]!),
  };
}
