import { strayed } from '../cloth/at-rest.ts';
import type { ClothSession } from '../cloth/cloth-solver.ts';
import { copiedState } from '../cloth/cloth-state.ts';

/** Metres that 95 % of the cloth goes less than in a look's time: it lies still. */
const STILL = 0.00045;
/** The same of cloth that may be about to. */
const SLOW = 0.004;
/** Metres that such cloth may have left to go. Let go with as much left, it goes about a third of it in 0.2 s, for it is slowed more then. */
const LITTLE_LEFT = 0.0045;
/** Looks before which nothing is said of what is left: fitted cloth has no speed, and first takes some up. */
const SPEEDS_UP = 2;
/** Looks after which cloth is left as it lies, still or not: 0.4 s. */
const MOST_LOOKS = 48;

/**
 * Lets cloth come to rest, until it lies still or has little left to go. Cloth that slows down evenly, by r from look to
 * look, has r / (1 - r) times its last way left: tops lie still after a few looks, the folds of wide dresses creep on long
 * after they have become slow.
 *
 * @param settle Lets it go on for a 120th of a second.
 * @param press Called after each, to mend what folded in it; where it cannot (false), the cloth is left as
 *   it was before.
 */
export async function comeToRest(
  session: Pick<ClothSession, 'read' | 'write'>,
  settle: () => Promise<void>,
  press: () => Promise<boolean> = async () => true,
): Promise<void> {
  let last = 0;
  for (let look = 0; look < MOST_LOOKS; look++) {
    const before = copiedState(await session.read());
    await settle();
    if (!(await press())) {
      session.write(before);
      return;
    }
    const way = strayed(before.positions, (await session.read()).positions);
    const left = way < last ? (way * way) / (last - way) : Number.POSITIVE_INFINITY;
    if (way < STILL || (look >= SPEEDS_UP && way < SLOW && left < LITTLE_LEFT)) return;
    last = way;
  }
}
