import type { PixelBox } from '../image/edge-strength.ts';
import { extentAbove } from '../image/extent-above.ts';
import type { RgbaImage } from '../image/image.ts';
import { carveGaps } from './carve-gaps.ts';
import type { ColourModels } from './colour-likelihood.ts';
import { type ColourStatistics, cellAt, colourDensity, meanColour } from './colour-statistics.ts';

/** Density, by level cubed, below which a colour is not that of the cloth nearby: some seven deviations off. */
const STRANGE = Math.exp(-30);
/** Ground in a slit lies in shadow: light that is left of the open ground's, at least and at most (noise). */
const DARKEST = 0.3;
const BRIGHTEST = 1.1;
/** Light thrown back by the cloth tints it: distance to the ground's hue, levels and share of its own light. */
const TINT = 6;
const TINT_SHARE = 0.13;
/** A slit is no wider than this share of the long side, row by row. */
const MOST_WIDE = 0.06;
/** Of what lies between the cloth on both sides, at least this share looks like ground, */
const LEAST_GROUND = 0.5;
/** and this share was taken for garment so far: gaps that are open keep their edges. */
const LEAST_HELD = 0.5;
/** Share of the photo's area: a slit with cloth on both sides is told sooner than one by its shape alone. */
const LEAST_AREA = 5e-4;
/** What smoothness says of cloth on a carpet (shaggy-ground.ts) counts from here on, natural log. */
const SMOOTH_CLOTH = 1.5;
/** The network is sure that there is no cloth. */
const SURE_GROUND = 0.05;
/** What the network takes for garment. */
const CLAIMED = 0.5;

/** What is known of a garment before slits are looked for, by pixel at half the working size. */
export interface SlitEvidence {
  readonly image: RgbaImage;
  readonly models: ColourModels;
  /** The network's opinion, 0..1. */
  readonly prior: Float32Array;
  /** What colours made of it, 0..1. */
  readonly held: Float32Array;
  /** Non-zero where a pixel is surely garment. */
  readonly sure: Uint8Array;
  /** Non-zero where texture tells cloth; null where it tells nothing. */
  readonly rough: Uint8Array | null;
  /** How much smoothness speaks for cloth; null where it says nothing. */
  readonly smooth: Float32Array | null;
}

/**
 * Finds narrow slits between sleeve and body by what lies between two pieces of cloth in each row: nothing
 * that the cloth near it explains, but the ground's hue, darker. Colours that the garment has elsewhere, a pale
 * lining at the neck, do not count here. Shape, place and the network's doubt must be a gap's (carve-gaps.ts).
 *
 * @returns 1 where ground is seen; null where nowhere.
 */
export function findSlits(evidence: SlitEvidence): Uint8Array | null {
  const { image, prior } = evidence;
  const { width, height } = image;
  // Right and bottom included.
  const box = extentAbove(prior, width, CLAIMED);
  const found = new Uint8Array(prior.length);
  for (let y = box.top; y <= box.bottom; y++) markRow(found, evidence, y, box);
  if (!found.includes(1)) return null;
  const carved = prior.slice();
  carveGaps(carved, found, width, height, box, LEAST_AREA);
  let any = false;
  for (let i = 0; i < found.length; i++) {
    if (carved[i] === prior[i]) found[i] = 0;
    else any = true;
  }
  return any ? found : null;
}

/** Marks what lies between cloth and cloth in a row and looks like ground on the whole. */
function markRow(found: Uint8Array, evidence: SlitEvidence, y: number, box: PixelBox): void {
  const { image, models, prior, held } = evidence;
  const wide = MOST_WIDE * Math.max(image.width, image.height);
  const row = y * image.width;
  let cloth = -1;
  let ground = 0;
  let claimed = 0;
  for (let x = box.left; x <= box.right; x++) {
    const i = row + x;
    const cell = cellAt(models.inside, x, y);
    if (isCloth(evidence, cell, i)) {
      const run = x - cloth - 1;
      const isSlit = cloth >= 0 && run > 0 && run < wide;
      if (isSlit && ground >= LEAST_GROUND * run && claimed >= LEAST_HELD * run) {
        found.fill(1, i - run, i);
      }
      cloth = x;
      ground = 0;
      claimed = 0;
    } else if (cloth >= 0 && x - cloth < wide) {
      if (held[i]! > 0.5 || prior[i]! > 0.5) claimed++;
      if (isDarkened(models.outside, cell, image.data, i)) ground++;
    }
  }
}

function isCloth(
  { image, models, prior, sure, rough, smooth }: SlitEvidence,
  cell: number,
  i: number,
): boolean {
  if (sure[i] || rough?.[i]) return true;
  if (smooth && smooth[i]! > SMOOTH_CLOTH) return true;
  if (prior[i]! <= SURE_GROUND) return false;
  const { data } = image;
  const [r, g, b] = [data[i * 4]!, data[i * 4 + 1]!, data[i * 4 + 2]!];
  return colourDensity(models.inside, cell, r, g, b) > STRANGE;
}

/** Whether a colour is that of the ground nearby, less lit. */
function isDarkened(
  outside: ColourStatistics,
  cell: number,
  data: Uint8Array | Uint8ClampedArray,
  i: number,
): boolean {
  const [r, g, b] = [data[i * 4]!, data[i * 4 + 1]!, data[i * 4 + 2]!];
  const [red, green, blue] = meanColour(outside, cell);
  const dot = r * red + g * green + b * blue;
  const share = dot / Math.max(1, red * red + green * green + blue * blue);
  if (share < DARKEST || share > BRIGHTEST) return false;
  const square = r * r + g * g + b * b;
  const residual = Math.sqrt(Math.max(0, square - share * dot));
  return residual <= TINT + TINT_SHARE * Math.sqrt(square);
}
