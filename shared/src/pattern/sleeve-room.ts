import type { BodyMeasures } from './body-measures.ts';
import type { PanelRun } from './panel-outlines.ts';
import { reverseRun, runLength } from './run-points.ts';

/** A sleeve goes round the upper arm with this to spare, metres. */
const SLEEVE_SPARE = 0.02;
/** Length of underarm that goes round the upper arm, and from the armpit to the wrist, metres. */
const UPPER_ARM = 0.22;
const WHOLE_ARM = 0.45;
/** Clear of the rounded armpit, metres. */
const FROM_ARMPIT = 0.02;
/** Underarm points looked at: one in so many, about every 2 cm. */
const EVERY = 4;
/** Shortages below this are left to the cloth. */
const SMALLEST_SHORTAGE = 0.015;

/** A place where a sleeve is too narrow. */
export interface TightSleeve {
  /** Middle of the sleeve there, metres, pattern frame. */
  readonly x: number;
  readonly y: number;
  /** Across the flat sleeve, metres. */
  readonly width: number;
  /** Share of the width that is missing: 0.2 = it should be 20 % wider. */
  readonly shortage: number;
  /** Whether it goes round the upper arm, not the forearm. */
  readonly onUpperArm: boolean;
}

/** Where sleeves are narrower than the arm needs. */
export function tightSleeves(runs: readonly PanelRun[], body: BodyMeasures): TightSleeve[] {
  const tight: TightSleeve[] = [];
  for (const side of ['left', 'right'] as const) {
    const underarm = runs.find((run) => run.kind === 'underarm' && run.side === side);
    const shoulder = runs.find((run) => run.kind === 'shoulder' && run.side === side);
    if (!underarm || !shoulder) continue;
    const points = side === 'right' ? underarm.points : reverseRun(underarm.points);
    for (let i = 2 * EVERY; i < points.length; i += 2 * EVERY) {
      const along = runLength(points.subarray(0, i + 2));
      if (along > WHOLE_ARM) break;
      if (along < FROM_ARMPIT) continue;
      const across = nearest(shoulder.points, points[i]!, points[i + 1]!);
      const shortage = sleeveWidthFor(body, along) / across.distance - 1;
      if (shortage < SMALLEST_SHORTAGE) continue;
      tight.push({
        x: (points[i]! + across.x) / 2,
        y: (points[i + 1]! + across.y) / 2,
        width: across.distance,
        shortage,
        onUpperArm: along <= UPPER_ARM,
      });
    }
  }
  return tight;
}

/**
 * Flat width that lets the arm through a sleeve, metres.
 *
 * @param fromArmpit Along the under-arm edge, metres.
 */
export function sleeveWidthFor(body: BodyMeasures, fromArmpit: number): number {
  const down = Math.min(1, Math.max(0, (fromArmpit - UPPER_ARM) / (WHOLE_ARM - UPPER_ARM)));
  return (body.upperArm + down * (body.wrist - body.upperArm) + SLEEVE_SPARE) / 2;
}

function nearest(
  points: Float64Array,
  x: number,
  y: number,
): { readonly x: number; readonly y: number; readonly distance: number } {
  let best = { x, y, distance: Infinity };
  for (let i = 0; i < points.length; i += 2) {
    const distance = Math.hypot(points[i]! - x, points[i + 1]! - y);
    if (distance < best.distance) best = { x: points[i]!, y: points[i + 1]!, distance };
  }
  return best;
}
