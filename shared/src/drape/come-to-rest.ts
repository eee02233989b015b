import { straying } from '../cloth/at-rest.ts';
import type { ClothSession } from '../cloth/cloth-solver.ts';
import { copiedState } from '../cloth/cloth-state.ts';

/**
 * Cloth lies still where a share of it goes less than `still` metres from look to look; it soon will where it has at most
 * `littleLeft` metres to go: let go, it goes less, for it is slowed more then. The test of rest looks at both shares, too:
 * most of it stays where it is, and all but a few points have stopped.
 */
const RESTS = [
  { share: 0.95, still: 0.0003, littleLeft: 0.0035 },
  { share: 0.985, still: 0.0004, littleLeft: 0.0045 },
] as const;
/** Looks over which it is told how evenly cloth slows down: what shakes, or was pressed, does not from one to the next. */
const OVER = 4;
/** Looks after which cloth is left as it lies, still or not: 0.4 s. */
const MOST_LOOKS = 48;

export interface RestingHow {
  /**
   * Called after each look, to mend what folded in it; where it cannot (false), the cloth is left as it was before.
   * Left out: nothing is mended.
   */
  readonly press?: () => Promise<boolean>;
  /** How many times as much cloth may have left to go; left out: 1. */
  readonly slack?: number;
}

/**
 * Lets cloth come to rest, until it lies still or has little left to go. Cloth that slows down evenly, by r from look to
 * look, has r / (1 - r) times its last way left: tops lie still after a few looks, the folds of wide dresses creep on long
 * after they have become slow.
 *
 * @param settle Lets it go on for a 120th of a second.
 */
export async function comeToRest(
  session: Pick<ClothSession, 'read' | 'write'>,
  settle: () => Promise<void>,
  { press = async () => true, slack = 1 }: RestingHow = {},
): Promise<void> {
  const ways: number[][] = RESTS.map(() => []);
  for (let look = 0; look < MOST_LOOKS; look++) {
    const before = copiedState(await session.read());
    await settle();
    if (!(await press())) {
      session.write(before);
      return;
    }
    const within = straying(before.positions, (await session.read()).positions);
    for (const [n, { share }] of RESTS.entries()) ways[n]!.push(within(share));
    const rests = RESTS.every(
      ({ still, littleLeft }, n) =>
        ways[n]!.at(-1)! < still || leftToGo(ways[n]!) < slack * littleLeft,
    );
    if (rests) return;
  }
}

/** Metres, from the ways between looks; none is known of cloth that gets quicker, nor of the first looks. */
function leftToGo(ways: readonly number[]): number {
  const way = ways.at(-1)!;
  const before = ways.at(-1 - OVER);
  if (before === undefined || way >= before) return Number.POSITIVE_INFINITY;
  const slowing = (way / before) ** (1 / OVER);
  return (way * slowing) / (1 - slowing);
}
