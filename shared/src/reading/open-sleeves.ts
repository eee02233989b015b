import { labelComponents } from '../image/components.ts';
import { squaredDistanceTo } from '../image/distance-transform.ts';
import type { GrayImage, RgbaImage } from '../image/image.ts';
import { type GarmentFrame, toImage } from '../landmarks/garment-frame.ts';
import type { HalfOutline } from '../landmarks/half-outline.ts';
import { readUpper } from '../landmarks/read-upper.ts';
import { carveCut, findSleeveCut, GAP, GARMENT, type SleeveCut } from '../landmarks/sleeve-cut.ts';
import type { UpperSide } from '../landmarks/upper-side.ts';

/** An armpit lower than this many half torso widths below the neck point is the foot of a closed slit. */
const LOWEST_ARMPIT = 1.7;
/** Slits do not begin lower than this, in the same measure: that would be another garment's corner. */
const LOWEST_FOOT = 3.8;
/** Where the armpit is expected: an armhole is about this deep (half chest widths). */
const ARMPIT_DEPTH = 1.2;
/** A foot is believed by itself from the first score on, and beside a sure one on the other side from the second. */
const SURE_SLEEVE = 1.9;
const LIKELY_SLEEVE = 0.95;
/** Along a real crease the photo's edges are this much stronger than beside it. */
const SURE_CONTRAST = 1.5;
const LIKELY_CONTRAST = 1.15;

/** Feet of a possible cut near an outline place. */
function feetNear(
  half: HalfOutline,
  place: number,
  frame: GarmentFrame,
  width: number,
  fromOutside: Float64Array,
): Map<number, number> {
  const feet = new Map<number, number>();
  for (let k = Math.max(0, place - 3); k <= Math.min(half.length - 1, place + 3); k++) {
    const u = half.side === 'left' ? half.u[k]! : -half.u[k]!;
    const [x, y] = toImage(frame, u, half.v[k]!);
    for (let dy = -2; dy <= 2; dy++) {
      for (let dx = -2; dx <= 2; dx++) {
        const pixel = (Math.floor(y) + dy) * width + Math.floor(x) + dx;
        // On the very edge, or a bridge would be left standing before the cut.
        if (fromOutside[pixel]! <= 2) feet.set(pixel, 0);
      }
    }
  }
  return feet;
}

interface Candidate {
  readonly cut: SleeveCut;
  readonly score: number;
}

function candidateFor(
  image: RgbaImage,
  mask: Uint8Array,
  fromOutside: Float64Array,
  frame: GarmentFrame,
  half: HalfOutline,
  side: UpperSide,
): Candidate | null {
  const foot = side.armpit;
  const across = half.u[foot]!;
  const depth = (half.v[foot]! - half.v[side.neck]!) / across;
  if (!side.sleeved || depth < LOWEST_ARMPIT || depth > LOWEST_FOOT) return null;
  const cut = findSleeveCut(
    image,
    mask,
    frame,
    half.side === 'left' ? 1 : -1,
    feetNear(half, foot, frame, image.width, fromOutside),
    { u: across, v: half.v[side.neck]! + ARMPIT_DEPTH * across },
    0.4 * across,
    fromOutside,
  );
  return cut ? { cut, score: side.score } : null;
}

function holds(candidate: Candidate, score: number, contrast: number): boolean {
  return candidate.score >= score && candidate.cut.contrast >= contrast;
}

/**
 * Parts sleeves that lie against the body from it, so that the outline runs up to the armpit.
 *
 * @returns The matte with the cuts opened, or null when there was nothing to open.
 */
export function openSleeves(
  image: RgbaImage,
  matte: GrayImage,
  frame: GarmentFrame,
  torso: number,
): GrayImage | null {
  const { width, height } = matte;
  const outside = new Uint8Array(width * height);
  for (let i = 0; i < outside.length; i++) outside[i] = matte.data[i]! >= 128 ? 0 : 1;
  const parts = labelComponents(outside, width, height);
  const mask = new Uint8Array(width * height);
  for (let i = 0; i < mask.length; i++) {
    if (!outside[i]) mask[i] = GARMENT;
    else if (!parts.touchesBorder[parts.labels[i]!]) {
      mask[i] = GAP;
      outside[i] = 0;
    }
  }
  const fromOutside = squaredDistanceTo(outside, width, height);
  const upper = readUpper(frame, torso, null, LOWEST_FOOT);
  const candidates = [
    candidateFor(image, mask, fromOutside, frame, upper.leftHalf, upper.left),
    candidateFor(image, mask, fromOutside, frame, upper.rightHalf, upper.right),
  ];
  const sure = candidates.some((c) => c && holds(c, SURE_SLEEVE, SURE_CONTRAST));
  if (!sure) return null;
  const data = matte.data.slice();
  for (const candidate of candidates) {
    if (candidate && holds(candidate, LIKELY_SLEEVE, LIKELY_CONTRAST)) {
      carveCut(data, width, height, candidate.cut);
    }
  }
  return { width, height, data };
}
