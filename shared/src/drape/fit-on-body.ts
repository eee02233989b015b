import type { ClothSession } from '../cloth/cloth-solver.ts';
import { copiedState } from '../cloth/cloth-state.ts';
import type { StrainSummary } from '../cloth/strain.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import { DRAWN_TOGETHER, type Iron, ironed, pressed } from '../untangle/iron-folds.ts';
import { comeToRest } from './come-to-rest.ts';
import { EXACT, type FittingStrength, FULL, fitAgain, GENTLE } from './fit-again.ts';

/** Further fittings of a garment that still goes through itself, each after what does was ironed. */
const MOST_MORE = 10;
/** Further fittings of one that is still strained: from then on it is what no ease takes out. */
const MOST_STRAINED = 3;
/** Strain of cloth that hangs as it should, mean and 95th percentile. */
export const LITTLE_STRAIN = { mean: 0.008, p95: 0.035 } as const;
/**
 * After all of them more than this share of what went through itself at first still does: no fold, but
 * cloth on the wrong side of an arm or of another part, which ironing only draws together in one point.
 */
const HOPELESS = 0.6;
/** Crossing edges that are a small fold's in any case: a few centimetres. */
const FEW = 100;
/** Fittings of what is left ironed: nothing moves between them, so that each takes most of what is left. */
const LAST_FITTINGS = 6;
/**
 * Cloth that was fitted to where it lies has least left to go: let go, 95 % of it stay within 1.2 mm of where it was left
 * (the median of 198; at most 2.7) where the test of rest asks for 3. It is left after three fifths of the looks that 1 takes (0.7 mm).
 */
const SLACK = 2;

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
  /** Told where no ironing helps, or not everywhere, and the cloth is left as it folded. */
  readonly onLeftFolded?: () => void;
}

/**
 * Fits a garment on the body it is cut for: several times let out and taken in, then left to settle. While
 * it goes through itself, what does is ironed before each fitting, which takes in what folded. Cloth that is
 * strained after all of them is fitted a little longer. At last it comes to rest; what folds then, or folded to the last, is
 * pressed: ironed a little and taken in where it lies, and so it rests frame by frame. Where ironing does not help it is undone.
 *
 * @param session of the garment as it hangs.
 * @returns The garment with the ease it was given.
 */
export async function fitOnBody(
  sewn: SewnGarment,
  session: Pick<ClothSession, 'read' | 'write'>,
  { times, layers, halfChest, iron, strainOf, settle, onLeftFolded }: Fitting,
): Promise<SewnGarment> {
  const start = copiedState(await session.read());
  const first = await ironed(session, iron);
  let fitted = sewn;
  const fit = async (strength: FittingStrength) => {
    fitted = fitAgain(fitted, layers, (await session.read()).positions, halfChest, strength);
  };
  const strainNow = async () => strainOf(fitted, (await session.read()).positions);
  const isStrained = async () => {
    const { mean, p95 } = await strainNow();
    return mean > LITTLE_STRAIN.mean || p95 > LITTLE_STRAIN.p95;
  };
  const frame = () => settle(fitted, 'resting');
  let most = Number.POSITIVE_INFINITY;
  /** Whether no fold is left, and the cloth is not strained by that. */
  const press = async () => {
    const before = fitted;
    const passes = await pressed(session, iron);
    if (passes === 0) return true;
    if (passes !== null) {
      await fit(EXACT);
      if ((await strainNow()).p95 <= most) return true;
    }
    fitted = before;
    return false;
  };
  const restPressed = async () => {
    const { p95 } = await strainNow();
    most = Math.max(LITTLE_STRAIN.p95, p95);
    await comeToRest(session, frame, { press, slack: SLACK });
  };
  for (let done = 0, isTangled = first > 0; done < times; done++) {
    if (done > 0 && isTangled) isTangled = (await ironed(session, iron)) > 0;
    await fit(first > 0 ? GENTLE : FULL);
    await settle(fitted, first > 0 ? 'mending' : 'fitting');
  }
  let isAtRest = first === 0;
  if (isAtRest) await comeToRest(session, frame, { slack: SLACK });
  let tangled = await ironed(session, iron);
  let best = { tangled, fitted, state: copiedState(await session.read()) };
  for (let more = 0; more < MOST_MORE; more++) {
    if (tangled === 0 && (more >= MOST_STRAINED || !(await isStrained()))) break;
    await fit(GENTLE);
    await settle(fitted, 'mending');
    isAtRest = false;
    tangled = await ironed(session, iron, more === MOST_MORE - 1);
    if (tangled < best.tangled) {
      best = { tangled, fitted, state: copiedState(await session.read()) };
    }
  }
  if (tangled === 0) {
    if (!isAtRest) await restPressed();
    return fitted;
  }
  if (best.tangled <= Math.max(FEW, HOPELESS * first)) {
    if (best.tangled < tangled) {
      session.write(best.state);
      fitted = best.fitted;
    }
    await pressed(session, iron);
    for (let last = 0; last < LAST_FITTINGS; last++) await fit(EXACT);
    if ((await strainNow()).p95 < DRAWN_TOGETHER) {
      await restPressed();
      if (iron(copiedState(await session.read())) > 0) onLeftFolded?.();
      return fitted;
    }
  }
  onLeftFolded?.();
  session.write(start);
  fitted = sewn;
  for (let done = 0; done < times + MOST_STRAINED; done++) {
    if (done >= times && !(await isStrained())) break;
    await fit(GENTLE);
    await settle(fitted, 'mending');
  }
  return fitted;
}
