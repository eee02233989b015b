import { beforeAll, describe, expect, it } from 'vitest';
import { latticeSheet } from '../../test/shapes/lattice-sheet.ts';
import { sphereMesh } from '../../test/shapes/simple-meshes.ts';
import { bakeDistanceField } from '../body/bake-distance-field.ts';
import type { DistanceField } from '../body/distance-field.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import { FRAME, isAtRest, movingShare } from './at-rest.ts';
import { buildCloth } from './cloth.ts';
import { type ClothState, clothAtRest } from './cloth-state.ts';
import { DEFAULT_FABRIC, type Fabric } from './fabric.ts';
import type { Phase } from './phase.ts';
import { simulate } from './simulate.ts';

const RADIUS = 0.15;
const SIDE = 0.36;
const DT = 1 / 1800;
/** Soft enough to lie round the ball. */
const FABRIC: Fabric = { ...DEFAULT_FABRIC, bendingStiffness: 1e-4 };
const FALL: Phase = {
  substeps: 1800,
  dt: DT,
  gravity: 1,
  keep: 0.99,
  largestSpeed: 1.5,
  yielding: 1,
  friction: 1.7,
  thickness: 0.004,
  // As on the finest mesh. Faces are held off without friction: a sheet that lies on them creeps.
  faceContacts: 0,
  selfGap: 0,
};
/** Metres. Sums are not added in the same order on both sides; measured, 6e-9. */
const MIRRORED_WITHIN = 1e-6;

let field: DistanceField;
beforeAll(() => {
  const ball = sphereMesh(RADIUS, 24, [0, 0, 0]);
  field = bakeDistanceField(
    ball.positions,
    ball.indices,
    { min: [-0.3, -0.35, -0.3], max: [0.3, 0.25, 0.3] },
    0.01,
  );
});

/** Centred on the pattern's middle line. */
function sheet(): SewnGarment {
  const { flat, cornerFlat, ...rest } = latticeSheet(SIDE, SIDE, 0.02);
  const centred = (xy: Float32Array) =>
    xy.map((value, i) => (i % 2 === 0 ? value - SIDE / 2 : value + SIDE / 2));
  return { ...rest, flat: centred(flat), cornerFlat: centred(cornerFlat) };
}

/** The mirror image, its vertices and triangles numbered from the other end. */
function mirrored(sewn: SewnGarment): SewnGarment {
  const { flat, indices, vertexCount } = sewn;
  const back = Uint32Array.from(indices, (v) => vertexCount - 1 - v).reverse();
  const flipped = Float32Array.from(flat, (_, i) => {
    const v = vertexCount - 1 - Math.floor(i / 2);
    return i % 2 === 0 ? -flat[2 * v]! : flat[2 * v + 1]!;
  });
  const cornerFlat = Float32Array.from(
    [...back].flatMap((v) => [flipped[2 * v]!, flipped[2 * v + 1]!]),
  );
  return { ...sewn, flat: flipped, indices: back, cornerFlat };
}

/** Drops it, level and a little off the ball's middle to the front. */
function dropped(sewn: SewnGarment): { state: ClothState; frame: () => void } {
  const start = new Float64Array(3 * sewn.vertexCount);
  for (let v = 0; v < sewn.vertexCount; v++) {
    start.set([sewn.flat[2 * v]!, RADIUS + 0.03, -sewn.flat[2 * v + 1]!], 3 * v);
  }
  const cloth = buildCloth(sewn, FABRIC);
  const state = clothAtRest(start);
  const around = { field, anchors: [], rules: [] };
  simulate(cloth, state, around, FALL);
  simulate(cloth, state, around, { ...FALL, substeps: 900, keep: 0.97 });
  const substeps = Math.round(FRAME / DT);
  return { state, frame: () => simulate(cloth, state, around, { ...FALL, keep: 0.97, substeps }) };
}

describe('a square sheet dropped on a ball', () => {
  it('comes to rest on it, no vertex and no triangle inside', () => {
    const sewn = sheet();
    const { state, frame } = dropped(sewn);
    const before = state.positions.slice();
    frame();
    expect(isAtRest(movingShare(before, state.positions))).toBe(true);
    const { positions: x } = state;
    const height = (at: (axis: number) => number) => Math.hypot(at(0), at(1), at(2)) - RADIUS;
    for (let v = 0; v < sewn.vertexCount; v++) {
      expect(height((axis) => x[3 * v + axis]!)).toBeGreaterThan(0);
    }
    for (let t = 0; t < sewn.indices.length; t += 3) {
      const [a, b, c] = sewn.indices.subarray(t, t + 3);
      const middle = (axis: number) =>
        (x[3 * a! + axis]! + x[3 * b! + axis]! + x[3 * c! + axis]!) / 3;
      expect(height(middle)).toBeGreaterThan(0);
    }
    const lowest = x.reduce((low, value, i) => (i % 3 === 1 ? Math.min(low, value) : low), 1);
    expect(lowest, 'it hangs round the ball').toBeLessThan(RADIUS / 4);
  }, 30_000);

  it('lies mirrored when it was mirrored, however it is numbered', () => {
    const here = dropped(sheet()).state.positions;
    const there = dropped(mirrored(sheet())).state.positions;
    const count = here.length / 3;
    const off = Array.from({ length: count }, (_, v) => {
      const w = count - 1 - v;
      return Math.hypot(
        here[3 * v]! + there[3 * w]!,
        here[3 * v + 1]! - there[3 * w + 1]!,
        here[3 * v + 2]! - there[3 * w + 2]!,
      );
    }).sort((a, b) => a - b);
    expect(off.at(-1)).toBeLessThan(MIRRORED_WITHIN);
  }, 30_000);
});
