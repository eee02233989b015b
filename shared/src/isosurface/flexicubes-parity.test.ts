import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { NEVER } from '../../test/shapes/solid-fields.ts';
import { seededRandom } from '../math/seeded-random.ts';
import { gridAxis } from '../triplane/grid-axis.ts';
import { flexiCubes, WEIGHTS_PER_CELL } from './flexicubes.ts';
import { findSurfaceCells } from './surface-cells.ts';

/** What the official class made of the input below: written by models/export/parity/flexicubes.py. */
interface Fixture {
  readonly cellsPerAxis: number;
  readonly seed: number;
  readonly positionsFloat32: string;
  readonly indicesUint16: string;
}

const fixture: Fixture = JSON.parse(
  readFileSync(new URL('../../test/fixtures/flexicubes.json', import.meta.url), 'utf8'),
);
const bytesOf = (base64: string) => Uint8Array.from(Buffer.from(base64, 'base64')).buffer;
const GRID_SCALE = 2.1;

/** Signs, deformation of up to a quarter of a cell, and weights of every cell, from one sequence in this order. */
function fixtureInput() {
  const { cellsPerAxis, seed } = fixture;
  const random = seededRandom(seed);
  const next = (length: number, scale: number) =>
    Float32Array.from({ length }, () => (2 * random() - 1) * scale);
  const points = (cellsPerAxis + 1) ** 3;
  const field = next(points, 1);
  const deformation = next(3 * points, GRID_SCALE / (4 * cellsPerAxis));
  const all = next(WEIGHTS_PER_CELL * cellsPerAxis ** 3, 3);
  const surface = findSurfaceCells(field, cellsPerAxis, NEVER);
  const weights = new Float32Array(WEIGHTS_PER_CELL * surface.cells.length);
  for (const [n, cell] of surface.cells.entries()) {
    const from = WEIGHTS_PER_CELL * cell;
    weights.set(all.subarray(from, from + WEIGHTS_PER_CELL), WEIGHTS_PER_CELL * n);
  }
  return { surface, field, deformation, weights, axis: gridAxis(cellsPerAxis, GRID_SCALE) };
}

/** Each triangle turned so that its lowest vertex comes first, which keeps its winding; sorted. */
function canonical(indices: ArrayLike<number>): string[] {
  return Array.from({ length: indices.length / 3 }, (_, t) => {
    const triangle = [0, 1, 2].map((c) => indices[3 * t + c]!);
    const first = triangle.indexOf(Math.min(...triangle));
    return [0, 1, 2].map((c) => triangle[(first + c) % 3]).join(' ');
  }).sort();
}

it('agrees with the official FlexiCubes: vertices within 1e-5, faces and winding identical', () => {
  const theirs = new Float32Array(bytesOf(fixture.positionsFloat32));
  const mesh = flexiCubes(fixtureInput(), NEVER);
  expect(mesh.positions).toHaveLength(theirs.length);
  const apart = (v: number, w: number) =>
    Math.max(...[0, 1, 2].map((k) => Math.abs(mesh.positions[3 * v + k]! - theirs[3 * w + k]!)));
  // The reference numbers its vertices otherwise.
  const theirsOf = Array.from({ length: theirs.length / 3 }, (_, v) => {
    let nearest = 0;
    for (let w = 1; w < theirs.length / 3; w++) if (apart(v, w) < apart(v, nearest)) nearest = w;
    expect(apart(v, nearest)).toBeLessThan(1e-5);
    return nearest;
  });
  expect(new Set(theirsOf).size).toBe(theirsOf.length);
  const ours = Array.from(mesh.indices, (v) => theirsOf[v]!);
  expect(canonical(ours)).toEqual(canonical(new Uint16Array(bytesOf(fixture.indicesUint16))));
});
