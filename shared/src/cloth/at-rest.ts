import type { ClothSession, ClothTask, Holding } from './cloth-solver.ts';
import { cpuSolver } from './cpu-solver.ts';
import type { Phase } from './phase.ts';

/** Seconds of a frame: cloth is looked at as often as a film shows it. */
export const FRAME = 1 / 60;
/** A vertex that goes farther in a frame moves, metres. */
const MOVES = 0.0003;
/** Of cloth at rest fewer vertices than this share move. */
const FEW = 0.015;
/** Frames for which written cloth is let go. */
export const LET_GO_FRAMES = 12;
/** Metres: less than it keeps off the skin. */
const STRAYS = 0.003;
/** Share of its velocity that cloth that was let go loses in a second, as a rate: what the solver's finest mesh settles with, 2 % in 1/3600 s. */
const LOSS_RATE = 72;

/**
 * Share of the vertices that move between two frames.
 *
 * @param before xyz triples, metres. @param after The same a frame later.
 */
export function movingShare(before: ArrayLike<number>, after: ArrayLike<number>): number {
  let moving = 0;
  for (let i = 0; i < before.length; i += 3) {
    const dx = after[i]! - before[i]!;
    const dy = after[i + 1]! - before[i + 1]!;
    const dz = after[i + 2]! - before[i + 2]!;
    if (dx * dx + dy * dy + dz * dz > MOVES * MOVES) moving++;
  }
  return before.length === 0 ? 0 : (3 * moving) / before.length;
}

/**
 * Metres within which 95 % of the vertices stay.
 *
 * @param before xyz triples, metres. @param after The same later.
 */
export function strayed(before: ArrayLike<number>, after: ArrayLike<number>): number {
  return straying(before, after)(0.95);
}

/**
 * Tells within how many metres a share of the vertices stay.
 *
 * @param before xyz triples, metres. @param after The same later.
 */
export function straying(
  before: ArrayLike<number>,
  after: ArrayLike<number>,
): (share: number) => number {
  const ways = new Float64Array(before.length / 3);
  for (let v = 0, i = 0; v < ways.length; v++, i += 3) {
    const dx = after[i]! - before[i]!;
    const dy = after[i + 1]! - before[i + 1]!;
    const dz = after[i + 2]! - before[i + 2]!;
    ways[v] = dx * dx + dy * dy + dz * dz;
  }
  ways.sort();
  return (share) => Math.sqrt(ways[Math.floor(share * ways.length)] ?? 0);
}

/**
 * The test of rest that GarmentCodeData uses (Korosteleva et al. 2024): in a sixtieth of a second fewer than
 * 1.5 % of the vertices move by more than 0.3 mm. In free fall all do, by 1.4 mm in the first frame.
 *
 * @param share Of `movingShare`.
 */
export function isAtRest(share: number): boolean {
  return share < FEW;
}

/**
 * Lets cloth go on, and looks at it after each frame.
 *
 * @param free How it goes on; for how long is not looked at.
 * @returns The share of its vertices that moved in each frame.
 */
export async function watchMoving(
  session: Pick<ClothSession, 'run' | 'read'>,
  free: Phase,
  holding: Holding,
  frames: number,
): Promise<number[]> {
  const placesNow = async () => Float32Array.from((await session.read()).positions);
  const frame = { ...free, substeps: Math.round(FRAME / free.dt) };
  const moving: number[] = [];
  let before = await placesNow();
  for (let n = 0; n < frames; n++) {
    await session.run(frame, holding);
    const after = await placesNow();
    moving.push(movingShare(before, after));
    before = after;
  }
  return moving;
}

/** What became of cloth that was let go. */
export interface LetGo {
  /** The share of its vertices that moved in each frame. */
  readonly moving: readonly number[];
  /** Metres from where it lay within which 95 % of its vertices are after the last frame. */
  readonly strayed: number;
}

/**
 * Lets cloth go from where it lies, without any speed, with all of its weight, and watches it.
 *
 * @param last How its solver went on with it at last: time step, contact and stiffness are that phase's.
 */
export async function letGo(
  task: ClothTask,
  last: Phase,
  holding: Holding,
  frames: number,
): Promise<LetGo> {
  const session = await cpuSolver.open(task);
  try {
    const free = { ...last, gravity: 1, keep: Math.exp(-LOSS_RATE * last.dt) };
    const moving = await watchMoving(session, free, holding, frames);
    return { moving, strayed: strayed(task.positions, (await session.read()).positions) };
  } finally {
    session.close();
  }
}

/**
 * The test of rest of written cloth: at most 0.2 s after it was let go it is at rest by GarmentCodeData's, and
 * then still where it was written, 95 % of it within 3 mm. Cloth that falls as freely as the air lets it goes
 * 25 mm in that time.
 */
export function restsWhereItLies({ moving, strayed }: LetGo): boolean {
  return isAtRest(moving.at(-1) ?? 1) && strayed < STRAYS;
}
