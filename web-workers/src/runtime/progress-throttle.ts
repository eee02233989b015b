import type { Stage } from '@fitroom/shared/job/context';
import type { Stance } from '@fitroom/shared/posing/stances';
import type { JobEvent } from '../protocol/job-events.ts';

/** A person sees no difference below this, and each event costs a task on the page's thread. */
const MIN_INTERVAL_MS = 50;

/**
 * Share of a job's time that each of its stages takes, in the order in which they come, measured on
 * two cores at `med`; sums to 1.
 */
export type StageShares = Readonly<Partial<Record<Stage, number>>>;

export const TRY_ON_SHARES: StageShares = {
  decode: 0.04,
  matte: 0.23,
  outline: 0.09,
  pattern: 0.05,
  texture: 0.05,
  pose: 0.08,
  drape: 0.28,
  fit: 0.06,
  write: 0.07,
  render: 0.05,
};
/** Of a garment that is only taken off its background. */
export const CUT_OUT_SHARES: StageShares = { decode: 0.15, matte: 0.85 };
/** Of a garment that networks make on this device, before it is put on. */
export const GENERATE_SHARES: StageShares = {
  decode: 0.03,
  matte: 0.07,
  reconstruct: 0.7,
  texture: 0.17,
  write: 0.03,
};
export const FIT_SHARES: StageShares = {
  pattern: 0.04,
  pose: 0.14,
  drape: 0.52,
  fit: 0.08,
  write: 0.16,
  render: 0.06,
};

/** Of a 3D file that is looked at, and put on: large ones take their time to be read and opened. */
export const LOOK_SHARES: StageShares = { decode: 1 };
export const MESH_SHARES: StageShares = {
  decode: 0.12,
  fit: 0.4,
  drape: 0.25,
  write: 0.15,
  render: 0.08,
};

/** Most often the garment lies on its body already; draping it again comes first where it does not. */
const POSE_SHARES: StageShares = { pose: 0.1, drape: 0.2, fit: 0.3, write: 0.3, render: 0.1 };
/** The poses, which are told as the second half of `write`, come before the steps: a fourth of the time. */
const SIMULATED_WALK_SHARES: StageShares = { pose: 0.05, write: 0.3, drape: 0.6, render: 0.05 };

/** Of a garment that is taken into a pose, or walks. */
export function stanceShares(stance: Stance): StageShares {
  return stance === 'walk-simulated' ? SIMULATED_WALK_SHARES : POSE_SHARES;
}
/** Of a 3D file that walks: it is read, opened and put on first, then as a garment that walks. */
export function meshWalkShares(isSimulated: boolean): StageShares {
  return isSimulated
    ? { decode: 0.02, fit: 0.08, write: 0.25, drape: 0.6, render: 0.05 }
    : { decode: 0.1, fit: 0.25, drape: 0.15, write: 0.4, render: 0.1 };
}
export const MAP_SHARES: StageShares = { fit: 0.6, write: 0.4 };

/** All drapes of an outfit report as one. */
export const OUTFIT_SHARES: StageShares = { drape: 0.7, write: 0.12, fit: 0.12, render: 0.06 };

/** Of an outfit that walks: most often it hangs already, and every frame is laid over anew. */
export function outfitWalkShares(isSimulated: boolean): StageShares {
  return isSimulated
    ? { drape: 0.08, write: 0.88, render: 0.04 }
    : { drape: 0.2, write: 0.74, render: 0.06 };
}

/**
 * Turns (stage, fraction) calls into few events with one rising number for the whole job.
 *
 * A stage counts as begun when it first reports and all that come before it as done; a stage
 * without a share moves nothing, nor does one that is gone through again. The first event of each stage is always posted.
 */
export function createProgressThrottle(
  shares: StageShares,
  now: () => number,
  post: (event: JobEvent) => void,
): (stage: Stage, fraction: number) => void {
  let lastPosted = Number.NEGATIVE_INFINITY;
  let lastStage: Stage | null = null;
  let overall = 0;
  return (stage, fraction) => {
    let before = 0;
    for (const [name, share] of Object.entries(shares)) {
      if (name === stage) {
        const within = Math.min(1, Math.max(0, fraction)) * share;
        overall = Math.min(1, Math.max(overall, before + within));
      }
      before += share;
    }
    const time = now();
    if (stage === lastStage && time - lastPosted < MIN_INTERVAL_MS) return;
    lastPosted = time;
    lastStage = stage;
    post({ type: 'progress', stage, overall });
  };
}
