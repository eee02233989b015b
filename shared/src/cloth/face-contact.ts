import { type DistanceField, sampleDistance } from '../body/distance-field.ts';
import { type ContactSettings, SAFE_SHARE } from './body-contact.ts';
import type { Cloth } from './cloth.ts';
import type { ClothState } from './cloth-state.ts';

/**
 * Where each triangle's and then each edge's middle was when it was last looked up (x, y, z), and the
 * square of how far it may go from there before it can touch the body; below 0: look.
 */
export type FaceClearances = Float64Array;

/** Nothing known yet. */
export function faceClearances({ indices, restLengths }: Cloth): FaceClearances {
  return new Float64Array(4 * (indices.length / 3 + restLengths.length)).fill(-1);
}

/**
 * Pushes triangles and edges out where their middles are too near the body. On a coarse mesh all
 * vertices can be outside while a face cuts through; with triangle middles alone a sleeve's seam was
 * still drawn through the arm, edge by edge.
 *
 * A middle that was far away is not looked up again before it can have come near.
 *
 * @param far Of this cloth; changed in place. The same array for the same thickness.
 */
export function solveFaceContacts(
  { indices, edges }: Cloth,
  state: ClothState,
  field: DistanceField,
  contact: ContactSettings,
  far: FaceClearances,
): void {
  let at = 0;
  for (let t = 0; t < indices.length; t += 3, at += 4) {
    pushOut(state, field, contact, far, at, indices[t]!, indices[t + 1]!, indices[t + 2]!);
  }
  for (let e = 0; e < edges.length; e += 2, at += 4) {
    pushOut(state, field, contact, far, at, edges[e]!, edges[e + 1]!, -1);
  }
}

const GRADIENT = new Float64Array(3);

/** Moves two or three vertices (`vc` < 0: two) by what their middle lacks. */
function pushOut(
  state: ClothState,
  field: DistanceField,
  { thickness, largestPush }: ContactSettings,
  far: FaceClearances,
  at: number,
  va: number,
  vb: number,
  vc: number,
): void {
  const { positions: x, clearances } = state;
  const a = 3 * va;
  const b = 3 * vb;
  const c = 3 * vc;
  let mx = x[a]! + x[b]!;
  let my = x[a + 1]! + x[b + 1]!;
  let mz = x[a + 2]! + x[b + 2]!;
  let share = 1 / 2;
  if (vc >= 0) {
    mx += x[c]!;
    my += x[c + 1]!;
    mz += x[c + 2]!;
    share = 1 / 3;
  }
  mx *= share;
  my *= share;
  mz *= share;
  const dx = mx - far[at]!;
  const dy = my - far[at + 1]!;
  const dz = mz - far[at + 2]!;
  if (dx * dx + dy * dy + dz * dz < far[at + 3]!) return;
  const depth = thickness - sampleDistance(field, mx, my, mz, GRADIENT);
  if (depth <= 0) {
    far[at] = mx;
    far[at + 1] = my;
    far[at + 2] = mz;
    far[at + 3] = SAFE_SHARE * depth * (SAFE_SHARE * depth);
    return;
  }
  far[at + 3] = -1;
  const gx = GRADIENT[0]!;
  const gy = GRADIENT[1]!;
  const gz = GRADIENT[2]!;
  const slope = Math.sqrt(gx * gx + gy * gy + gz * gz);
  if (slope < 1e-6) return;
  const push = Math.min(depth, largestPush);
  moveAlong(state, a, gx / slope, gy / slope, gz / slope, push);
  moveAlong(state, b, gx / slope, gy / slope, gz / slope, push);
  clearances[va] = -1;
  clearances[vb] = -1;
  if (vc < 0) return;
  moveAlong(state, c, gx / slope, gy / slope, gz / slope, push);
  clearances[vc] = -1;
}

/** Pushed out and stopped along the normal: moved with its past instead, the cloth shakes. */
function moveAlong(
  { positions: x, previous }: ClothState,
  i: number,
  nx: number,
  ny: number,
  nz: number,
  push: number,
): void {
  const along =
    push +
    (x[i]! - previous[i]!) * nx +
    (x[i + 1]! - previous[i + 1]!) * ny +
    (x[i + 2]! - previous[i + 2]!) * nz;
  x[i]! += push * nx;
  x[i + 1]! += push * ny;
  x[i + 2]! += push * nz;
  previous[i]! += along * nx;
  previous[i + 1]! += along * ny;
  previous[i + 2]! += along * nz;
}
