import type { RgbaImage } from '../image/image.ts';
import { type GarmentFrame, toFrame, toImage } from '../landmarks/garment-frame.ts';
import type { HalfOutline } from '../landmarks/half-outline.ts';
import { findSleeveCut, GAP, type SleeveCut } from '../landmarks/sleeve-cut.ts';
import type { UpperSide } from '../landmarks/upper-side.ts';

/** An armpit lower than this many half torso widths below the neck point is the foot of a closed slit. */
const LOWEST_ARMPIT = 1.7;
/** One armpit lies this much lower than the other at most, half torso widths. */
const UNEVEN_ARMPIT = 0.35;
/** A foot is led to an armpit as far from the axis as the other one where that lies this much nearer. */
const NARROWER_CHEST = 0.95;
/** Slits do not begin lower than this, in the same measure: that would be another garment's corner. */
export const LOWEST_FOOT = 3.8;
/** Where the armpit is expected: an armhole is about this deep (half chest widths). */
const ARMPIT_DEPTH = 1.2;
/** A foot is believed by itself from the first score on, and beside a sure one on the other side from the second. */
const SURE_SLEEVE = 1.9;
const LIKELY_SLEEVE = 0.7;
/** Along a real crease the photo's edges are this much stronger than beside it. */
const SURE_CONTRAST = 1.5;
const LIKELY_CONTRAST = 1.15;
/** A crease this clear, of a slit no lower than this, makes up for a doubtful cuff. */
const CLEAR_CONTRAST = 1.9;
const CLEAR_FOOT = 3.1;
/** A cut of which this share crosses enclosed background runs along a gap that the photo shows. */
const GAP_SHARE = 0.25;

/** Where slits are looked for. */
export interface Scene {
  readonly image: RgbaImage;
  readonly mask: Uint8Array;
  readonly fromOutside: Float32Array;
  readonly frame: GarmentFrame;
}

/** A slit's foot, and the cut that leads from it to the armpit. */
export interface Candidate {
  readonly cut: SleeveCut;
  readonly score: number;
  /** Foot of the slit: away from the axis and down it, pixels. */
  readonly u: number;
  readonly v: number;
  /** Its depth below the neck point in half torso widths. */
  readonly depth: number;
  /** Share of the cut that crosses background enclosed between sleeve and body. */
  readonly gapShare: number;
}

/** Feet of a possible cut within `reach` outline points of a place. */
export function feetNear(
  half: HalfOutline,
  place: number,
  reach: number,
  { frame, image, fromOutside }: Scene,
): Map<number, number> {
  const feet = new Map<number, number>();
  const last = Math.min(half.length - 1, place + reach);
  for (let k = Math.max(0, place - reach); k <= last; k++) {
    const u = half.side === 'left' ? half.u[k]! : -half.u[k]!;
    const [x, y] = toImage(frame, u, half.v[k]!);
    for (let dy = -2; dy <= 2; dy++) {
      for (let dx = -2; dx <= 2; dx++) {
        const pixel = (Math.floor(y) + dy) * image.width + Math.floor(x) + dx;
        // On the very edge, or a bridge would be left standing before the cut.
        if (fromOutside[pixel]! <= 2) feet.set(pixel, 0);
      }
    }
  }
  return feet;
}

/** The cut from given feet to an armpit `u` from the axis, pixels, and an armhole's depth below the neck point. */
export function cutFrom(
  scene: Scene,
  half: HalfOutline,
  feet: ReadonlyMap<number, number>,
  u: number,
  neckV: number,
): SleeveCut | null {
  return findSleeveCut(
    scene.image,
    scene.mask,
    scene.frame,
    half.side === 'left' ? 1 : -1,
    feet,
    { u, v: neckV + ARMPIT_DEPTH * u },
    0.4 * u,
    scene.fromOutside,
  );
}

/**
 * The slit whose foot was read as a side's armpit; null where that is none.
 *
 * @param highest A foot less than this below the neck point, half torso widths, is an open armpit.
 * @param chest How far from the axis the armpit is expected at most, pixels: a foot on a flared hem or beside a cuff lies further out.
 */
export function candidateFor(
  scene: Scene,
  half: HalfOutline,
  side: UpperSide,
  highest = LOWEST_ARMPIT,
  chest = Number.POSITIVE_INFINITY,
): Candidate | null {
  const foot = side.armpit;
  const u = half.u[foot]!;
  const v = half.v[foot]!;
  const depth = (v - half.v[side.neck]!) / u;
  if (!side.sleeved || depth < highest || depth > LOWEST_FOOT) return null;
  const feet = feetNear(half, foot, 3, scene);
  const cut = cutFrom(scene, half, feet, Math.min(u, chest), half.v[side.neck]!);
  return cut ? { cut, score: side.score, u, v, depth, gapShare: gapShareOf(scene, cut) } : null;
}

function gapShareOf({ mask, image }: Scene, { pixels }: SleeveCut): number {
  let inGap = 0;
  for (let k = 0; k < pixels.length; k += 2) {
    if (mask[pixels[k + 1]! * image.width + pixels[k]!] === GAP) inGap++;
  }
  return (2 * inGap) / Math.max(2, pixels.length);
}

/** How much lower than the end of the other side's cut a side's armpit lies, half torso widths. */
function lowerThan(
  { cut }: Candidate,
  { frame }: Scene,
  half: HalfOutline,
  side: UpperSide,
): number {
  const [, end] = toFrame(frame, cut.pixels.at(-2)!, cut.pixels.at(-1)!);
  return (half.v[side.armpit]! - end) / half.u[side.armpit]!;
}

/**
 * A side's candidate, seen beside the other side's: what would be an open armpit by itself is a slit's foot
 * where the other armpit is much higher, and the armpits lie equally far from the axis.
 */
export function besideOther(
  scene: Scene,
  half: HalfOutline,
  side: UpperSide,
  own: Candidate | null,
  other: Candidate | null,
): Candidate | null {
  if (!other || !side.sleeved) return own;
  if (!own) {
    const isSlit = lowerThan(other, scene, half, side) > UNEVEN_ARMPIT;
    return isSlit ? candidateFor(scene, half, side, 0, other.u) : null;
  }
  if (other.u > NARROWER_CHEST * own.u) return own;
  const narrower = candidateFor(scene, half, side, 0, other.u);
  return narrower && isLikely(narrower) ? narrower : own;
}

/** Whether a slit's foot is certain by itself. */
export function isSure({ cut, score, depth, gapShare }: Candidate): boolean {
  if (gapShare >= GAP_SHARE) return true;
  if (score >= SURE_SLEEVE) return cut.contrast >= SURE_CONTRAST;
  return score >= LIKELY_SLEEVE && cut.contrast >= CLEAR_CONTRAST && depth < CLEAR_FOOT;
}

/** Whether it is believed beside a sure one on the other side. */
export function isLikely({ cut, score, gapShare }: Candidate): boolean {
  if (gapShare >= GAP_SHARE) return true;
  return score >= LIKELY_SLEEVE && cut.contrast >= LIKELY_CONTRAST;
}
