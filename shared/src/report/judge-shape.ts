import { type FittedFigures, MAX_STRAIN_P95 } from './measure-fitted.ts';
import type { ShapeKept } from './shape-kept.ts';

/** Limits of docs/gates.md for meshes without a pattern. */
export const MIN_MESH_OUTLINE_IOU = 0.8;
export const MAX_TORN_SHARE = 0.002;
/** Metres from the skin in the mean; the widest skirt has a third of it. */
export const MAX_MEAN_GAP = 0.3;

/** What became of a mesh while it was put on. */
export interface KeptShape extends ShapeKept {
  /** How many arms do not go through their sleeve or armhole. */
  readonly armsBeside: number;
}

/**
 * The figures of a mesh without a pattern, judged by its own shape too: whoever put it on must not have
 * cropped, torn or stretched it out of it.
 *
 * @param kept Null leaves the figures as they are.
 */
export function judgeShape(figures: FittedFigures, kept: KeptShape | null): FittedFigures {
  if (kept === null) return figures;
  const { strain, tornShare, outlineIou, armsBeside } = kept;
  const faults: string[] = [];
  if (outlineIou < MIN_MESH_OUTLINE_IOU) {
    faults.push(`only ${percent(outlineIou)} of its front view is left as it came`);
  }
  if (tornShare > MAX_TORN_SHARE) {
    faults.push(`${percent(tornShare)} of its edges are torn to more than twice their length`);
  }
  if (armsBeside > 0) {
    faults.push(armsBeside > 1 ? 'no arm is in its sleeve' : 'an arm is not in its sleeve');
  }
  if (figures.gapMean > MAX_MEAN_GAP) {
    const away = (100 * figures.gapMean).toFixed(0);
    faults.push(`it came out far too large, ${away} cm away from the body in the mean`);
  }
  return {
    ...figures,
    strain,
    coverageFaults: [...figures.coverageFaults, ...faults],
    gates: {
      ...figures.gates,
      coverage: figures.gates.coverage && faults.length === 0,
      strain: strain.p95 <= MAX_STRAIN_P95,
    },
  };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
