import type { ClothSession, Holding } from './cloth-solver.ts';
import type { Phase } from './simulate.ts';

/** Seconds of a frame: cloth is looked at as often as a film shows it. */
export const FRAME = 1 / 60;
/** A vertex that goes farther in a frame moves, metres. */
const MOVES = 0.0003;
/** Of cloth at rest fewer vertices than this share move. */
const FEW = 0.015;

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
