import { distance, type HalfOutline } from './half-outline.ts';

/** What stands above the shoulders: places of the two halves where it meets them. */
export interface NeckPiece {
  readonly kind: 'hood' | 'collar';
  readonly left: number;
  readonly right: number;
  /** Height above the shoulders, in half torso widths. */
  readonly height: number;
  /** How wide it is some way below its top beside its foot: a collar that is turned down slopes, a stand-up one does not. */
  readonly upright: number;
}

/** Collars stand at least this high above the shoulders, hoods at least that (half torso widths). */
const LEAST_COLLAR = 0.09;
const LEAST_HOOD = 0.45;
/** What stands higher than this without a hood's shape is none: a bodice above a skirt. */
const MOST_COLLAR = 0.7;
const MOST_HEIGHT = 1.35;
/** A hood is at least this wide to each side of the axis, and widest well above its foot. */
const HOOD_WIDTH = 0.36;
const HOOD_MOST_WIDTH = 0.85;
const HOOD_BULGE = 0.85;
/** A hood's top is rounded: this narrow beside its widest at a tenth of its height. */
const HOOD_TOP = 0.8;
/** Concave turn where the piece meets the shoulder, radians. */
const LEAST_TURN = 0.35;
/** The shoulder leaves it more outwards than this (du over dv); an armhole goes down. */
const LEAST_SLOPE = 0.55;
/** That is seen this far ahead (half torso widths), and again and again this far to where the shoulder ends. */
const AHEAD = 0.35;
const NEAR_AHEAD = 0.15;
/** A shoulder is longer than this beside half the neck's width; what goes out below a halter's armhole is shorter. */
const LEAST_SHOULDER = 0.5;

interface Junction {
  readonly place: number;
  readonly height: number;
  /** Half its largest width, and how high above its foot that is as a share of the height. */
  readonly width: number;
  readonly bulge: number;
  /** Half its width near the top beside the largest. */
  readonly top: number;
}

/** Whether the walk from a place to a later one goes as a shoulder does. */
function goesOutwards({ u, v }: HalfOutline, from: number, to: number): boolean {
  const du = u[to]! - u[from]!;
  const dv = v[to]! - v[from]!;
  return du > 0 && (dv <= 0 || du >= LEAST_SLOPE * dv);
}

/** How far the shoulder goes on from its foot at the neck, pixels. @param step Outline points. */
function shoulderLength(half: HalfOutline, foot: number, step: number): number {
  let end = foot + step;
  while (end + step < half.length && goesOutwards(half, end, end + step)) end++;
  return distance(half, foot, Math.min(end, half.length - 1));
}

/** The place where the walk turns from a hood or collar to the shoulder. */
function junction(half: HalfOutline, torso: number): Junction | null {
  const spacing = Math.hypot(half.u[1]! - half.u[0]!, half.v[1]! - half.v[0]!) || 1;
  const ahead = Math.max(3, Math.round((AHEAD * torso) / spacing));
  const near = Math.max(3, Math.round((NEAR_AHEAD * torso) / spacing));
  let best = -1;
  let widest = 0;
  let widestAt = 0;
  let bestWidest = 0;
  let bestWidestAt = 0;
  let highest = Infinity;
  for (let k = 1; k < half.length - ahead; k++) {
    const u = half.u[k]! / torso;
    highest = Math.min(highest, half.v[k]!);
    const v = (half.v[k]! - highest) / torso;
    if (v > MOST_HEIGHT || u > 1) break;
    // A little wider below is no bulge: hoods hang nearly straight there.
    if (u > 1.02 * widest) {
      widest = u;
      widestAt = v;
    }
    if (v < LEAST_COLLAR || u < 0.18 || u > 0.85 || -half.turn[k]! < LEAST_TURN) continue;
    if (!goesOutwards(half, k, k + ahead)) continue;
    if (shoulderLength(half, k, near) < LEAST_SHOULDER * half.u[k]!) continue;
    if (best < 0 || half.turn[k]! < half.turn[best]!) {
      best = k;
      bestWidest = widest;
      bestWidestAt = widestAt;
    }
  }
  if (best < 0) return null;
  const height = (half.v[best]! - highest) / torso;
  let topWidth = 0;
  for (let k = 0; k < best; k++) {
    if ((half.v[k]! - highest) / torso < 0.1 * height) topWidth = Math.max(topWidth, half.u[k]!);
  }
  return {
    place: best,
    height,
    width: bestWidest,
    bulge: bestWidestAt / Math.max(1e-6, height),
    top: topWidth / torso / Math.max(1e-6, bestWidest),
  };
}

/** Where a collar's slope is measured, as a share of its height from its top. */
const SLOPE_AT = 0.3;

/** Half the width at `SLOPE_AT` beside that at the foot. */
function uprightness(half: HalfOutline, foot: number): number {
  let highest = Infinity;
  for (let k = 0; k <= foot; k++) highest = Math.min(highest, half.v[k]!);
  const level = highest + SLOPE_AT * (half.v[foot]! - highest);
  let width = 0;
  for (let k = 0; k <= foot; k++) if (half.v[k]! <= level) width = Math.max(width, half.u[k]!);
  return width / Math.max(1e-6, half.u[foot]!);
}

/**
 * Finds a hood, collar or turtleneck that stands above the shoulders.
 *
 * @param torso Half the torso's width, pixels.
 * @returns Null when there is none.
 */
export function findNeckPiece(
  left: HalfOutline,
  right: HalfOutline,
  torso: number,
): NeckPiece | null {
  const l = junction(left, torso);
  const r = junction(right, torso);
  if (!l || !r) return null;
  if (Math.abs(left.v[l.place]! - right.v[r.place]!) > 0.4 * torso) return null;
  const height = (l.height + r.height) / 2;
  // A hood's middle is its top; a strapped or scooped neck dips there.
  const dips = Math.min(left.v[0]!, right.v[0]!) > 0.3 * torso;
  if (dips) return null;
  const hood =
    Math.min(l.height, r.height) >= LEAST_HOOD &&
    (l.width + r.width) / 2 >= HOOD_WIDTH &&
    (l.width + r.width) / 2 <= HOOD_MOST_WIDTH &&
    Math.min(l.bulge, r.bulge) < HOOD_BULGE &&
    (l.top + r.top) / 2 < HOOD_TOP;
  if (!hood && height > MOST_COLLAR) return null;
  return {
    kind: hood ? 'hood' : 'collar',
    left: l.place,
    right: r.place,
    height,
    upright: (uprightness(left, l.place) + uprightness(right, r.place)) / 2,
  };
}
