import type { PosedBody } from '../body/avatar.ts';
import { smoothMoves } from '../fitting/smooth-moves.ts';
import { type BodyIndex, type ClosedMesh, surfacePoint } from '../mesh/closest-point.ts';
import { vertexNeighbours } from '../mesh/vertex-neighbours.ts';

/** Below the waistband's upper edge from which cloth is pressed, metres: above, it blouses out over it. */
const BELOW_EDGE = 0.02;
/** Cloth that stands off farther than this would show as a bump in what is worn over it: metres. */
const STANDS_OFF = 0.022;
/** How far off the skin it is pressed to, metres. */
const PRESSED = 0.012;
/** Rounds: each presses what smoothing gave back. */
const ROUNDS = 4;

/**
 * Presses what is tucked in to the body: folds that stand off below the waistband would be bumps in the
 * garment over them, which takes inner cloth as rigid. Sleeves that hang beside are left.
 *
 * @param cloth Changed in place.
 * @param waistband Height of the waistband's upper edge, metres, file frame.
 */
export function pressTucked(
  { positions, indices }: ClosedMesh,
  waistband: number,
  { avatar }: PosedBody,
  bare: BodyIndex,
): void {
  const isArm = avatar.record.joints.map(({ name }) =>
    /^(upperarm|lowerarm|hand|thumb|index|middle|ring|pinky)_/.test(name),
  );
  const hit = surfacePoint();
  const start = positions.slice();
  const adjacency = vertexNeighbours(positions.length / 3, indices);
  for (let round = 0; round < ROUNDS; round++) {
    const isMoved = new Uint8Array(positions.length / 3);
    let any = false;
    for (let v = 0; v < isMoved.length; v++) {
      const [x, y, z] = [positions[3 * v]!, positions[3 * v + 1]!, positions[3 * v + 2]!];
      if (y > waistband - BELOW_EDGE) continue;
      bare.closestPoint(x, y, z, Number.POSITIVE_INFINITY, hit);
      if (hit.distance <= STANDS_OFF) continue;
      const skin = bare.indices[3 * hit.triangle]!;
      if (isArm[avatar.skinJoints[4 * skin]!]) continue;
      const share = PRESSED / hit.distance;
      positions[3 * v] = hit.x + share * (x - hit.x);
      positions[3 * v + 1] = hit.y + share * (y - hit.y);
      positions[3 * v + 2] = hit.z + share * (z - hit.z);
      isMoved[v] = 1;
      any = true;
    }
    if (!any) return;
    if (round < ROUNDS - 1) smoothMoves(positions, start, isMoved, adjacency);
  }
}
