import type { GarmentFrame } from './garment-frame.ts';
import { axisCrossings, type HalfOutline, halfOutline } from './half-outline.ts';
import { findNeckPiece, type NeckPiece } from './neck-piece.ts';
import { neckPair, OPEN_ARMPIT, readUpperSide, type UpperSide } from './upper-side.ts';

/** Both halves of an upper garment. */
export interface Upper {
  readonly leftHalf: HalfOutline;
  readonly rightHalf: HalfOutline;
  readonly left: UpperSide;
  readonly right: UpperSide;
  /** A hood that lies above the shoulders. */
  readonly hood: NeckPiece | null;
  /** A collar or turtleneck stands there. */
  readonly collar: boolean;
  /** Half its width at its foot and its height, in half torso widths; 0 without one. */
  readonly collarWidth: number;
  readonly collarHeight: number;
  /** The collar slopes outwards from its top, as one that is turned down; a stand-up collar does not. */
  readonly turnedDown: boolean;
  /** Half the torso's width at the armpits, pixels. */
  readonly torso: number;
}

/** Collars and hoods this high (half torso widths) put the neck points at their foot. */
const HIGH_PIECE = 0.22;

/** Half torso widths: no neck is so wide. A turned-down collar whose foot is lies on the shoulders with its points. */
const WIDEST_NECK = 0.62;

/** Wider than this below its top beside its foot, a collar stands up: turned-down ones measured 0.65 to 0.85, stand-up ones 0.9. */
const UPRIGHT_COLLAR = 0.87;

/** A torso this much wider than the guess was measured at a hem. */
const MOST_GROWTH = 1.4;
/** An armpit is believed from this score on when the torso is measured by it. */
const BELIEVED_SLEEVE = 1.5;

/** A neck that sinks this far below its points (half torso widths) hangs between straps. */
const STRAP_DIP = 0.25;
/** Shoulders without straps leave the neck at most this share of their width. */
const NECK_OF_SHOULDERS = 0.78;

function isTurnedDown({ kind, upright }: NeckPiece): boolean {
  return kind === 'collar' && upright < UPRIGHT_COLLAR;
}

/** Place before which a half's neck point lies. */
function neckLimit(half: HalfOutline, side: UpperSide, torso: number): number {
  if (side.sleeved || half.v[0]! - half.v[side.cuffOuter]! > STRAP_DIP * torso) {
    return side.cuffOuter;
  }
  let k = 0;
  while (k < side.cuffOuter && half.u[k]! < NECK_OF_SHOULDERS * half.u[side.cuffOuter]!) k++;
  return Math.max(1, k);
}

/**
 * Reads an upper garment's corners; the torso's width is first guessed from the width profile and
 * then measured at the armpits that were found.
 *
 * @param lowestArmpit In half torso widths below the neck point: OPEN_ARMPIT, or more where closed
 *   slits are looked for.
 * @param end Outline point where the halves meet below: the hem's middle or the crotch.
 */
export function readUpper(
  frame: GarmentFrame,
  guess: number,
  end: number | null,
  lowestArmpit: number = OPEN_ARMPIT,
): Upper {
  const { top, bottom } = axisCrossings(frame);
  const leftHalf = halfOutline(frame, top, end ?? bottom, 'left');
  const rightHalf = halfOutline(frame, top, end ?? bottom, 'right');
  let torso = guess;
  const footWidth = (piece: NeckPiece) =>
    (leftHalf.u[piece.left]! + rightHalf.u[piece.right]!) / 2 / torso;
  const liesOnShoulders = (piece: NeckPiece) =>
    isTurnedDown(piece) && footWidth(piece) > WIDEST_NECK;
  for (let round = 0; ; round++) {
    const piece = findNeckPiece(leftHalf, rightHalf, torso);
    // Low collars end near the neck points anyway, and their own corners are the surer ones.
    const base = piece && piece.height >= HIGH_PIECE && !liesOnShoulders(piece) ? piece : null;
    const hood = piece?.kind === 'hood' ? piece : null;
    let left = readUpperSide(leftHalf, torso, frame.height, base?.left ?? null, lowestArmpit);
    let right = readUpperSide(rightHalf, torso, frame.height, base?.right ?? null, lowestArmpit);
    const widths: number[] = [];
    if (left.score >= BELIEVED_SLEEVE) widths.push(leftHalf.u[left.armpit]!);
    if (right.score >= BELIEVED_SLEEVE) widths.push(rightHalf.u[right.armpit]!);
    const measured = widths.length > 0 ? widths.reduce((a, b) => a + b) / widths.length : torso;
    const close = Math.abs(measured - torso) < 0.08 * torso;
    if (round >= 2 || close || measured < 0.4 * guess || measured > MOST_GROWTH * guess) {
      const collar = piece?.kind === 'collar';
      if (!base) {
        const pair = neckPair(
          leftHalf,
          rightHalf,
          torso,
          neckLimit(leftHalf, left, torso),
          neckLimit(rightHalf, right, torso),
        );
        left = { ...left, neck: pair.left };
        right = { ...right, neck: pair.right };
      }
      return {
        leftHalf,
        rightHalf,
        left,
        right,
        hood,
        collar,
        collarWidth: collar ? footWidth(piece) : 0,
        collarHeight: collar ? piece.height : 0,
        turnedDown: piece !== null && isTurnedDown(piece),
        torso,
      };
    }
    torso = measured;
  }
}
