import type { Category, Quality } from '../garment/vocabulary.ts';
import type { RgbaImage } from '../image/image.ts';
import { CancelledError, type JobContext, type Stage } from '../job/context.ts';
import { InputError } from '../job/input-error.ts';
import { limitStages, type StageLimits } from '../job/limit-stages.ts';
import { DETAILS } from '../messages/details.ts';
import { JOB_LINES } from '../messages/job-lines.ts';
import type { Sentence } from '../messages/sentence.ts';
import type { NeuralOptions } from './neural-generator.ts';
import { isOutOfMemory } from './out-of-memory.ts';

/** What is asked of a generator and of the file that its mesh becomes. */
export interface MeshOptions extends NeuralOptions {
  readonly category: Category;
  /** Pixels of the texture's sides; null: as the quality has it. */
  readonly textureSize: number | null;
}

/** What a generator makes, ready to be put on as any mesh is. */
export interface MadeMesh {
  /** The closed, coloured mesh as a file. */
  readonly glb: Uint8Array;
  /** Pictures made on the way, in the order made. */
  readonly views: readonly RgbaImage[];
  /** For people, in the report. */
  readonly warnings: readonly string[];
}

/**
 * One photo, cut out, to a mesh: by networks here, or by whoever else does it.
 *
 * @throws {CancelledError} once the signal is aborted.
 */
export type MeshMaker = (
  cutOut: RgbaImage,
  options: MeshOptions,
  context: JobContext,
) => Promise<MadeMesh>;

/** How a run is held in bounds. */
export interface RunLimits {
  /** For each try. */
  readonly stages: StageLimits;
  /** Whether a run at med that ran out of memory or time is made once more at low. */
  readonly retriesAtLow: boolean;
  /** Gives back what a failed try left open, before the next one and at the end. */
  release(): Promise<void>;
}

/** Why a try failed that might go well with less to do. */
type Shortage = { readonly of: 'memory' } | { readonly of: 'time'; readonly stage: Stage };

/**
 * Runs a generator within its limits: out of memory or out of time at med, it gets one more try at low.
 *
 * @returns what was made, and the quality that it was made at.
 * @throws {InputError} `out-of-memory` or `time-limit` when the last try ran out of it.
 * @throws {CancelledError}
 */
export async function generateOrLower(
  make: MeshMaker,
  cutOut: RgbaImage,
  options: MeshOptions,
  limits: RunLimits,
  context: JobContext,
): Promise<MadeMesh & { readonly quality: Quality }> {
  const attempt = async (quality: Quality) => {
    const limited = limitStages(context, limits.stages);
    const asked = { ...options, quality, large: options.large && quality === 'med' };
    try {
      return { made: { ...(await make(cutOut, asked, limited.context)), quality } };
    } catch (error) {
      const stage = limited.lateStage();
      const isLate = error instanceof CancelledError && !context.signal.aborted && stage !== null;
      if (isLate) return { shortage: { of: 'time', stage } as const, error };
      if (isShortOfMemory(error)) return { shortage: { of: 'memory' } as const, error };
      throw error;
    } finally {
      await limits.release();
    }
  };
  const first = await attempt(options.quality);
  if (first.made) return first.made;
  if (options.quality === 'low' || !limits.retriesAtLow) {
    throw shortageError(first.shortage, options.quality, limits, first.error);
  }
  const line = loweredLine(first.shortage, limits);
  context.log(line);
  const second = await attempt('low');
  if (second.made) return { ...second.made, warnings: [line.en, ...second.made.warnings] };
  throw shortageError(second.shortage, 'low', limits, second.error);
}

/** By a runtime's words, or by the code of a host that knows better. */
function isShortOfMemory(error: unknown): boolean {
  return (error instanceof InputError && error.code === 'out-of-memory') || isOutOfMemory(error);
}

const secondsOf = (stage: Stage, { stages }: RunLimits) => Math.round((stages[stage] ?? 0) / 1000);

function loweredLine(shortage: Shortage, limits: RunLimits): Sentence {
  return shortage.of === 'memory'
    ? JOB_LINES.loweredForMemory()
    : JOB_LINES.loweredForTime(shortage.stage, secondsOf(shortage.stage, limits));
}

function shortageError(
  shortage: Shortage,
  quality: Quality,
  limits: RunLimits,
  cause: unknown,
): InputError {
  const isLow = quality === 'low';
  if (shortage.of === 'memory') {
    return new InputError('out-of-memory', DETAILS.outOfMemory(quality, isLow), { cause });
  }
  const seconds = secondsOf(shortage.stage, limits);
  const detail = DETAILS.stageTooLong(shortage.stage, seconds, quality, isLow);
  return new InputError('time-limit', detail, { cause });
}
