import type { ClothSession } from '../cloth/cloth-solver.ts';
import { copiedState } from '../cloth/cloth-state.ts';
import type { StrainSummary } from '../cloth/strain.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import { type Iron, ironed } from '../untangle/iron-folds.ts';
import { EXACT, type FittingStrength, FULL, fitAgain, GENTLE } from './fit-again.ts';

/** Further fittings of a garment that still goes through itself, each after what does was ironed. */
const MOST_MORE = 10;
/** Further fittings of one that is still strained: from then on it is what no ease takes out. */
const MOST_STRAINED = 3;
/** Strain of cloth that hangs as it should, mean and 95th percentile. */
const LITTLE_STRAIN = { mean: 0.008, p95: 0.035 } as const;
/**
 * After all of them more than this share of what went through itself at first still does: no fold, but
 * cloth on the wrong side of an arm or of another part, which ironing only draws together in one point.
 */
const HOPELESS = 0.6;
/** Crossing edges that are a small fold's in any case: a few centimetres. */
const FEW = 100;
/** What is left ironed is ironed gently, so many times at most: smoothed more than it needs, cloth draws together in one point. */
const LAST_IRONINGS = 60;
/** Fittings of what is left ironed: nothing moves between them, so that each takes most of what is left. */
const LAST_FITTINGS = 6;

/** Until it is fitted again; the same where folds were ironed or strain is left; until it is at rest. */
export type Settling = 'fitting' | 'mending' | 'resting';

export interface Fitting {
  /** How many there are at least. */
  readonly times: number;
  /** See fitAgain. */
  readonly layers: Float32Array;
  readonly halfChest: number | null;
  /** Smooths what goes through itself and counts it; see foldIron. */
  readonly iron: Iron;
  /** How far cloth that is fitted so is from its lengths where it lies. */
  readonly strainOf: (fitted: SewnGarment, positions: ArrayLike<number>) => StrainSummary;
  /** Lets the cloth, fitted so, settle. */
  readonly settle: (fitted: SewnGarment, how: Settling) => Promise<void>;
}

/**
 * Fits a garment on the body it is cut for: several times let out and taken in, then left to settle. While
 * it goes through itself, what does is ironed before each fitting, which takes in what folded; a fold that
 * comes back to the last is left ironed. Where ironing does not help it is undone. Cloth that is strained
 * after all of them is fitted a little longer. At last it comes to rest, unless a fold comes back then.
 *
 * @param session of the garment as it hangs.
 * @returns The garment with the ease it was given.
 */
export async function fitOnBody(
  sewn: SewnGarment,
  session: Pick<ClothSession, 'read' | 'write'>,
  { times, layers, halfChest, iron, strainOf, settle }: Fitting,
): Promise<SewnGarment> {
  const start = copiedState(await session.read());
  const first = await ironed(session, iron);
  let fitted = sewn;
  const fit = async (strength: FittingStrength) => {
    fitted = fitAgain(fitted, layers, (await session.read()).positions, halfChest, strength);
  };
  for (let done = 0, isTangled = first > 0; done < times; done++) {
    if (done > 0 && isTangled) isTangled = (await ironed(session, iron)) > 0;
    await fit(first > 0 ? GENTLE : FULL);
    await settle(fitted, first > 0 ? 'mending' : 'fitting');
  }
  let isAtRest = first === 0;
  if (isAtRest) await settle(fitted, 'resting');
  const isStrained = async () => {
    const { mean, p95 } = strainOf(fitted, (await session.read()).positions);
    return mean > LITTLE_STRAIN.mean || p95 > LITTLE_STRAIN.p95;
  };
  let tangled = await ironed(session, iron);
  for (let more = 0; more < MOST_MORE; more++) {
    if (tangled === 0 && (more >= MOST_STRAINED || !(await isStrained()))) break;
    await fit(GENTLE);
    await settle(fitted, 'mending');
    isAtRest = false;
    tangled = await ironed(session, iron, more === MOST_MORE - 1);
  }
  if (tangled === 0) {
    if (isAtRest) return fitted;
    const mended = copiedState(await session.read());
    await settle(fitted, 'resting');
    if ((await ironed(session, iron)) > 0) session.write(mended);
    return fitted;
  }
  if (tangled <= Math.max(FEW, HOPELESS * first)) {
    for (let last = 0; last < LAST_IRONINGS; last++) {
      if ((await ironed(session, iron, true)) === 0) break;
    }
    for (let last = 0; last < LAST_FITTINGS; last++) await fit(EXACT);
    return fitted;
  }
  session.write(start);
  fitted = sewn;
  for (let done = 0; done < times + MOST_STRAINED; done++) {
    if (done >= times && !(await isStrained())) break;
    await fit(GENTLE);
    await settle(fitted, 'mending');
  }
  return fitted;
}
