import type { HalfOutline } from './half-outline.ts';
import type { UpperSide } from './upper-side.ts';

/** A mirrored corner is looked for this near, in half torso widths. */
const REACH = 0.6;
/** Outline points between corners, at least. */
const LEAST_GAP = 2;

/**
 * Reads a half by its sound neighbour: the places nearest to the other half's corners, in order.
 *
 * @returns Null when the halves differ too much.
 */
export function mirrorSide(
  sound: HalfOutline,
  side: UpperSide,
  half: HalfOutline,
  torso: number,
): UpperSide | null {
  const corners = [side.neck, side.cuffOuter, side.cuffInner, side.armpit, side.hem];
  const places: number[] = [];
  let from = 0;
  for (const corner of corners) {
    let best = -1;
    let nearest = REACH * torso;
    for (let k = from; k < half.length - 1; k++) {
      const off = Math.hypot(half.u[k]! - sound.u[corner]!, half.v[k]! - sound.v[corner]!);
      if (off < nearest) {
        nearest = off;
        best = k;
      }
    }
    if (best < 0) return null;
    places.push(best);
    from = best + LEAST_GAP;
  }
  return {
    sleeved: side.sleeved,
    neck: places[0]!,
    cuffOuter: places[1]!,
    cuffInner: places[2]!,
    armpit: places[3]!,
    hem: places[4]!,
    score: 0,
    confidence: 0.35,
  };
}
