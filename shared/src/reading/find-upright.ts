import type { GrayImage } from '../image/image.ts';
import { findCrotch } from '../landmarks/crotch.ts';
import { frameOutline } from '../landmarks/garment-frame.ts';
import { readUpper } from '../landmarks/read-upper.ts';
import { torsoHalfWidth, type WidthProfile, widthProfile } from '../landmarks/torso-width.ts';
import { findSymmetryAxis, type SymmetryAxis } from '../outline/symmetry-axis.ts';
import { isWaistGarment } from './hangs-from-waist.ts';

/** A garment this even about its upright axis (mirror IoU) is not looked at lying on its side. */
const EVEN = 0.93;
/** It lies on its side when it is this much more even about an axis across. */
const LYING = 0.05;
/** Sleeves found with this score on both sides are sleeves; beside what looks like a waist they must be clearer. */
const SOUND_SLEEVE = 1.6;
const CLEAR_SLEEVE = 2.3;
/** Legs are open over this share of the height, and this wide beside half the torso; straps are narrower. */
const LEG_GAP = 0.4;
const LEG_WIDTH = 0.6;
/** They part near the axis (half torso widths). */
const LEG_OFFSET = 0.3;
/** What hangs from the waist with this confidence stands the right way up. */
const CLEAR_WAIST = 0.75;

/** What says that a garment stands the right way up along an axis. */
interface Stance {
  /** The lesser score of the two sleeves. */
  readonly sleeves: number;
  readonly legs: boolean;
  readonly waist: boolean;
  /** Width of the lower part over that of the upper one: skirts and dresses widen. */
  readonly flare: number;
}

function meanWidth({ total }: WidthProfile, from: number, to: number): number {
  let sum = 0;
  for (let level = from; level < to; level++) sum += total[level]! / (to - from);
  return sum;
}

function stanceOf(matte: GrayImage, outline: Float64Array, axis: SymmetryAxis): Stance {
  const frame = frameOutline(outline, axis);
  const profile = widthProfile(matte, frame);
  const torso = torsoHalfWidth(profile);
  const upper = readUpper(frame, torso, null);
  const crotch = findCrotch(frame);
  const middle = frame.v[crotch.point]! + (crotch.gap * frame.height) / 2;
  const level = Math.min(profile.count - 1, Math.floor((middle / frame.height) * profile.count));
  const waist = isWaistGarment(frame, profile, upper);
  return {
    sleeves: Math.min(upper.left.score, upper.right.score),
    legs:
      crotch.gap > LEG_GAP &&
      Math.abs(frame.u[crotch.point]!) < LEG_OFFSET * torso &&
      profile.total[level]! / 2 > LEG_WIDTH * torso,
    waist: waist.value && waist.confidence > CLEAR_WAIST,
    flare: meanWidth(profile, 75, 95) / Math.max(1, meanWidth(profile, 5, 25)),
  };
}

/**
 * Finds the garment's axis and which of its ends is the top: upright photos are the rule, and only
 * a clear sign (sleeves or legs that point the wrong way) turns one.
 *
 * @returns The axis with its tilt anywhere in the full turn: pi for a garment upside down.
 */
export function findUpright(matte: GrayImage, outline: Float64Array): SymmetryAxis {
  const upright = findSymmetryAxis(matte);
  const lying = upright.score < EVEN ? findSymmetryAxis(matte, Math.PI / 2) : null;
  if (lying && lying.score > upright.score + LYING) {
    const over: SymmetryAxis = { ...lying, tilt: lying.tilt - Math.PI };
    const a = stanceOf(matte, outline, lying);
    const b = stanceOf(matte, outline, over);
    if (Math.max(a.sleeves, b.sleeves) > SOUND_SLEEVE) return a.sleeves > b.sleeves ? lying : over;
    if (a.legs !== b.legs) return a.legs ? lying : over;
    return a.flare >= b.flare ? lying : over;
  }
  const stance = stanceOf(matte, outline, upright);
  if (stance.sleeves > SOUND_SLEEVE || stance.legs) return upright;
  const head: SymmetryAxis = { ...upright, tilt: upright.tilt + Math.PI };
  const turned = stanceOf(matte, outline, head);
  const sleeved = turned.sleeves > (stance.waist ? CLEAR_SLEEVE : SOUND_SLEEVE);
  return turned.legs || sleeved ? head : upright;
}
