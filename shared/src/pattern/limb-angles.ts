import type { PanelRun } from './panel-outlines.ts';
import { reverseRun, runLength } from './run-points.ts';

/** Length of over-arm and underarm near the cuff from which the sleeve's direction is read, metres. */
const SLEEVE_END = 0.3;

/** Angle of a sleeve's axis below the horizontal, radians, or null without a sleeve on that side. */
export function sleeveAngle(runs: readonly PanelRun[], side: 'left' | 'right'): number | null {
  const cuff = runs.find((run) => run.kind === 'cuff' && run.side === side);
  const underarm = runs.find((run) => run.kind === 'underarm' && run.side === side);
  const shoulder = runs.find((run) => run.kind === 'shoulder' && run.side === side);
  if (!cuff || !underarm || !shoulder) return null;
  // Both edges walked from the body to the cuff.
  const under = endDirection(side === 'left' ? reverseRun(underarm.points) : underarm.points);
  const reach = Math.min(SLEEVE_END, 1.2 * runLength(underarm.points));
  const over = endDirection(
    side === 'left' ? shoulder.points : reverseRun(shoulder.points),
    Math.max(reach, 0.06),
  );
  const x = under[0] + over[0];
  const y = under[1] + over[1];
  return Math.atan2(-y, Math.abs(x));
}

/** Angle of a leg's axis from the vertical, outwards positive, radians, or null without a leg there. */
export function legAngle(runs: readonly PanelRun[], side: 'left' | 'right'): number | null {
  const leg = runs.find((run) => run.kind === 'leg' && run.side === side);
  const inseam = runs.find((run) => run.kind === 'inseam' && run.side === side);
  const outer = runs.find(
    (run) => (run.kind === 'outseam' || run.kind === 'side') && run.side === side,
  );
  if (!leg || !inseam || !outer) return null;
  const legLength = runLength(inseam.points);
  const inner = endDirection(
    side === 'left' ? reverseRun(inseam.points) : inseam.points,
    legLength,
  );
  const outseam = endDirection(
    side === 'left' ? outer.points : reverseRun(outer.points),
    legLength,
  );
  const x = inner[0] + outseam[0];
  const y = inner[1] + outseam[1];
  return Math.atan2(side === 'left' ? x : -x, -y);
}

/** Unit direction of the last `length` of a run, from there to its end. */
function endDirection(points: Float64Array, length = SLEEVE_END): readonly [number, number] {
  const endX = points.at(-2)!;
  const endY = points.at(-1)!;
  let along = 0;
  let i = points.length - 2;
  while (i > 0 && along < length) {
    along += Math.hypot(points[i]! - points[i - 2]!, points[i + 1]! - points[i - 1]!);
    i -= 2;
  }
  const dx = endX - points[i]!;
  const dy = endY - points[i + 1]!;
  const norm = Math.hypot(dx, dy) || 1;
  return [dx / norm, dy / norm];
}
