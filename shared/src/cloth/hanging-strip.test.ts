import { describe, expect, it } from 'vitest';
import { gridGarment } from '../../test/shapes/grid-garment.ts';
import { latticeSheet } from '../../test/shapes/lattice-sheet.ts';
import type { DistanceField } from '../body/distance-field.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import { buildCloth } from './cloth.ts';
import { clothAtRest } from './cloth-state.ts';
import { edgeCompliances } from './edge-compliance.ts';
import type { Fabric } from './fabric.ts';
import { GRAVITY, simulate } from './simulate.ts';

const NOWHERE: DistanceField = {
  origin: [0, 0, 0],
  cell: 1,
  size: [2, 2, 2],
  distances: new Float32Array(8).fill(100),
};
const WIDTH = 0.2;
const LENGTH = 0.4;
const SOFT: Fabric = {
  areaDensity: 0.3,
  stretchStiffness: { warp: 60, weft: 25 },
  bendingStiffness: 1e-6,
  friction: 0.3,
  thickness: 0.0005,
};
/**
 * One pass a substep is itself worth a stiffness of about density / 2 (spacing / dt)^2: these many metres of
 * spacing a second of dt make it 6,000 N/m, a hundred times the cloth's.
 */
const SPACING_PER_DT = 200;
/** Seconds until it hangs still: several periods of its slowest motion, 0.15 s. */
const SETTLING = 0.6;
/** What that stiffness adds, and that cut edges are softer than cloth within, by about half a mesh edge each. */
const tolerance = (spacing: number) => 0.03 + (0.6 * spacing) / WIDTH;

/**
 * How much longer a strip is at the free end when it hangs, as a share of its length.
 *
 * @param grain Which way of the pattern hangs down.
 */
function hungStretch(sewn: SewnGarment, spacing: number, grain: 'warp' | 'weft'): number {
  const down = (v: number) => (grain === 'warp' ? -sewn.flat[2 * v + 1]! : sewn.flat[2 * v]!);
  const aside = (v: number) => (grain === 'warp' ? sewn.flat[2 * v]! : sewn.flat[2 * v + 1]!);
  const start = new Float64Array(3 * sewn.vertexCount);
  for (let v = 0; v < sewn.vertexCount; v++) start.set([aside(v), -down(v), 0], 3 * v);
  const state = clothAtRest(start);
  const all = Array.from({ length: sewn.vertexCount }, (_, v) => v);
  const top = all.filter((v) => down(v) < 1e-6);
  const bottom = all.filter((v) => down(v) > LENGTH - 1e-6);
  // Free to narrow, as the formula's strip is.
  const anchors = {
    vertices: Uint32Array.from(top),
    targets: Float64Array.from(top.flatMap((v) => [...start.subarray(3 * v, 3 * v + 3)])),
    slack: 0,
    each: [0, 1, 1],
    together: [0, 0, 0],
  } as const;
  const dt = spacing / SPACING_PER_DT;
  simulate(
    buildCloth(sewn, SOFT),
    state,
    { field: NOWHERE, anchors: [anchors], rules: [] },
    {
      substeps: Math.round(SETTLING / dt),
      dt,
      gravity: 1,
      keep: 1 - 60 * dt,
      largestSpeed: 5,
      yielding: 1,
      friction: 1,
      thickness: 0.004,
      faceContacts: 0,
      selfGap: 0,
    },
  );
  const lowest = bottom.reduce((sum, v) => sum - state.positions[3 * v + 1]!, 0) / bottom.length;
  return lowest / LENGTH - 1;
}

/** rho g L / (2 k): each level carries what hangs below it. */
const expected = (grain: 'warp' | 'weft') =>
  (SOFT.areaDensity * GRAVITY * LENGTH) / (2 * SOFT.stretchStiffness![grain]);

describe.each(['warp', 'weft'] as const)('a strip that hangs along its %s', (grain) => {
  const [width, length] = grain === 'warp' ? [WIDTH, LENGTH] : [LENGTH, WIDTH];

  it.each([0.032, 0.024, 0.016])(
    'stretches as its compliance says, meshed at %s m',
    (spacing) => {
      const sheet = latticeSheet(width, length, spacing);
      const off = hungStretch(sheet, spacing, grain) / expected(grain) - 1;
      expect(Math.abs(off)).toBeLessThan(tolerance(spacing));
    },
    30_000,
  );

  it('stretches so on a square grid too', () => {
    const spacing = 0.02;
    const sheet = gridGarment({ columns: width / spacing, rows: length / spacing, spacing });
    const off = hungStretch(sheet, spacing, grain) / expected(grain) - 1;
    expect(Math.abs(off)).toBeLessThan(tolerance(spacing));
  }, 30_000);
});

describe('edgeCompliances', () => {
  it('is nothing where cloth does not stretch', () => {
    const sheet = latticeSheet(0.2, 0.2, 0.05);
    const { edgeCorners } = buildCloth(sheet, SOFT);
    expect(new Set(edgeCompliances(sheet, edgeCorners, null))).toEqual(new Set([0]));
  });
});
