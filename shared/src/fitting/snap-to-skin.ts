import type { BodyIndex } from '../mesh/closest-point.ts';
import { vertexNeighbours } from '../mesh/vertex-neighbours.ts';
import { vertexNormals } from '../mesh/vertex-normals.ts';
import { pushSamplesOut } from './push-samples.ts';
import { pushToSkin } from './push-to-skin.ts';
import { rejoinNeighbours } from './rejoin-neighbours.ts';
import { smoothMoves } from './smooth-moves.ts';

/** Product rule: cloth rests 3 to 5 mm outside of the skin. */
export const DEFAULT_OFFSET = 0.004;
/**
 * Added to the offset, metres: DRACO at 14 bits moves a vertex of a 1.8 m box by up to 0.055 mm an
 * axis, so cloth and skin together approach each other by less than this.
 */
export const QUANTISATION_MARGIN = 0.0002;
/** Rounds that smooth: each spreads the pushes of the last over three more rings. */
export const SMOOTHING_ROUNDS = 3;
/** A shorter move strains a 1 cm edge by a thousandth at most and need not be shared out: metres. */
export const SHARED_MOVE = 0.0005;
/** Rounds without smoothing at the end, so that nothing it drew back inside stays there. */
export const CLEARING_ROUNDS = 12;
/** Clearance from which no midpoint of the garment's edges can reach the body: metres. */
const SAMPLE_REACH = 0.03;

export interface SnapOptions {
  /** Distance kept from the skin, metres; default 4 mm. */
  readonly offsetMetres?: number;
  /**
   * A lower bound of the distance to the skin, metres (a baked distance field less its error), which
   * spares the exact query where it exceeds the offset. May be negative inside.
   */
  readonly clearance?: (x: number, y: number, z: number) => number;
}

export interface SnapResult {
  /** Vertices that ended elsewhere than they began. */
  readonly movedVertices: number;
  /** Longest move, metres. */
  readonly largestMove: number;
  /** Vertices that could not be brought outside (their place is as near as it got). */
  readonly stuckVertices: number;
  /** Edge midpoints and triangle centres that still lie inside. */
  readonly insideSamples: number;
}

/**
 * Brings a garment out of the body and keeps it `offsetMetres` off the skin.
 *
 * Each vertex that is inside or too near moves along the skin's normal; edge midpoints and triangle
 * centres that lie inside take their corners along; then the moves (not the places, so that folds
 * stay) are smoothed over their neighbourhoods, which spreads the strain of a push, and whatever came
 * too near again is pushed again. Vertices that were never near a push stay exactly where they were.
 *
 * @param positions xyz triples, metres; changed in place. Welded: one vertex per point.
 * @param indices Vertex triples, counter-clockwise seen from the garment's outside.
 */
export function snapClear(
  positions: Float32Array,
  indices: Uint32Array,
  body: BodyIndex,
  options: SnapOptions = {},
): SnapResult {
  const offset = offsetKept(options);
  const vertexCount = positions.length / 3;
  const start = positions.slice();
  const adjacency = vertexNeighbours(vertexCount, indices);
  const normals = vertexNormals(positions, indices);
  const stuck = new Uint8Array(vertexCount);
  const normal: [number, number, number] = [0, 0, 0];

  const pushVertices = (which: ArrayLike<number>): number => {
    let pushes = 0;
    for (let k = 0; k < which.length; k++) {
      const v = which[k]!;
      const i = 3 * v;
      normal[0] = normals[i]!;
      normal[1] = normals[i + 1]!;
      normal[2] = normals[i + 2]!;
      const outcome = pushToSkin(positions, v, normal, body, offset);
      stuck[v] = outcome === 'stuck' ? 1 : 0;
      if (outcome === 'clear') continue;
      pushes++;
    }
    return pushes;
  };

  const touched = new Uint8Array(vertexCount);
  let pushes = pushVertices(nearVertices(positions, offset, options.clearance));
  for (const v of nearVertices(positions, SAMPLE_REACH, options.clearance)) touched[v] = 1;
  let insideSamples = 0;
  for (let round = 0; round < SMOOTHING_ROUNDS + CLEARING_ROUNDS; round++) {
    const samples = pushSamplesOut(positions, indices, adjacency, body, touched);
    insideSamples = samples.inside;
    if (pushes + samples.moved.length === 0) break;
    const longMoves = round < SMOOTHING_ROUNDS ? movedBeyond(positions, start, SHARED_MOVE) : null;
    const smoothed = longMoves ? smoothMoves(positions, start, longMoves, adjacency) : [];
    touched.fill(0);
    for (const v of smoothed) touched[v] = 1;
    for (const v of samples.moved) touched[v] = 1;
    pushes = pushVertices(flagged(touched));
    for (const v of flagged(stuck)) touched[v] = 1;
    pushes += rejoinNeighbours(positions, stuck, adjacency, body, offset);
  }
  return { ...snapMoves(positions, start), stuckVertices: flagged(stuck).length, insideSamples };
}

/** What a snap keeps between cloth and skin, metres. */
export function offsetKept({ offsetMetres = DEFAULT_OFFSET }: SnapOptions): number {
  return offsetMetres + QUANTISATION_MARGIN;
}

function nearVertices(
  positions: Float32Array,
  reach: number,
  clearance: SnapOptions['clearance'],
): Uint32Array {
  const near = new Uint32Array(positions.length / 3);
  let found = 0;
  for (let v = 0; v < near.length; v++) {
    const far =
      clearance !== undefined &&
      clearance(positions[3 * v]!, positions[3 * v + 1]!, positions[3 * v + 2]!) > reach;
    if (!far) near[found++] = v;
  }
  return near.slice(0, found);
}

/** Flags the vertices that are farther than `reach` from their start; null when none is. */
function movedBeyond(
  positions: Float32Array,
  start: Float32Array,
  reach: number,
): Uint8Array | null {
  const flags = new Uint8Array(positions.length / 3);
  let any = false;
  for (let v = 0; v < flags.length; v++) {
    const x = positions[3 * v]! - start[3 * v]!;
    const y = positions[3 * v + 1]! - start[3 * v + 1]!;
    const z = positions[3 * v + 2]! - start[3 * v + 2]!;
    if (x * x + y * y + z * z <= reach * reach) continue;
    flags[v] = 1;
    any = true;
  }
  return any ? flags : null;
}

function flagged(flags: Uint8Array): Uint32Array {
  const numbers = new Uint32Array(flags.length);
  let found = 0;
  for (let v = 0; v < flags.length; v++) if (flags[v]) numbers[found++] = v;
  return numbers.subarray(0, found);
}

/** How far vertices are from where they began. */
export function snapMoves(
  positions: Float32Array,
  start: Float32Array,
): Pick<SnapResult, 'movedVertices' | 'largestMove'> {
  let movedVertices = 0;
  let largestMove = 0;
  for (let i = 0; i < positions.length; i += 3) {
    const move = Math.hypot(
      positions[i]! - start[i]!,
      positions[i + 1]! - start[i + 1]!,
      positions[i + 2]! - start[i + 2]!,
    );
    if (move > 0) movedVertices++;
    if (move > largestMove) largestMove = move;
  }
  return { movedVertices, largestMove };
}
