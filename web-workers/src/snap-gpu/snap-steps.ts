import { PASSES, RINGS } from '@fitroom/shared/fitting/smooth-moves';
import { CLEARING_ROUNDS, SMOOTHING_ROUNDS } from '@fitroom/shared/fitting/snap-to-skin';

export const ROUNDS = SMOOTHING_ROUNDS + CLEARING_ROUNDS;

/** Entry points of snap-kernel.wgsl.ts. */
export const ENTRIES = ['measure', 'sample', 'pull', 'grow', 'smooth_moves', 'finish'] as const;
export type Entry = (typeof ENTRIES)[number];

/** The round of what comes before the rounds. */
export const FIRST = -1;

/** One dispatch. */
export interface SnapStep {
  readonly entry: Entry;
  readonly round: number;
  /** Which ring grows, or which pass smooths; from 0. */
  readonly turn: number;
}

/**
 * All dispatches of a snap in turn: the first push, then the rounds of `snapClear`. Rounds that have nothing left to
 * do return at once, so that nothing is read back between them.
 */
export const SNAP_STEPS: readonly SnapStep[] = [
  { entry: 'measure', round: FIRST, turn: 0 },
  { entry: 'finish', round: FIRST, turn: 0 },
  ...Array.from({ length: ROUNDS }, (_, round) => roundSteps(round)).flat(),
];

/** The last pass of smoothing is part of `finish`. */
function roundSteps(round: number): SnapStep[] {
  const step = (entry: Entry, turn = 0): SnapStep => ({ entry, round, turn });
  if (round >= SMOOTHING_ROUNDS) return [step('sample'), step('pull'), step('finish')];
  return [
    step('sample'),
    step('pull'),
    ...Array.from({ length: RINGS }, (_, turn) => step('grow', turn)),
    ...Array.from({ length: PASSES - 1 }, (_, turn) => step('smooth_moves', turn)),
    step('finish', PASSES - 1),
  ];
}
