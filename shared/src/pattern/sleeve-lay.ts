import type { SleeveLay, SleeveRung } from './pattern.ts';

/*
 * A sleeve as the photo shows it and as it is cut are two ladders with the same rungs, each from the
 * over-arm edge to the under-arm edge. Between two rungs a point keeps its share of the way from rung
 * to rung and its share of the way along the rung, so either place follows from the other exactly.
 */

const NEWTON_STEPS = 6;

/** Which of a rung's two pairs of ends a point is given in. */
type Frame = keyof SleeveRung;
type Ends = SleeveRung[Frame];

/**
 * Moves a point of a panel as it is cut to where the photo shows it; pattern frame, in place.
 *
 * @returns Whether it lies on one of the sleeves.
 */
export function seenOnSleeves(
  sleeves: readonly SleeveLay[] | null | undefined,
  at: { [index: number]: number },
): boolean {
  return (sleeves ?? []).some((sleeve) => moveWithRungs(sleeve, 'laid', at, sleeve.bulge));
}

/** Moves a point that the photo shows on a sleeve to where it is cut; pattern frame, in place. Points before the armhole stay. */
export function laidOnSleeve(sleeve: SleeveLay, at: { [index: number]: number }): void {
  moveWithRungs(sleeve, 'seen', at, Number.POSITIVE_INFINITY);
}

/** @returns Whether the point lies on the sleeve and was moved from this frame to the other one. */
function moveWithRungs(
  { side, rungs }: SleeveLay,
  frame: Frame,
  at: { [index: number]: number },
  bulge: number,
): boolean {
  const x = at[0]!;
  const y = at[1]!;
  const outwards = side === 'left' ? 1 : -1;
  let found = -1;
  let u = 0;
  let v = 0;
  let nearest = Number.POSITIVE_INFINITY;
  let before = outwards * beyond(endsOf(rungs[0]!, frame), x, y);
  for (let k = 0; k + 1 < rungs.length; k++) {
    const after = outwards * beyond(endsOf(rungs[k + 1]!, frame), x, y);
    const last = k + 2 === rungs.length;
    if (before >= 0 && (after < 0 || (last && after < before))) {
      const share = shareBetween(rungs[k]!, rungs[k + 1]!, frame, x, y, before / (before - after));
      const [ox, oy, ux, uy] = endsBetween(rungs[k]!, rungs[k + 1]!, frame, share);
      const dx = ux - ox;
      const dy = uy - oy;
      const length = Math.sqrt(dx * dx + dy * dy);
      const along = ((x - ox) * dx + (y - oy) * dy) / (length * length);
      // Rungs are not parallel and meet somewhere beside the sleeve: the nearest strip is meant.
      const outside = Math.max(0, -along * length, (along - 1) * length);
      if (outside < nearest) {
        nearest = outside;
        found = k;
        u = share;
        v = along;
      }
    }
    before = after;
  }
  if (found < 0 || nearest > bulge) return false;
  const [ox, oy, ux, uy] = endsBetween(
    rungs[found]!,
    rungs[found + 1]!,
    frame === 'seen' ? 'laid' : 'seen',
    u,
  );
  at[0] = ox + v * (ux - ox);
  at[1] = oy + v * (uy - oy);
  return true;
}

/** The share of the way from one rung to the next at which the rung between them passes through a point. */
function shareBetween(
  a: SleeveRung,
  b: SleeveRung,
  frame: Frame,
  x: number,
  y: number,
  guess: number,
): number {
  const [ox, oy, ux, uy] = endsOf(a, frame);
  const [px, py, qx, qy] = endsOf(b, frame);
  let u = guess;
  for (let i = 0; i < NEWTON_STEPS; i++) {
    const ends = endsBetween(a, b, frame, u);
    const dx = ends[2] - ends[0];
    const dy = ends[3] - ends[1];
    const slope =
      (qx - px - ux + ox) * (y - ends[1]) -
      (qy - py - uy + oy) * (x - ends[0]) -
      dx * (py - oy) +
      dy * (px - ox);
    if (slope === 0) break;
    u -= beyond(ends, x, y) / slope;
  }
  return u;
}

/** By name: a key that changes is looked up anew each time, for a sleeve of many rungs and a mesh of many points. */
function endsOf(rung: SleeveRung, frame: Frame): Ends {
  return frame === 'laid' ? rung.laid : rung.seen;
}

/** How far a point lies beside a rung, times the rung's length; positive towards the wearer's left. */
function beyond(ends: Ends, x: number, y: number): number {
  const ox = ends[0];
  const oy = ends[1];
  return (ends[2] - ox) * (y - oy) - (ends[3] - oy) * (x - ox);
}

function endsBetween(a: SleeveRung, b: SleeveRung, frame: Frame, u: number): Ends {
  const p = endsOf(a, frame);
  const q = endsOf(b, frame);
  return [
    p[0] + u * (q[0] - p[0]),
    p[1] + u * (q[1] - p[1]),
    p[2] + u * (q[2] - p[2]),
    p[3] + u * (q[3] - p[3]),
  ];
}
