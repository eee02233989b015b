import { snapSample } from '@fitroom/shared/fitting/snap-sample';
import { expect, it } from 'vitest';
import { packMesh } from './pack-mesh.ts';

it('tells each vertex its triangles, its neighbours and the edges to them', () => {
  const { indices, positions } = snapSample(6);
  const vertexCount = positions.length / 3;
  const { words, at, edgeCount, triangleCount, adjacency } = packMesh(vertexCount, indices);
  const [edges, triangleStarts, trianglesOf, starts, neighbours, edgeOf] = at;
  expect(triangleCount).toBe(50);
  // Euler: a disc has V - E + F = 1.
  expect(vertexCount - edgeCount + triangleCount).toBe(1);
  expect(words.subarray(0, indices.length)).toEqual(indices);
  for (let v = 0; v < vertexCount; v++) {
    const named = [...indices.keys()].filter((corner) => indices[corner] === v);
    expect([
      ...words.subarray(
        trianglesOf + words[triangleStarts + v]!,
        trianglesOf + words[triangleStarts + v + 1]!,
      ),
    ]).toEqual(named.map((corner) => Math.floor(corner / 3)));
    for (let k = words[starts + v]!; k < words[starts + v + 1]!; k++) {
      const neighbour = words[neighbours + k]!;
      expect(neighbour).toBe(adjacency.neighbours[k]);
      const edge = edges + 2 * words[edgeOf + k]!;
      expect([...words.subarray(edge, edge + 2)]).toEqual(
        [v, neighbour].sort((one, other) => one - other),
      );
    }
  }
});
