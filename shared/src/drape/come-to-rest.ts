import { strayed } from '../cloth/at-rest.ts';
import type { ClothSession } from '../cloth/cloth-solver.ts';
import { copiedState } from '../cloth/cloth-state.ts';

/** Metres that 95 % of the cloth goes less than in a look's time: it lies still. */
const STILL = 0.0003;
/** Metres that cloth may have left to go that lies still soon. Let go with as much left, it goes less in 0.2 s, for it is slowed more then. */
const LITTLE_LEFT = 0.0035;
/** Looks over which it is told how evenly cloth slows down: what shakes, or was pressed, does not from one to the next. */
const OVER = 4;
/** Looks after which cloth is left as it lies, still or not: 0.4 s. */
const MOST_LOOKS = 48;
/** The same of a known size: what is larger than its body goes on folding, and hardly more of it ever lies still (6 garments of 16, with 48 looks 7). */
export const LOOKS_UNFITTED = 16;

/**
 * Lets cloth come to rest, until it lies still or has little left to go. Cloth that slows down evenly, by r from look to
 * look, has r / (1 - r) times its last way left: tops lie still after a few looks, the folds of wide dresses creep on long
 * after they have become slow.
 *
 * @param settle Lets it go on for a 120th of a second.
 * @param press Called after each, to mend what folded in it; where it cannot (false), the cloth is left as
 *   it was before.
 * @param mostLooks Left out: 0.4 s.
 */
export async function comeToRest(
  session: Pick<ClothSession, 'read' | 'write'>,
  settle: () => Promise<void>,
  press: () => Promise<boolean> = async () => true,
  mostLooks = MOST_LOOKS,
): Promise<void> {
  const ways: number[] = [];
  for (let look = 0; look < mostLooks; look++) {
    const before = copiedState(await session.read());
    await settle();
    if (!(await press())) {
      session.write(before);
      return;
    }
    ways.push(strayed(before.positions, (await session.read()).positions));
    if (ways.at(-1)! < STILL || leftToGo(ways) < LITTLE_LEFT) return;
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
