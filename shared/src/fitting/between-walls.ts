/** Walls whose normals' cosine is above this are one that bends. */
export const SAME_WALL = 0.5;
/** Sum of two walls' normals, squared, below which they face each other and nothing leads out between them. */
export const FACING_WALLS = 1e-6;
/** A step between two walls is at most this many offsets long: where a fold closes it leads far, and walls bend. */
export const LONGEST_STEP = 2;

type Vector = readonly [number, number, number];

/** What is too near to a point, or holds it in: planes through the skin near by. */
export interface Walls {
  /** 0, 1 or 2. */
  count: number;
  /** xyz of each outward unit normal. */
  readonly normals: Float64Array;
  /** How much farther off each the point should be, metres. */
  readonly lacks: Float64Array;
}

export function noWalls(): Walls {
  return { count: 0, normals: new Float64Array(6), lacks: new Float64Array(2) };
}

/**
 * Remembers a wall that a point is too near to, and finds the shortest step that takes it off both walls it met: out along
 * the crease between them where they nearly face each other, as in an armpit. Pushed from one to the other and back it hardly
 * gets anywhere, and cloth that leaves such a fold along its own normals comes out before it here and behind it there, torn.
 *
 * @param walls Changed: the wall is among them, and they are left as they are once the step is made.
 * @param normal Unit, out of the body.
 * @param lack Metres that the point should be farther off it.
 * @param longest Metres.
 * @param step Takes the step, xyz, metres.
 * @returns False where there is no such step: the point goes off this wall alone, by what it lacks.
 */
export function stepBetween(
  walls: Walls,
  normal: Vector,
  lack: number,
  longest: number,
  step: Float64Array,
): boolean {
  const { normals, lacks } = walls;
  const here = placeFor(walls, normal);
  for (let k = 0; k < 3; k++) normals[3 * here + k] = normal[k]!;
  lacks[here] = lack;
  const sum = squared(normals, 1);
  // Along the sum and the difference of the normals, which are square to each other.
  const along = (lacks[0]! + lacks[1]!) / sum;
  const across = (lacks[0]! - lacks[1]!) / squared(normals, -1);
  // Where one of them would have to pull, it is not in the way.
  if (walls.count < 2 || sum < FACING_WALLS || along < Math.abs(across)) {
    lacks[1 - here]! -= lack * facing(normals, 1 - here, normal);
    lacks[here] = 0;
    return false;
  }
  let size = 0;
  for (let k = 0; k < 3; k++) {
    step[k] = (along + across) * normals[k]! + (along - across) * normals[3 + k]!;
    size += step[k]! ** 2;
  }
  const share = Math.min(1, longest / Math.sqrt(size));
  for (let k = 0; k < 3; k++) step[k]! *= share;
  for (let n = 0; n < 2; n++) lacks[n]! *= 1 - share;
  return true;
}

/** Where a wall is remembered: of two, in place of that which faces more its way. */
function placeFor(walls: Walls, normal: Vector): 0 | 1 {
  const { count, normals } = walls;
  if (count === 2) return facing(normals, 0, normal) >= facing(normals, 1, normal) ? 0 : 1;
  if (count === 1 && facing(normals, 0, normal) <= SAME_WALL) {
    walls.count = 2;
    return 1;
  }
  walls.count = 1;
  return 0;
}

function facing(normals: Float64Array, n: number, [x, y, z]: Vector): number {
  return normals[3 * n]! * x + normals[3 * n + 1]! * y + normals[3 * n + 2]! * z;
}

/** Of the two normals' sum, or difference. */
function squared(normals: Float64Array, sign: 1 | -1): number {
  let sum = 0;
  for (let k = 0; k < 3; k++) sum += (normals[k]! + sign * normals[3 + k]!) ** 2;
  return sum;
}
