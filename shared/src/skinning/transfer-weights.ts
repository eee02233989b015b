import type { Joint, PosedBody } from '../body/avatar.ts';
import type { SkinWeights } from '../body/skin.ts';
import { type BodyIndex, surfacePoint } from '../mesh/closest-point.ts';
import { vertexNeighbours } from '../mesh/vertex-neighbours.ts';
import { vertexNormals } from '../mesh/vertex-normals.ts';
import { inpaintValues } from './inpaint-weights.ts';

/**
 * Metres from the skin up to which weights are copied. The source takes a share of the garment's size
 * (5 %, 7 cm on a top); at that the underside of a deep armhole still goes with the arm here and with
 * the side next to it, and tears when the arm is raised.
 */
const NEAR = 0.025;
/** Cosine of 30 degrees between cloth and skin, as the source has it. */
const AGREEING = Math.cos(Math.PI / 6);
/** Rounds of smoothing over what was filled in, and the share taken from the neighbours in each. */
const SMOOTHING_ROUNDS = 10;
const SMOOTHING_SHARE = 0.2;
/** As many joints as a vertex of a file holds. */
const MOST_JOINTS = 4;

/**
 * Skin weights for a garment from the body that wears it: copied where the closest point of the skin
 * is near and faces the same way, filled in smoothly from there elsewhere (Abdrashitov et al., Robust
 * Skin Weights Transfer via Weight Inpainting, SIGGRAPH Asia 2023; of the source's energy the first
 * order part alone, which needs no clamping, see docs/decisions/0380).
 *
 * @param positions xyz of the sewn vertices, metres, as worn by `body`; seams share their vertices, so
 * they share their weights.
 * @param indices Vertex triples, counter-clockwise from outside.
 * @param skin of `body.positions`.
 */
export function transferWeights(
  positions: Float32Array,
  indices: Uint32Array,
  body: PosedBody,
  skin: BodyIndex,
): SkinWeights {
  const { joints } = body.avatar.record;
  const bearer = clothBearers(joints);
  const columns = joints.length;
  const count = positions.length / 3;
  const values = new Float64Array(columns * count);
  const known = copyNear(positions, indices, body, skin, (v, joint, weight) => {
    values[columns * v + bearer[joint]!]! += weight;
  });
  const neighbours = vertexNeighbours(count, indices);
  inpaintValues(values, columns, known, neighbours);
  smoothUnknown(values, columns, known, neighbours);
  return strongest(values, columns);
}

/** Fingers and toes turn without taking cloth along: the hand or the foot carries it. */
function clothBearers(joints: readonly Joint[]): Uint16Array {
  const bearer = Uint16Array.from(joints, (_, j) => j);
  joints.forEach(({ parent }, j) => {
    if (parent >= 0 && /^(hand|foot)_/.test(joints[bearer[parent]!]!.name)) {
      bearer[j] = bearer[parent]!;
    }
  });
  return bearer;
}

/**
 * Tells each vertex the weights of its closest point of the skin.
 *
 * @returns 1 where the closest point is near and agrees in direction. Where no vertex has one, the
 * nearest counts.
 */
function copyNear(
  positions: Float32Array,
  indices: Uint32Array,
  { avatar }: PosedBody,
  skin: BodyIndex,
  add: (v: number, joint: number, weight: number) => void,
): Uint8Array {
  const normals = vertexNormals(positions, indices);
  const known = new Uint8Array(positions.length / 3);
  const at = surfacePoint();
  let nearest = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let v = 0; v < known.length; v++) {
    const i = 3 * v;
    skin.closestPoint(
      positions[i]!,
      positions[i + 1]!,
      positions[i + 2]!,
      Number.POSITIVE_INFINITY,
      at,
    );
    const normal = [0, 0, 0];
    for (let k = 0; k < 3; k++) {
      const corner = skin.indices[3 * at.triangle + k]!;
      for (let axis = 0; axis < 3; axis++) {
        normal[axis]! += at.weights[k]! * skin.normals[3 * corner + axis]!;
      }
      for (let n = 4 * corner; n < 4 * corner + 4; n++) {
        add(v, avatar.skinJoints[n]!, at.weights[k]! * avatar.skinWeights[n]!);
      }
    }
    const length = Math.hypot(...normal);
    const agreement =
      normal[0]! * normals[i]! + normal[1]! * normals[i + 1]! + normal[2]! * normals[i + 2]!;
    if (at.distance <= NEAR && agreement >= AGREEING * length) known[v] = 1;
    if (at.distance < least) {
      least = at.distance;
      nearest = v;
    }
  }
  if (nearest >= 0 && !known.includes(1)) known[nearest] = 1;
  return known;
}

function smoothUnknown(
  values: Float64Array,
  columns: number,
  known: Uint8Array,
  { starts, neighbours }: ReturnType<typeof vertexNeighbours>,
): void {
  let from = values;
  for (let round = 0; round < SMOOTHING_ROUNDS; round++) {
    const to = from.slice();
    for (let v = 0; v < known.length; v++) {
      const degree = starts[v + 1]! - starts[v]!;
      if (known[v] || degree === 0) continue;
      for (let c = 0; c < columns; c++) {
        let sum = 0;
        for (let k = starts[v]!; k < starts[v + 1]!; k++)
          sum += from[columns * neighbours[k]! + c]!;
        to[columns * v + c]! += SMOOTHING_SHARE * (sum / degree - from[columns * v + c]!);
      }
    }
    from = to;
  }
  values.set(from);
}

/** The four largest weights of each row, made to sum to 1; of equal ones the lower joint's. */
export function strongest(values: Float64Array, columns: number): SkinWeights {
  const count = values.length / columns;
  const joints = new Uint16Array(MOST_JOINTS * count);
  const weights = new Float32Array(MOST_JOINTS * count);
  for (let v = 0; v < count; v++) {
    const row = values.subarray(columns * v, columns * (v + 1));
    const order: number[] = [];
    for (let c = 0; c < columns; c++) if (row[c]! > 0) order.push(c);
    order.sort((a, b) => row[b]! - row[a]! || a - b);
    const kept = order.slice(0, MOST_JOINTS);
    const sum = kept.reduce((total, c) => total + row[c]!, 0);
    kept.forEach((c, k) => {
      joints[MOST_JOINTS * v + k] = c;
      weights[MOST_JOINTS * v + k] = row[c]! / sum;
    });
  }
  return { joints, weights };
}
