import type { Stage } from '@fitroom/shared/job/context';
import type { JobKind } from '../records/schema/stored-values.ts';

/**
 * Share of a job's time by stage, in the order they run in, as measured on a few photos; only the
 * evenness of the bar hangs on it.
 */
const WEIGHTS: Readonly<Record<Stage, number>> = {
  decode: 3,
  matte: 20,
  views: 0,
  reconstruct: 0,
  outline: 4,
  pattern: 2,
  texture: 8,
  pose: 10,
  drape: 32,
  fit: 8,
  write: 5,
  render: 8,
};
/** Of a garment that networks make, guessed: the views are most of it on any device. */
const NEURAL_WEIGHTS: Readonly<Record<Stage, number>> = {
  ...WEIGHTS,
  matte: 5,
  views: 50,
  reconstruct: 20,
  outline: 0,
  pattern: 0,
  texture: 5,
  pose: 0,
  drape: 10,
  render: 3,
};
const STAGES_IN_ORDER = Object.keys(WEIGHTS) as Stage[];

/** The stages that a garment already made no longer goes through. */
const FIT_STAGES: readonly Stage[] = ['pose', 'drape', 'fit', 'write', 'render'];

/**
 * Progress of a whole job from that of its stages: 0..1, never going back, whatever the order in
 * which the stages report.
 */
export function createOverallProgress(kind: JobKind, isNeural = false) {
  const stages = kind === 'fit' || kind === 'outfit' ? FIT_STAGES : STAGES_IN_ORDER;
  const weights = isNeural ? NEURAL_WEIGHTS : WEIGHTS;
  const total = stages.reduce((sum, stage) => sum + weights[stage], 0);
  let reached = 0;
  return (stage: Stage, fraction: number): number => {
    const place = stages.indexOf(stage);
    if (place < 0) return reached;
    const before = stages.slice(0, place).reduce((sum, s) => sum + weights[s], 0);
    const now = (before + weights[stage] * Math.min(1, Math.max(0, fraction))) / total;
    reached = Math.max(reached, now);
    return reached;
  };
}
