import { type Components, labelComponents } from '../image/components.ts';
import { squaredDistanceTo } from '../image/distance-transform.ts';
import type { GrayImage, RgbaImage } from '../image/image.ts';
import { type GarmentFrame, toFrame } from '../landmarks/garment-frame.ts';
import { corners, type HalfOutline } from '../landmarks/half-outline.ts';
import { readUpper } from '../landmarks/read-upper.ts';
import { carveCut, findSleeveCut, GAP, GARMENT, type SleeveCut } from '../landmarks/sleeve-cut.ts';
import type { UpperSide } from '../landmarks/upper-side.ts';
import {
  besideOther,
  type Candidate,
  candidateFor,
  cutFrom,
  feetNear,
  isLikely,
  isSure,
  LOWEST_FOOT,
  type Scene,
} from './slit-candidates.ts';

/** Where both sleeves lie against the body its width was taken with them: the torso's share of it. */
const MERGED_TORSO = 0.66;
/** Two sleeves this clear bear each other out, however faint their creases (or striped the cloth). */
const PAIRED_SLEEVES = 2.3;
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
/** Concave turn of a notch there, radians, and the outline points to either side that are its foot. */
const NOTCH_TURN = 0.4;
const NOTCH_PLACES = 3;

/** Looks for the other side's cut where this one's would lie in the mirror. */
function mirrored(
  scene: Scene,
  half: HalfOutline,
  side: UpperSide,
  other: Candidate,
): SleeveCut | null {
  const reach = MIRROR_REACH * other.u;
  const off = (k: number) => Math.hypot(half.u[k]! - other.u, half.v[k]! - other.v);
  // A notch shows where; an even edge is left from anywhere.
  const notches = corners(half, -1, NOTCH_TURN, NOTCH_PLACES).filter((k) => off(k) <= reach);
  const notch = notches.toSorted((a, b) => off(a) - off(b))[0];
  const feet = new Map<number, number>(
    notch === undefined ? [] : feetNear(half, notch, NOTCH_PLACES, scene),
  );
  for (let k = 0; notch === undefined && k < half.length; k++) {
    if (off(k) > reach) continue;
    for (const pixel of feetNear(half, k, 0, scene).keys()) feet.set(pixel, MIRROR_COST * off(k));
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

// Each loop over the picture stands alone, so that it is compiled once and for itself.

function outsideOf({ data }: GrayImage): Uint8Array {
  const count = data.length;
  const outside = new Uint8Array(count);
  for (let i = 0; i < count; i++) outside[i] = data[i]! >= 128 ? 0 : 1;
  return outside;
}

/** @param outside Of it gaps are cleared: what is clear but does not reach the border. */
function garmentAndGaps(outside: Uint8Array, { labels, touchesBorder }: Components): Uint8Array {
  const count = outside.length;
  const mask = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    if (!outside[i]) mask[i] = GARMENT;
    else if (!touchesBorder[labels[i]!]) {
      mask[i] = GAP;
      outside[i] = 0;
    }
  }
  return mask;
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
  const outside = outsideOf(matte);
  const mask = garmentAndGaps(outside, labelComponents(outside, width, height));
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
  const { upper, ...found } = sure ?? first;
  const beside = (own: Candidate | null, other: Candidate | null, isLeft: boolean) =>
    sure &&
    besideOther(
      scene,
      isLeft ? upper.leftHalf : upper.rightHalf,
      isLeft ? upper.left : upper.right,
      own,
      other,
    );
  const left = given.left ? null : beside(found.left, found.right, true);
  const right = given.right ? null : beside(found.right, found.left, false);
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
