import type { GarmentFrame } from './garment-frame.ts';
import { axisCrossings, type HalfOutline, halfOutline } from './half-outline.ts';
import { findHood, type Hood } from './hood.ts';
import { readUpperSide, type UpperSide } from './upper-side.ts';

/** Both halves of an upper garment. */
export interface Upper {
  readonly leftHalf: HalfOutline;
  readonly rightHalf: HalfOutline;
  readonly left: UpperSide;
  readonly right: UpperSide;
  readonly hood: Hood | null;
  /** Half the torso's width at the armpits, pixels. */
  readonly torso: number;
}

/** An armpit is believed from this score on when the torso is measured by it. */
const BELIEVED_SLEEVE = 1.5;

/**
 * Reads an upper garment's corners; the torso's width is first guessed from the width profile and
 * then measured at the armpits that were found.
 *
 * @param end Outline point where the halves meet below: the hem's middle or the crotch.
 */
export function readUpper(frame: GarmentFrame, guess: number, end: number | null): Upper {
  const { top, bottom } = axisCrossings(frame);
  const leftHalf = halfOutline(frame, top, end ?? bottom, 'left');
  const rightHalf = halfOutline(frame, top, end ?? bottom, 'right');
  let torso = guess;
  for (let round = 0; ; round++) {
    const hood = findHood(leftHalf, rightHalf, torso);
    const left = readUpperSide(leftHalf, torso, frame.height, hood?.left ?? null);
    const right = readUpperSide(rightHalf, torso, frame.height, hood?.right ?? null);
    const widths: number[] = [];
    if (left.score >= BELIEVED_SLEEVE) widths.push(leftHalf.u[left.armpit]!);
    if (right.score >= BELIEVED_SLEEVE) widths.push(rightHalf.u[right.armpit]!);
    const measured = widths.length > 0 ? widths.reduce((a, b) => a + b) / widths.length : torso;
    const close = Math.abs(measured - torso) < 0.08 * torso;
    if (round >= 2 || close || measured < 0.4 * guess) {
      return { leftHalf, rightHalf, left, right, hood, torso };
    }
    torso = measured;
  }
}
