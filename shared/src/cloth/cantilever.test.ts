import { describe, expect, it } from 'vitest';
import { latticeSheet } from '../../test/shapes/lattice-sheet.ts';
import type { DistanceField } from '../body/distance-field.ts';
import { buildCloth } from './cloth.ts';
import { clothAtRest } from './cloth-state.ts';
import { DEFAULT_FABRIC, type Fabric } from './fabric.ts';
import { GRAVITY, simulate } from './simulate.ts';

const NOWHERE: DistanceField = {
  origin: [0, 0, 0],
  cell: 1,
  size: [2, 2, 2],
  distances: new Float32Array(8).fill(100),
};
const WIDTH = 0.1;

/** How far the end of a strip hangs that is held level, metres. */
function sag(fabric: Fabric, free: number, spacing: number): number {
  const sewn = latticeSheet(WIDTH, free + 2 * spacing, spacing);
  const start = new Float64Array(3 * sewn.vertexCount);
  for (let v = 0; v < sewn.vertexCount; v++) {
    start.set([sewn.flat[2 * v]!, 0, -sewn.flat[2 * v + 1]!], 3 * v);
  }
  const all = Array.from({ length: sewn.vertexCount }, (_, v) => v);
  // All that lies on the table, up to its edge.
  const held = all.filter((v) => start[3 * v + 2]! < 2 * spacing + 1e-6);
  const end = all.filter((v) => start[3 * v + 2]! > free + 2 * spacing - 1e-6);
  const anchors = {
    vertices: Uint32Array.from(held),
    targets: Float64Array.from(held.flatMap((v) => [...start.subarray(3 * v, 3 * v + 3)])),
    slack: 0,
    each: [1, 1, 1],
    together: [0, 0, 0],
  } as const;
  const state = clothAtRest(start);
  const dt = 1 / 20_000;
  simulate(
    buildCloth(sewn, fabric),
    state,
    { field: NOWHERE, anchors: [anchors], rules: [] },
    {
      substeps: 6600,
      dt,
      gravity: 1,
      keep: 1 - 100 * dt,
      largestSpeed: 5,
      yielding: 1,
      friction: 1,
      thickness: 0.004,
      faceContacts: 0,
      selfGap: 0,
    },
  );
  return end.reduce((sum, v) => sum - state.positions[3 * v + 1]!, 0) / end.length;
}

describe('a strip held level at one end', () => {
  it.each([
    [9e-4, 0.01],
    [9e-4, 0.007],
    [3e-4, 0.006],
  ])(
    'of %s N m, meshed at %s m, hangs by rho g L^4 / (8 B)',
    (bendingStiffness, spacing) => {
      const fabric = { ...DEFAULT_FABRIC, bendingStiffness };
      // A tenth of its length, so that the formula's small angles are.
      const free = Math.cbrt((0.8 * bendingStiffness) / (fabric.areaDensity * GRAVITY));
      // A mesh bends from half an edge before the table's.
      const length = free + spacing / 2;
      const expected = (fabric.areaDensity * GRAVITY * length ** 4) / (8 * bendingStiffness);
      const off = sag(fabric, free, spacing) / expected - 1;
      expect(Math.abs(off)).toBeLessThan(0.15);
    },
    30_000,
  );
});
