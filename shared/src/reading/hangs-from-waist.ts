import { findCrotch, LEG_GAP } from '../landmarks/crotch.ts';
import type { GarmentFrame } from '../landmarks/garment-frame.ts';
import type { Upper } from '../landmarks/read-upper.ts';
import type { WidthProfile } from '../landmarks/torso-width.ts';
import { endsInCrotchPiece } from './crotch-piece.ts';
import { sure } from './sure.ts';
import { measureUpperEdge } from './waist-edge.ts';

/** A waistband's edge rises above the line between its ends by less than this share of its width. */
const WAIST_RISE = 0.042;
const RISE_SCALE = 0.03;
/** Without legs the same is told more sharply: skirts rise by less than 0.02, shoulders by more than 0.045. */
const SKIRT_RISE = 0.04;
const SKIRT_RISE_SCALE = 0.02;
/** It sinks by less than this; straps and scooped necks sink more. */
const WAIST_DIP = 0.15;
/** A dip this deep between two parts is a neck between straps, legs or not. */
const STRAPPED_DIP = 0.45;
/** And it is at least this wide beside the garment's mean width; collars are narrower. */
const WAIST_WIDTH = 0.55;

/** Two sleeves this sound, or one this clear, hang from no waist. */
const SLEEVES = 1.7;
const CLEAR_SLEEVE = 2.4;

/** A skirt's narrowest level is its top; this much narrower in the middle is a dress's waist. */
const WAISTED = 0.9;

function isWaisted(profile: WidthProfile): boolean {
  let above = 0;
  for (let level = 6; level < 30; level++) above = Math.max(above, profile.total[level]!);
  let middle = Infinity;
  for (let level = 25; level < 60; level++) middle = Math.min(middle, profile.total[level]!);
  return middle < WAISTED * above;
}

/** Above these levels lies a strapless edge, and no belt under a frill counts as a waist. */
const EDGE_LEVELS = 10;
const BELT_LEVELS = 12;
/** Evidence against a waist where the cloth narrows below its upper edge: from this much on, by so much, at most. */
const NARROWED = 0.97;
const NARROWED_SCALE = 0.045;
const MOST_NARROWED = 2;
/** With legs the same weighs more: above a crotch that lies low, trousers do not narrow at all. */
const NARROWED_SCALE_LEGS = 0.017;
const MOST_NARROWED_LEGS = 2.6;
/** A jumpsuit's legs part at least this far down; trousers', whose rise is short, higher up. */
const LOW_CROTCH = 0.38;

/**
 * How much a garment narrows between its upper edge and what lies below, 1 where it does not. Skirts and
 * trousers are narrowest at their top; a strapless dress or jumpsuit has its waist further down.
 *
 * @param crotch Height of the crotch as a share of the garment's; null without legs.
 */
function narrowing({ total }: WidthProfile, crotch: number | null): number {
  if (crotch !== null && crotch < LOW_CROTCH) return 1;
  const end = crotch === null ? 70 : Math.floor(crotch * total.length) - 4;
  let least = 1;
  let above = 0;
  for (let level = 2; level < EDGE_LEVELS; level++) above = Math.max(above, total[level]!);
  for (let level = EDGE_LEVELS; level < end; level++) {
    // Above legs there may be shoulders; a skirt's hips are no upper edge.
    if (crotch !== null) above = Math.max(above, total[level]!);
    if (level < BELT_LEVELS) continue;
    let below = 0;
    for (let k = level; k < end; k++) below = Math.max(below, total[k]!);
    least = Math.min(least, total[level]! / Math.max(1, Math.min(above, below)));
  }
  return least;
}

/** An upper edge as wide as this beside the widest level of the upper half is hardly a waist's. */
const EDGE_OF_WIDEST = 0.92;
const EDGE_SCALE = 0.033;

/** Evidence, 0 to 2, that the upper edge is as wide as all below it: a tube's round the bust. */
function tubeEvidence({ total }: WidthProfile, edgeWidth: number): number {
  let widest = 1;
  for (let level = 3; level < 55; level++) widest = Math.max(widest, total[level]!);
  return Math.max(0, Math.min(2, (edgeWidth / widest - EDGE_OF_WIDEST) / EDGE_SCALE));
}

/** Shoulders make a garment this much wider within a tenth of its height than its neck; hips need longer. */
const SHOULDER_LEVEL = 9;
const SHOULDER_GROWTH = 1.5;
const GROWTH_SCALE = 0.2;

/** Evidence, 0 to 2, that the upper edge is a neck with shoulders just below it. */
function shoulderEvidence({ total }: WidthProfile, edgeWidth: number): number {
  const growth = total[SHOULDER_LEVEL]! / edgeWidth;
  return Math.max(0, Math.min(2, (growth - SHOULDER_GROWTH) / GROWTH_SCALE));
}

/** What ends in a crotch piece is worn from the shoulders. */
const CROTCH_PIECE = 2;

/** Whether the garment hangs from the waist, from its upper edge and its legs. */
export function isWaistGarment(
  frame: GarmentFrame,
  profile: WidthProfile,
  upper: Upper,
): { readonly value: boolean; readonly confidence: number } {
  const edge = measureUpperEdge(upper.leftHalf, upper.rightHalf, frame.height);
  let mean = 0;
  for (let level = 0; level < profile.count; level++) mean += profile.total[level]! / profile.count;
  const crotch = findCrotch(frame);
  const legged = crotch.gap > LEG_GAP && Math.abs(frame.u[crotch.point]!) < 0.2 * mean;
  const { left, right } = upper;
  const sleeved =
    Math.min(left.score, right.score) > SLEEVES || Math.max(left.score, right.score) > CLEAR_SLEEVE;
  let evidence = 0;
  const rise = legged
    ? (WAIST_RISE - edge.rise) / RISE_SCALE
    : (SKIRT_RISE - edge.rise) / SKIRT_RISE_SCALE;
  evidence += Math.max(-1.5, Math.min(1, rise));
  evidence += Math.max(-1.5, Math.min(0.5, (edge.width / mean - WAIST_WIDTH) / 0.2));
  const narrowed = narrowing(profile, legged ? frame.v[crotch.point]! / frame.height : null);
  const against = (NARROWED - narrowed) / (legged ? NARROWED_SCALE_LEGS : NARROWED_SCALE);
  evidence -= Math.max(0, Math.min(legged ? MOST_NARROWED_LEGS : MOST_NARROWED, against));
  if (legged) evidence += edge.dip > STRAPPED_DIP && profile.runs[5]! > 1 ? -1.5 : 1;
  else {
    evidence -= tubeEvidence(profile, edge.width);
    evidence += Math.max(-1.5, Math.min(0.3, (WAIST_DIP - edge.dip) / 0.1));
    // Long and without legs: a maxi skirt is rarer than a dress.
    evidence -= Math.max(0, frame.height / mean - 1.9);
    if (isWaisted(profile)) evidence -= 1;
  }
  evidence -= shoulderEvidence(profile, edge.width);
  if (sleeved) evidence -= 2.2;
  if (!legged && endsInCrotchPiece(frame, upper, profile)) evidence -= CROTCH_PIECE;
  if (upper.hood) evidence -= 0.5;
  return { value: evidence > 0, confidence: sure(evidence, 2) };
}
