import { labelComponents } from '../image/components.ts';
import { squaredDistanceTo } from '../image/distance-transform.ts';
import type { GrayImage, RgbaImage } from '../image/image.ts';
import { type GarmentFrame, toFrame, toImage } from '../landmarks/garment-frame.ts';
import type { HalfOutline } from '../landmarks/half-outline.ts';
import { readUpper } from '../landmarks/read-upper.ts';
import { carveCut, findSleeveCut, GAP, GARMENT, type SleeveCut } from '../landmarks/sleeve-cut.ts';
import type { UpperSide } from '../landmarks/upper-side.ts';

/** An armpit lower than this many half torso widths below the neck point is the foot of a closed slit. */
const LOWEST_ARMPIT = 1.7;
/** Where both sleeves lie against the body its width was taken with them: the torso's share of it. */
const MERGED_TORSO = 0.66;
/** Slits do not begin lower than this, in the same measure: that would be another garment's corner. */
const LOWEST_FOOT = 3.8;
/** Where the armpit is expected: an armhole is about this deep (half chest widths). */
const ARMPIT_DEPTH = 1.2;
/** A foot is believed by itself from the first score on, and beside a sure one on the other side from the second. */
const SURE_SLEEVE = 1.9;
const LIKELY_SLEEVE = 0.7;
/** Two sleeves this clear bear each other out, however faint their creases (or striped the cloth). */
const PAIRED_SLEEVES = 2.3;
/** Along a real crease the photo's edges are this much stronger than beside it. */
const SURE_CONTRAST = 1.5;
const LIKELY_CONTRAST = 1.15;
/** A crease this clear, of a slit no lower than this, makes up for a doubtful cuff. */
const CLEAR_CONTRAST = 1.9;
const CLEAR_FOOT = 3.1;
/** A cut of which this share crosses enclosed background runs along a gap that the photo shows. */
const GAP_SHARE = 0.25;
/** A given armpit nearer to the garment's edge than this, pixels, lies on it: nothing needs opening. */
const ON_EDGE = 12;
/** A cut to a given armpit keeps this near to the straight line from its foot, pixels. */
const GIVEN_CORRIDOR = 14;
/** Cost of a foot a pixel away from the expected one. */
const FOOT_COST = 0.6;
/** Garments with one sleeve are rare: the other one's crease may be faint. */
const MIRROR_CONTRAST = 1.05;
/** The mirrored foot is looked for this near (half torso widths), at this cost a pixel. */
const MIRROR_REACH = 0.3;
const MIRROR_COST = 0.3;

/** Feet of a possible cut within `reach` outline points of a place. */
function feetNear(
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

interface Candidate {
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

interface Scene {
  readonly image: RgbaImage;
  readonly mask: Uint8Array;
  readonly fromOutside: Float64Array;
  readonly frame: GarmentFrame;
}

function cutFrom(
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

function candidateFor(scene: Scene, half: HalfOutline, side: UpperSide): Candidate | null {
  const foot = side.armpit;
  const u = half.u[foot]!;
  const v = half.v[foot]!;
  const depth = (v - half.v[side.neck]!) / u;
  if (!side.sleeved || depth < LOWEST_ARMPIT || depth > LOWEST_FOOT) return null;
  const feet = feetNear(half, foot, 3, scene);
  const cut = cutFrom(scene, half, feet, u, half.v[side.neck]!);
  return cut ? { cut, score: side.score, u, v, depth, gapShare: gapShareOf(scene, cut) } : null;
}

function gapShareOf({ mask, image }: Scene, { pixels }: SleeveCut): number {
  let inGap = 0;
  for (let k = 0; k < pixels.length; k += 2) {
    if (mask[pixels[k + 1]! * image.width + pixels[k]!] === GAP) inGap++;
  }
  return (2 * inGap) / Math.max(2, pixels.length);
}

/** Looks for the other side's cut where this one's would lie in the mirror. */
function mirrored(
  scene: Scene,
  half: HalfOutline,
  side: UpperSide,
  other: Candidate,
): SleeveCut | null {
  const reach = MIRROR_REACH * other.u;
  const feet = new Map<number, number>();
  for (let k = 0; k < half.length; k++) {
    const off = Math.hypot(half.u[k]! - other.u, half.v[k]! - other.v);
    if (off > reach) continue;
    for (const pixel of feetNear(half, k, 0, scene).keys()) feet.set(pixel, MIRROR_COST * off);
  }
  const cut = cutFrom(scene, half, feet, other.u, half.v[side.neck]!);
  return cut && cut.contrast >= MIRROR_CONTRAST ? cut : null;
}

/** A place in the image, pixels. */
export type Place = readonly [number, number];

/** The cut from the garment's edge to an armpit that the user gave; null when it lies on the edge. */
function givenCut(
  scene: Scene,
  half: HalfOutline,
  side: UpperSide,
  [x, y]: Place,
): SleeveCut | null {
  const { image, mask, frame, fromOutside } = scene;
  const pixel = Math.floor(y) * image.width + Math.floor(x);
  if (!mask[pixel] || fromOutside[pixel]! <= ON_EDGE * ON_EDGE) return null;
  const [u, v] = toFrame(frame, x, y);
  const sign = half.side === 'left' ? 1 : -1;
  let foot = 0;
  for (let k = 1; k < half.length; k++) {
    const off = (j: number) => Math.hypot(half.u[j]! - sign * u, half.v[j]! - v);
    if (half.v[k]! > v && (half.v[foot]! <= v || off(k) < off(foot))) foot = k;
  }
  if (side.sleeved && half.v[side.armpit]! > v) foot = side.armpit;
  const feet = new Map<number, number>();
  for (let k = Math.max(0, foot - 12); k <= Math.min(half.length - 1, foot + 12); k++) {
    const off = Math.hypot(half.u[k]! - half.u[foot]!, half.v[k]! - half.v[foot]!);
    for (const at of feetNear(half, k, 0, scene).keys()) feet.set(at, FOOT_COST * off);
  }
  const cut = findSleeveCut(
    image,
    mask,
    frame,
    sign,
    feet,
    { u: sign * u, v },
    GIVEN_CORRIDOR,
    fromOutside,
  );
  if (!cut) return null;
  const pixels = [...cut.pixels];
  const [endX, endY] = [pixels.at(-2)!, pixels.at(-1)!];
  const steps = Math.ceil(Math.hypot(x - endX, y - endY));
  for (let k = 1; k <= steps; k++) {
    pixels.push(
      Math.floor(endX + ((x - endX) * k) / steps),
      Math.floor(endY + ((y - endY) * k) / steps),
    );
  }
  return { ...cut, pixels: Int32Array.from(pixels) };
}

/** Whether a slit's foot is certain by itself. */
function isSure({ cut, score, depth, gapShare }: Candidate): boolean {
  if (gapShare >= GAP_SHARE) return true;
  if (score >= SURE_SLEEVE) return cut.contrast >= SURE_CONTRAST;
  return score >= LIKELY_SLEEVE && cut.contrast >= CLEAR_CONTRAST && depth < CLEAR_FOOT;
}

function isLikely({ cut, score, gapShare }: Candidate): boolean {
  if (gapShare >= GAP_SHARE) return true;
  return score >= LIKELY_SLEEVE && cut.contrast >= LIKELY_CONTRAST;
}

/** Where the sleeves part from the body if the torso is as wide as was guessed. */
interface Guess {
  readonly upper: ReturnType<typeof readUpper>;
  readonly left: Candidate | null;
  readonly right: Candidate | null;
}

function isSureGuess({ upper, left, right }: Guess): boolean {
  if ((left && isSure(left)) || (right && isSure(right))) return true;
  const arePaired = Math.min(upper.left.score, upper.right.score) > PAIRED_SLEEVES;
  return (left ?? right) !== null && arePaired;
}

/**
 * Parts sleeves that lie against the body from it, so that the outline runs up to the armpit.
 *
 * @param given Armpits set by the user: such a side is opened up to exactly there.
 * @returns The matte with the cuts opened, or null when there was nothing to open.
 */
export function openSleeves(
  image: RgbaImage,
  matte: GrayImage,
  frame: GarmentFrame,
  torso: number,
  given: { readonly left: Place | null; readonly right: Place | null },
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
  const scene: Scene = { image, mask, fromOutside, frame };
  const guessWith = (guess: number): Guess => {
    const upper = readUpper(frame, guess, null, LOWEST_FOOT);
    return {
      upper,
      left: given.left ? null : candidateFor(scene, upper.leftHalf, upper.left),
      right: given.right ? null : candidateFor(scene, upper.rightHalf, upper.right),
    };
  };
  const first = guessWith(torso);
  let sure = isSureGuess(first) ? first : null;
  if (!sure) {
    const merged = guessWith(MERGED_TORSO * torso);
    if (isSureGuess(merged)) sure = merged;
  }
  const paired = sure && Math.min(sure.upper.left.score, sure.upper.right.score) > PAIRED_SLEEVES;
  const believed = (candidate: Candidate): boolean => paired || isLikely(candidate);
  const { upper, left, right } = sure ?? first;
  const cuts: (SleeveCut | null)[] = [
    given.left ? givenCut(scene, upper.leftHalf, upper.left, given.left) : null,
    given.right ? givenCut(scene, upper.rightHalf, upper.right, given.right) : null,
  ];
  if (sure) {
    if (left && believed(left)) cuts.push(left.cut);
    if (right && believed(right)) cuts.push(right.cut);
    // A side without a sure foot, not one whose sleeve hangs clear.
    const bare = (candidate: Candidate | null, side: UpperSide): boolean =>
      candidate ? !believed(candidate) : !side.sleeved;
    if (right && !given.left && bare(left, upper.left)) {
      cuts.push(mirrored(scene, upper.leftHalf, upper.left, right));
    }
    if (left && !given.right && bare(right, upper.right)) {
      cuts.push(mirrored(scene, upper.rightHalf, upper.right, left));
    }
  }
  if (cuts.every((cut) => cut === null)) return null;
  const data = matte.data.slice();
  for (const cut of cuts) if (cut) carveCut(data, width, height, cut);
  return { width, height, data };
}
