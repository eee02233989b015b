import type { ClothSession } from '../cloth/cloth-solver.ts';
import { type Iron, pressed } from '../untangle/iron-folds.ts';
import { comeToRest } from './come-to-rest.ts';
import { LITTLE_STRAIN } from './fit-on-body.ts';

/** Share by which pressing may raise strain (95th percentile) of more than little. */
const RAISED = 1.3;
/** Passes of pressing in all: cloth that takes more of them is held up by its folds, and crumples on. */
const MOST_PASSES = 200;

/**
 * Lets a garment of a known size come to rest, whose lengths no fitting changes: what folds is pressed as far as its strain
 * allows. What is larger than its body goes on folding for a while.
 *
 * @param settle Lets it go on for a 120th of a second.
 * @param p95Of How far cloth is from its lengths where it lies, 95th percentile.
 */
export async function restUnfitted(
  session: Pick<ClothSession, 'read' | 'write'>,
  settle: () => Promise<void>,
  iron: Iron,
  p95Of: (positions: ArrayLike<number>) => number,
): Promise<void> {
  const p95Now = async () => p95Of((await session.read()).positions);
  const most = Math.max(LITTLE_STRAIN.p95, RAISED * (await p95Now()));
  let left = MOST_PASSES;
  const press = async () => {
    const passes = await pressed(session, iron);
    if (passes === 0) return true;
    left -= passes ?? MOST_PASSES;
    return left >= 0 && (await p95Now()) <= most;
  };
  await comeToRest(session, settle, { press });
}
