import type { WalkFrameFigures } from '../posing/swing-cloth.ts';
import type { ReportWalk, WornReport } from './report.ts';
import { round } from './round.ts';

/** A simulated walk's figures as a report says them. */
export function reportWalk(frames: readonly WalkFrameFigures[]): ReportWalk {
  return {
    frames: frames.map((frame) => ({
      simulated: frame.simulated,
      strain_mean: round(frame.strainMean, 4),
      strain_p95: round(frame.strainP95, 4),
      penetrating_vertices: frame.penetratingVertices,
    })),
    skinned_frames: frames.filter(({ simulated }) => !simulated).length,
  };
}

/** What a person should know of it; nothing where the solver's cloth held throughout. */
export function walkWarnings({ frames, skinned_frames }: ReportWalk): string[] {
  if (skinned_frames === 0) return [];
  return [
    `In ${skinned_frames} of ${frames.length} frames of the walk the simulated cloth did not hold; there it follows the body as without simulation.`,
  ];
}

/**
 * The simulated walks of garments that are worn together as one: of each frame the worst figures, and whether all of
 * them are simulated in it.
 *
 * @param walks At least one, of the same frames.
 */
export function walkTogether(walks: readonly ReportWalk[]): ReportWalk {
  const frames = walks[0]!.frames.map((_, k) => {
    const there = walks.map(({ frames: own }) => own[k]!);
    return {
      simulated: there.every(({ simulated }) => simulated),
      strain_mean: Math.max(...there.map(({ strain_mean }) => strain_mean)),
      strain_p95: Math.max(...there.map(({ strain_p95 }) => strain_p95)),
      penetrating_vertices: there.reduce((sum, frame) => sum + frame.penetrating_vertices, 0),
    };
  });
  return { frames, skinned_frames: frames.filter(({ simulated }) => !simulated).length };
}

/** A report with the figures of its simulated walk and what a person should know of them; null: there are none. */
export function withWalk<R extends Pick<WornReport, 'warnings'>>(
  report: R,
  walk: ReportWalk | null,
): R & { readonly walk?: ReportWalk } {
  return walk ? { ...report, walk, warnings: [...report.warnings, ...walkWarnings(walk)] } : report;
}
