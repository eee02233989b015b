import type { BodyMeasures } from './body-measures.ts';
import type { PanelRun, PanelRuns } from './panel-outlines.ts';
import { runLength } from './run-points.ts';

/** An armhole is longer round than the upper arm by at least this, metres. */
const ARM_SPARE = 0.06;
/** No more than this share of a side seam is opened. */
const MOST_OF_SIDE = 0.3;

/**
 * Opens side seams from the armpit down where an armhole would not let the arm through: cap sleeves
 * and drapes hang over the arm and hide on the photo how deep the armhole is.
 */
export function deepenArmholes(runs: PanelRuns, body: BodyMeasures): PanelRuns {
  const needed = (body.upperArm + ARM_SPARE) / 2;
  return { back: deepened(runs.back, needed), front: deepened(runs.front, needed) };
}

/** Points go from a side to the armhole that it ends in, alike on both panels. */
function deepened(runs: readonly PanelRun[], needed: number): readonly PanelRun[] {
  const deep = [...runs];
  for (const side of ['left', 'right'] as const) {
    const armholeAt = deep.findIndex((run) => run.kind === 'armhole' && run.side === side);
    const sideAt = deep.findIndex((run) => run.kind === 'side' && run.side === side);
    if (armholeAt < 0 || sideAt < 0) continue;
    const armhole = deep[armholeAt]!;
    const seam = deep[sideAt]!;
    const lack = Math.min(
      needed - runLength(armhole.points),
      MOST_OF_SIDE * runLength(seam.points),
    );
    if (lack <= 0) continue;
    // Outlines run clockwise: the left side starts at its armpit, the right one ends there.
    const points = seam.points;
    const last = points.length / 2 - 1;
    let taken = 1;
    const along = (count: number) =>
      side === 'left'
        ? runLength(points.subarray(0, 2 * count + 2))
        : runLength(points.subarray(2 * (last - count)));
    while (taken < last - 1 && along(taken) < lack) taken++;
    const cut = side === 'left' ? taken : last - taken;
    const above = points.slice(0, 2 * cut + 2);
    const below = points.slice(2 * cut);
    if (side === 'left') {
      deep[armholeAt] = { ...armhole, points: joined(armhole.points, above) };
      deep[sideAt] = { ...seam, points: below };
    } else {
      deep[armholeAt] = { ...armhole, points: joined(below, armhole.points) };
      deep[sideAt] = { ...seam, points: above };
    }
  }
  return deep;
}

function joined(first: Float64Array, second: Float64Array): Float64Array {
  return Float64Array.from([...first, ...second.subarray(2)]);
}
