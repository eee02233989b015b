import { groupedCloth } from '@fitroom/shared/cloth/grouped-cloth';
import { solverSample } from '@fitroom/shared/cloth/solver-sample';
import { expect, it } from 'vitest';
import { packEdges, packHinges, packMesh, packState, unpackState } from './pack-cloth.ts';

const { task } = solverSample(6, 1);
const grouped = groupedCloth(task.cloth);
const { cloth } = grouped;

it('an edge and a hinge are packed with what belongs to them', () => {
  const edges = packEdges(grouped);
  const lengths = new Float32Array(edges.buffer);
  expect([...edges.subarray(20, 22)]).toEqual([...cloth.edges.subarray(10, 12)]);
  expect(lengths[22]).toBe(Math.fround(cloth.restLengths[5]!));
  expect(lengths[23]).toBe(Math.fround(cloth.firstShares[5]!));
  const hinges = packHinges(grouped);
  const weights = new Float32Array(hinges.buffer);
  expect([...hinges.subarray(24, 28)]).toEqual([...cloth.hinges.subarray(12, 16)]);
  expect([...weights.subarray(28, 32)]).toEqual(
    [...cloth.hingeWeights.subarray(12, 16)].map(Math.fround),
  );
});

it('the mesh begins with where the groups begin and ends with the triangles', () => {
  const { edgeStarts, hingeStarts, triangleStarts, triangles } = grouped;
  const words = packMesh(grouped);
  expect(words[edgeStarts.length - 1]).toBe(cloth.restLengths.length);
  expect(words[edgeStarts.length]).toBe(0);
  expect(words[edgeStarts.length + hingeStarts.length - 1]).toBe(cloth.hingeCompliances.length);
  const before = edgeStarts.length + hingeStarts.length + triangleStarts.length;
  expect(words.slice(before)).toEqual(triangles);
});

it('a state comes back as it went, to single precision, and asks the field again', () => {
  const positions = Float64Array.from(task.positions);
  const previous = positions.map((value) => value - 0.001);
  const there = packState(grouped, { positions, previous }, 1.2);
  expect(there[3]).toBe(Math.fround(cloth.inverseMasses[0]!));
  expect(there[1]).toBeCloseTo(positions[1]! - 1.2, 6);
  const back = unpackState(there, 1.2);
  positions.forEach((value, i) => {
    expect(Math.abs(back.positions[i]! - value)).toBeLessThan(1e-7);
    expect(Math.abs(back.previous[i]! - previous[i]!)).toBeLessThan(1e-7);
  });
  expect(back.clearances.every((clearance) => clearance < 0)).toBe(true);
});

it('what is no number is not taken for cloth', () => {
  expect(() => unpackState(Float32Array.of(0, Number.NaN, 0, 1, 0, 0, 0, 0), 0)).toThrow('lost');
});
