import type { Upper } from '../garment/vocabulary.ts';
import { edgeLevel, garmentSampleAt, type NeckPatch } from './neck-patch.ts';
import { type FamilyNeckline, judgeFamily } from './neckline-family.ts';

/*
 * Front or back. Seen from in front, the inside of a garment's back shows within its neck, in its own
 * shade; from behind the cloth goes on up to the neck's edge. An inside that is not found proves
 * nothing where it could not be seen, so whatever hides one on a front is left out: cloth that is dark
 * or blown out, a turtleneck, a boat neck (both edges in one line), a scooped edge, straps, a hood.
 * (On 66 photos of fronts the likeliest neckline scored 0.47 and more, but for three of dark cloth; on
 * backs drawn from the same garments 0.05 to 0.4, more where the cloth is patterned.)
 */

/** Half neck widths: a neckband goes down so far, an inside shows over more, and no front begins lower than that. */
const BAND = 0.22;
const LEAST_INSIDE = 0.3;
const DEEPEST = 2.6;
/** Cloth that is looked at: down to here below the neck points, half neck widths, and so closely. */
const CLOTH_DOWN = 1.5;
const CLOTH_STEP = 0.1;
/** Up to this score a neckline is a chance line; of plain cloth it is lower, of a pattern higher. */
const CHANCE = 0.4;
/** And from this one on an inside is seen whatever the neckband. */
const SURE_INSIDE = 0.6;
/** In cloth darker than this (levels) the shade inside a neck is lost in the photo's noise. */
const DARK = 60;
/** And where it is blown out to white there is no shade either. */
const BLOWN_OUT = 249;
/** An edge that itself sinks lower than this (half neck widths) is a scooped front's, or a back's as low. */
const SCOOPED = 0.5;
/** A boat neck is wider than this beside the chest; other fronts' necks measured up to 0.6. */
const BOAT = 0.66;

/** What a photo shows within a neck. */
export interface NeckView {
  /** Score of the likeliest line that the front may begin at, with an inside above it; 0 without any. */
  readonly evidence: number;
  /** How far the outline's own edge sinks in the middle, half neck widths. */
  readonly sink: number;
  /** Of the cloth below the neck points, levels (median). */
  readonly lightness: number;
  /** Between the neck points, pixels. */
  readonly width: number;
}

/** What of a garment's shape hides the inside of a neck, or shows that this is the front. */
export interface NeckShape {
  readonly upper: Upper | null;
  /** A collar that stands up all round, as a turtleneck does. */
  readonly standUp: boolean;
  /** A placket or zip was found. */
  readonly closes: boolean;
  /** Half the chest's width, pixels. */
  readonly torso: number;
}

/** The best score of a line below which a front may begin. */
function evidenceOf(necklines: readonly FamilyNeckline[]): number {
  const inside = necklines.filter(({ gap }) => gap > LEAST_INSIDE && gap < DEEPEST);
  return Math.max(0, ...inside.map(({ score }) => score));
}

/** Looks at the lines that a front may begin at, best or not, and at the cloth round them. */
export function neckView(patch: NeckPatch, necklines: readonly FamilyNeckline[]): NeckView {
  const lightnesses: number[] = [];
  for (let x = -1; x <= 1; x += CLOTH_STEP) {
    for (let y = 0; y < CLOTH_DOWN; y += CLOTH_STEP) {
      const at = garmentSampleAt(patch, x, y);
      if (at < 0) continue;
      const [r, g, b] = [0, 1, 2].map((c) => patch.colours[at * 3 + c]!);
      lightnesses.push(0.3 * r! + 0.59 * g! + 0.11 * b!);
    }
  }
  lightnesses.sort((a, b) => a - b);
  let evidence = evidenceOf(necklines);
  // Lines just below a neckband take their step from it; looked at without it, a front's own remains.
  if (evidence >= CHANCE && evidence < SURE_INSIDE) {
    evidence = evidenceOf(judgeFamily(patch, false, null, BAND).necklines);
  }
  return {
    evidence,
    sink: edgeLevel(patch, 0),
    lightness: lightnesses[lightnesses.length >> 1] ?? 0,
    width: 2 * patch.half,
  };
}

/** Whether a photo may well show its garment's back. */
export function seemsBack(
  { evidence, sink, lightness, width }: NeckView,
  { upper, standUp, closes, torso }: NeckShape,
): boolean {
  if (upper !== 'sleeves' && upper !== 'sleeveless') return false;
  if (closes || standUp || sink > SCOOPED) return false;
  const shows = lightness > DARK && lightness < BLOWN_OUT;
  return shows && evidence < CHANCE && width < BOAT * 2 * torso;
}
