import { hypotenuse } from '../math/hypotenuse.ts';
import { bulge, corners, distance, type HalfOutline } from './half-outline.ts';

/** Places of one half of an upper garment; numbers are places of the walk. */
export interface UpperSide {
  readonly sleeved: boolean;
  readonly neck: number;
  /** Sleeved: over-arm end of the cuff. Sleeveless: shoulder tip, where the armhole begins. */
  readonly cuffOuter: number;
  /** Sleeved: under-arm end of the cuff. Sleeveless: the same place as the armpit. */
  readonly cuffInner: number;
  readonly armpit: number;
  readonly hem: number;
  /** How well the sleeve fits, about 0 to 3.5; 0 without one. */
  readonly score: number;
  /** 0..1 */
  readonly confidence: number;
}

const RIGHT_ANGLE = Math.PI / 2;
/** Corners closer along the walk than this share of the height are one corner. */
const CORNER_REACH = 0.018;
/** Half torso widths at armpits that a garment waisted above them cannot fall below. */
const LEAST_CHEST = 0.75;
/** A side seam is at least this many outline points long. */
const LEAST_SIDE = 4;
/** An over-arm's outline comes in and goes out again by less than this, in half torso widths. */
const MOST_VALLEY = 0.05;
/** From its armpit, and from its armhole, to the over-arm a sleeve is at least this wide (half torso widths); ties, flares and waists are not. */
const LEAST_ROOT = 0.2;
const ROOT_COST = 15;
/** An over-arm turns inwards by less than this (radians) beyond the shoulder; a bodice turns so into its skirt. */
const MOST_HOLLOW = 0.45;
const HOLLOW_FROM = 0.6;
/** And above this share of its length; gathered cuffs turn inwards too. */
const HOLLOW_TO = 0.6;
const HOLLOW_COST = 3;
/** An under-arm strays away from the armpit by less than this (half torso widths). */
const MOST_ASTRAY = 0.1;
const ASTRAY_COST = 2;
/** Below this the best sleeve is not believed. */
const LEAST_SLEEVE_SCORE = 0.9;
/** Where feet of slits are looked for more are let through: the crease above each decides. */
const LEAST_SLIT_SCORE = 0.7;

function corner(turn: number): number {
  return Math.min(1, Math.max(0, turn / RIGHT_ANGLE));
}

/** 1 inside [low, high], falling to 0 over half the bound's size outside. */
function within(value: number, low: number, high: number): number {
  if (value < low) return Math.max(0, 1 - (low - value) / (0.5 * low));
  if (value > high) return Math.max(0, 1 - (value - high) / (0.5 * high));
  return 1;
}

/** A tie is narrower than this and hangs further than that out of the garment (half torso widths). */
const TIE_WIDTH = 0.32;
const TIE_LENGTH = 0.3;

/** The lowest outer corner: the support point a little more down than out, after `from`. */
function hemCorner(half: HalfOutline, from: number, torso: number): number {
  const corner = cornerWithout(half, from, 0, -1);
  // What hangs from there on a narrow neck is a tie: the hem's corner is where it leaves the garment.
  const spacing = Math.max(1e-6, distance(half, 0, 1));
  const reach = Math.round((6 * torso) / spacing);
  let first = 0;
  let last = -1;
  // The longest way round on the narrowest neck.
  let most = 0;
  for (let a = Math.max(from, corner - reach); a < corner; a++) {
    for (let b = Math.min(half.length - 1, corner + reach); b > corner; b--) {
      const way = (b - a) * spacing;
      if (way <= most) break;
      const neck = distance(half, a, b);
      if (neck > TIE_WIDTH * torso) continue;
      const hangs = Math.min(distance(half, a, corner), distance(half, b, corner));
      if (hangs < TIE_LENGTH * torso || hangs < 1.2 * neck || way - 3 * neck <= most) continue;
      most = way - 3 * neck;
      first = a;
      last = b;
    }
  }
  return last < 0 ? corner : cornerWithout(half, from, first + 1, last - 1);
}

/** The support point after `from`, the places `skipFrom` to `skipTo` left out. */
function cornerWithout(half: HalfOutline, from: number, skipFrom: number, skipTo: number): number {
  let best = half.length - 1;
  let most = -Infinity;
  for (let k = from; k < half.length; k++) {
    if (k >= skipFrom && k <= skipTo) continue;
    const support = 0.55 * half.u[k]! + 0.85 * half.v[k]!;
    if (support > most) {
      most = support;
      best = k;
    }
  }
  return best;
}

/** Neck points lie this far from the axis, in half torso widths; scooped necks on slim mannequins reach the end. */
const LEAST_NECK = 0.12;
const MOST_NECK = 1.1;

/** How well each place before `limit` would do for a neck point: high, at a neck's usual distance, a corner. */
function neckScores(half: HalfOutline, torso: number, limit: number): Float64Array {
  const scores = new Float64Array(Math.max(1, limit)).fill(-Infinity);
  let highest = Infinity;
  for (let k = 0; k < limit; k++) if (half.u[k]! < torso) highest = Math.min(highest, half.v[k]!);
  for (let k = 0; k < limit; k++) {
    const out = half.u[k]! / torso;
    if (out < LEAST_NECK || out > MOST_NECK) continue;
    scores[k] =
      -(half.v[k]! - highest) / torso + 0.4 * corner(half.turn[k]!) - 0.3 * Math.abs(out - 0.42);
  }
  return scores;
}

export function neckPoint(half: HalfOutline, torso: number, limit: number): number {
  const scores = neckScores(half, torso, limit);
  let best = 0;
  for (let k = 1; k < scores.length; k++) if (scores[k]! > scores[best]!) best = k;
  return best;
}

/** Neck points of a garment lie mirrored: cost of each half torso width that they do not. */
const UNEVEN_NECK = 1.2;

/**
 * The neck points of both halves together: each good by itself, and at like places.
 *
 * @param leftLimit Places before this one may be the left neck point; `rightLimit` likewise.
 */
export function neckPair(
  left: HalfOutline,
  right: HalfOutline,
  torso: number,
  leftLimit: number,
  rightLimit: number,
): { readonly left: number; readonly right: number } {
  const leftScores = neckScores(left, torso, leftLimit);
  const rightScores = neckScores(right, torso, rightLimit);
  let best = {
    left: neckPoint(left, torso, leftLimit),
    right: neckPoint(right, torso, rightLimit),
  };
  let most = -Infinity;
  for (let a = 0; a < leftScores.length; a++) {
    if (leftScores[a] === -Infinity) continue;
    for (let b = 0; b < rightScores.length; b++) {
      if (rightScores[b] === -Infinity) continue;
      const off = Math.hypot(left.u[a]! - right.u[b]!, left.v[a]! - right.v[b]!) / torso;
      const score = leftScores[a]! + rightScores[b]! - UNEVEN_NECK * off;
      if (score > most) {
        most = score;
        best = { left: a, right: b };
      }
    }
  }
  return best;
}

/** An armpit lower than this many half torso widths below the neck is none; slim ghost-mannequin tops reach 2.2. */
export const OPEN_ARMPIT = 2.5;

interface Sleeve {
  readonly outer: number;
  readonly inner: number;
  readonly armpit: number;
  readonly score: number;
}

/** @param slit The armpit is the foot of a closed slit: what the sleeve looks like above it is not known yet. */
function scoreSleeve(
  half: HalfOutline,
  torso: number,
  neck: number,
  outer: number,
  inner: number,
  armpit: number,
  slit: boolean,
): number {
  const { u, v, turn } = half;
  const width = distance(half, outer, inner);
  const midU = (u[outer]! + u[inner]!) / 2;
  const midV = (v[outer]! + v[inner]!) / 2;
  const outU = midU - u[armpit]!;
  const outV = midV - v[armpit]!;
  // A strap is no sleeve: sleeves go outwards or down from the armpit.
  if (outU + 0.35 * outV < 0.1 * torso) return -1;
  const overU = u[outer]! - u[neck]!;
  const overV = v[outer]! - v[neck]!;
  const underU = u[inner]! - u[armpit]!;
  const underV = v[inner]! - v[armpit]!;
  const alongU = overU + underU;
  const alongV = overV + underV;
  const along = Math.hypot(alongU, alongV) || 1;
  const slant =
    Math.abs((u[inner]! - u[outer]!) * alongU + (v[inner]! - v[outer]!) * alongV) / (width * along);
  // The cuff is the sleeve's far end: nothing before the armpit reaches further along it.
  let furthest = -Infinity;
  // Over-arms do not come in and go out again; a skirt's corner lies beyond such a waist.
  let widest = -Infinity;
  let deepest = 0;
  let valley = 0;
  let root = width;
  let hollow = 0;
  const [armholeU, armholeV] = [u[armpit]! - u[neck]!, v[armpit]! - v[neck]!];
  const armhole = Math.hypot(armholeU, armholeV) || 1;
  const waistward = neck + HOLLOW_TO * (outer - neck);
  for (let k = neck; k < outer; k += 3) {
    root = Math.min(root, hypotenuse(u[k]! - u[armpit]!, v[k]! - v[armpit]!));
    const [fromU, fromV] = [u[k]! - u[neck]!, v[k]! - v[neck]!];
    const away = hypotenuse(fromU, fromV) / torso;
    // The armhole runs about straight from the neck to the armpit, and the sleeve lies beyond it.
    if (away > HOLLOW_FROM && fromU * armholeU + fromV * armholeV < armhole * armhole) {
      root = Math.min(root, (fromU * armholeV - fromV * armholeU) / armhole);
    }
    if (away > HOLLOW_FROM && k < waistward) hollow = Math.max(hollow, -turn[k]! - MOST_HOLLOW);
    widest = Math.max(widest, u[k]!);
    const depth = widest - u[k]!;
    valley = Math.max(valley, Math.min(deepest, deepest - depth));
    deepest = Math.max(deepest, depth);
  }
  for (let k = neck; k < armpit; k += 3) {
    furthest = Math.max(furthest, (u[k]! * alongU + v[k]! * alongV) / along);
  }
  const reach = (midU * alongU + midV * alongV) / along;
  // From the cuff the under-arm only comes nearer to the armpit.
  const underReach = distance(half, inner, armpit);
  let astray = 0;
  for (let k = inner; k < armpit; k += 3) {
    astray = Math.max(astray, distance(half, k, armpit) - underReach);
  }
  const beyond = Math.max(0, furthest - reach - 0.25 * width) / torso;
  const underLength = Math.hypot(underU, underV) || 1;
  return (
    1.2 * corner(-turn[armpit]!) +
    0.7 * corner(turn[outer]!) +
    0.7 * corner(turn[inner]!) +
    0.5 * within(width / torso, 0.22, 0.85) -
    1.5 * Math.min(1, bulge(half, outer, inner) / width) -
    0.9 * slant * slant -
    2 * beyond -
    ASTRAY_COST * Math.max(0, astray / torso - MOST_ASTRAY) -
    10 * Math.max(0, valley / torso - MOST_VALLEY) -
    (slit ? 0 : ROOT_COST * Math.max(0, LEAST_ROOT - root / torso) + HOLLOW_COST * hollow) -
    0.4 * Math.min(1, bulge(half, inner, armpit) / underLength)
  );
}

function findSleeve(
  half: HalfOutline,
  torso: number,
  height: number,
  hood: number | null,
  lowestArmpit: number,
): Sleeve | null {
  const spacing = Math.max(1e-6, distance(half, 0, 1));
  const reach = Math.max(2, Math.round((CORNER_REACH * height) / spacing));
  const convex = corners(half, 1, 0.3, reach);
  const concave = corners(half, -1, 0.3, reach);
  let best: Sleeve | null = null;
  for (const armpit of concave) {
    const out = half.u[armpit]! / torso;
    if (out < 0.35 || out > 1.7 || half.v[armpit]! > 0.97 * height) continue;
    const neck = hood ?? neckPoint(half, torso, armpit);
    const depth = half.v[armpit]! - half.v[neck]!;
    const chest = Math.max(half.u[armpit]!, LEAST_CHEST * torso);
    if (depth > lowestArmpit * chest) continue;
    const slit = depth > OPEN_ARMPIT * chest;
    for (const outer of convex) {
      if (outer <= neck || outer >= armpit) continue;
      // Where the sleeve lies close, its mouth runs straight into the armpit.
      for (const inner of [...convex, armpit - reach]) {
        if (inner <= outer || inner >= armpit) continue;
        const width = distance(half, outer, inner);
        if (width < 0.1 * torso || width > 1.4 * torso) continue;
        const score = scoreSleeve(half, torso, neck, outer, inner, armpit, slit);
        if (!best || score > best.score) best = { outer, inner, armpit, score };
      }
    }
  }
  return best;
}

/** Shoulder tip and underarm of a half without a sleeve. */
function findArmhole(
  half: HalfOutline,
  torso: number,
  height: number,
  hood: number | null,
): { tip: number; base: number } {
  const spacing = Math.max(1e-6, distance(half, 0, 1));
  const reach = Math.max(2, Math.round((CORNER_REACH * height) / spacing));
  const neck = hood ?? neckPoint(half, torso, half.length);
  let tip = neck;
  let most = -Infinity;
  for (const k of corners(half, 1, 0.2, reach)) {
    if (k <= neck || half.v[k]! > half.v[neck]! + 0.8 * torso) continue;
    const drop = (half.v[k]! - half.v[neck]!) / torso;
    const score = corner(half.turn[k]!) - 1.2 * Math.max(0, drop - 0.15);
    if (score > most) {
      most = score;
      tip = k;
    }
  }
  if (tip === neck) tip = neck + Math.max(1, Math.round((0.1 * torso) / spacing));
  // The underarm: an outer corner about an armhole's depth below the tip.
  let base = -1;
  most = -Infinity;
  for (let k = tip + 1; k < half.length; k++) {
    const depth = (half.v[k]! - half.v[tip]!) / torso;
    if (depth < 0.3) continue;
    if (depth > 1.5 || half.v[k]! > 0.75 * height) break;
    const off = depth - 0.85;
    const score = 1.2 * corner(half.turn[k]!) + 0.8 * (half.u[k]! / torso) - 0.9 * off * off;
    if (score > most) {
      most = score;
      base = k;
    }
  }
  if (base < 0) base = Math.min(half.length - 2, tip + Math.round((0.8 * torso) / spacing));
  return { tip, base };
}

/**
 * Finds the corners of one half of an upper garment: every ordered choice of cuff corners and
 * armpit among the outline's corners is scored, and the best is taken if it is a sleeve at all.
 *
 * @param torso Half the torso's width, pixels.
 * @param height The garment's height, pixels.
 * @param hood Where a hood meets the shoulder: then that is the neck point.
 * @param lowestArmpit How far below the neck point an armpit may be, in half torso widths.
 */
export function readUpperSide(
  half: HalfOutline,
  torso: number,
  height: number,
  hood: number | null,
  lowestArmpit: number,
): UpperSide {
  const sleeve = findSleeve(half, torso, height, hood, lowestArmpit);
  const least = lowestArmpit > OPEN_ARMPIT ? LEAST_SLIT_SCORE : LEAST_SLEEVE_SCORE;
  if (sleeve && sleeve.score >= least) {
    return {
      sleeved: true,
      neck: hood ?? neckPoint(half, torso, sleeve.outer),
      cuffOuter: sleeve.outer,
      cuffInner: sleeve.inner,
      armpit: sleeve.armpit,
      hem: hemCorner(half, Math.min(half.length - 2, sleeve.armpit + LEAST_SIDE), torso),
      score: sleeve.score,
      confidence: Math.min(1, sleeve.score / 3),
    };
  }
  const { tip, base } = findArmhole(half, torso, height, hood);
  return {
    sleeved: false,
    neck: hood ?? neckPoint(half, torso, tip),
    cuffOuter: tip,
    cuffInner: base,
    armpit: base,
    hem: hemCorner(half, Math.min(half.length - 2, base + LEAST_SIDE), torso),
    score: 0,
    confidence: 0.5,
  };
}
