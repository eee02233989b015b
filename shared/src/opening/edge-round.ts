import type { UprightMesh } from '../fitting/align-to-body.ts';
import { vertexNormals } from '../mesh/vertex-normals.ts';

/** Directions round a tube's axis in which its edge is looked for. */
const DIRECTIONS = 36;
/** The edge is looked for so far above the tube's lowest place, metres. */
const REACH = 0.18;
/** Cosine to the vertical from which on a surface faces down: that is what closes the tube, and no side of it. */
const FACES_DOWN = 0.7;
/** Neighbouring directions on each side over which single low places are left out, and the edge is evened out. */
const EVEN = 2;

/**
 * The height of a tube's lower edge all round, as a surface across the tube: at its sides as high as they end, in
 * between as a cap hangs that is spread over the edge. A garment's hem may be higher in front than at its sides, which no plane and
 * no front view shows: cut along those, parts of the cap were left hanging from it.
 *
 * @param mesh Closed, wound outwards, metres.
 * @param belongs Whether a place of the front view belongs to the tube.
 * @returns null where its sides are not seen all round.
 */
export function edgeRound(
  { positions, indices }: UprightMesh,
  belongs: (x: number, y: number) => boolean,
): ((x: number, z: number) => number) | null {
  const normals = vertexNormals(positions, indices);
  const isOfTube = (v: number) => belongs(positions[3 * v]!, positions[3 * v + 1]!);
  let lowest = Infinity;
  for (let v = 0; v < normals.length / 3; v++) {
    if (isOfTube(v)) lowest = Math.min(lowest, positions[3 * v + 1]!);
  }
  const sides: number[] = [];
  let [left, right, back, front] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let v = 0; v < normals.length / 3; v++) {
    const isLow = positions[3 * v + 1]! < lowest + REACH;
    if (!isLow || normals[3 * v + 1]! < -FACES_DOWN || !isOfTube(v)) continue;
    sides.push(v);
    left = Math.min(left, positions[3 * v]!);
    right = Math.max(right, positions[3 * v]!);
    back = Math.min(back, positions[3 * v + 2]!);
    front = Math.max(front, positions[3 * v + 2]!);
  }
  if (!(right > left && front > back)) return null;
  // As if the tube were round: flat ones would be seen from their middle in few directions at their ends.
  const outX = (x: number) => (2 * x - left - right) / (right - left);
  const outZ = (z: number) => (2 * z - back - front) / (front - back);
  const directionOf = (x: number, z: number) =>
    ((Math.atan2(outZ(z), outX(x)) / (2 * Math.PI) + 1) * DIRECTIONS) % DIRECTIONS;
  const heights = new Array<number>(DIRECTIONS).fill(Infinity);
  const radii = new Array<number>(DIRECTIONS).fill(0);
  for (const v of sides) {
    const [x, y, z] = [positions[3 * v]!, positions[3 * v + 1]!, positions[3 * v + 2]!];
    const n = Math.floor(directionOf(x, z));
    if (y >= heights[n]!) continue;
    heights[n] = y;
    radii[n] = Math.hypot(outX(x), outZ(z));
  }
  if (heights.some((height) => height === Infinity)) return null;
  const edge = evened(heights);
  const radius = evened(radii);
  const middle = edge.reduce((sum, height) => sum + height, 0) / DIRECTIONS;
  return (x, z) => {
    const at = (directionOf(x, z) - 0.5 + DIRECTIONS) % DIRECTIONS;
    const out = Math.min(1, Math.hypot(outX(x), outZ(z)) / between(radius, at));
    return middle + out * (between(edge, at) - middle);
  };
}

/** Medians of neighbours, then their means, round and round. */
function evened(values: readonly number[]): number[] {
  const near = (of: readonly number[], n: number) =>
    Array.from({ length: 2 * EVEN + 1 }, (_, k) => of.at((n + k - EVEN) % of.length)!);
  const medians = values.map((_, n) => near(values, n).sort((a, b) => a - b)[EVEN]!);
  return medians.map((_, n) => near(medians, n).reduce((a, b) => a + b, 0) / (2 * EVEN + 1));
}

function between(values: readonly number[], at: number): number {
  const low = Math.floor(at);
  const share = at - low;
  return (1 - share) * values[low % values.length]! + share * values[(low + 1) % values.length]!;
}
