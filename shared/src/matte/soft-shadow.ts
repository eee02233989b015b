import type { RgbaImage } from '../image/image.ts';
import { type ColourStatistics, cellAt, meanColour } from './colour-statistics.ts';

/** Light falls from pixel to pixel by no more, 0..1: an edge of cloth is steeper. */
const MOST_FALL = 12 / 255;
/** On the way from the ground inward it does not rise again by more, noise, 0..1: then cloth begins. */
const MOST_RISE = 1.5 / 255;
/** Where the network leans to garment, shading is the garment's own: white cloth on white begins so. */
const MOST_BELIEF = 0.5;
/** Light that is left of the open ground's, at least. */
const DARKEST = 0.35;
/** A shadow keeps the ground's hue: distance to it, levels and share of the colour's own light. */
const TINT = 4;
const TINT_SHARE = 0.08;

/** What is known of the photo, by pixel at half the working size. */
export interface ShadowEvidence {
  readonly image: RgbaImage;
  /** Luminance 0..1. */
  readonly light: Float32Array;
  /** Non-zero where a pixel is surely ground, or to be decided. */
  readonly trimap: { readonly background: Uint8Array; readonly unknown: Uint8Array };
  /** The network's opinion, 0..1. */
  readonly prior: Float32Array;
  /** Colours of the sure ground. */
  readonly outside: ColourStatistics;
}

/**
 * Finds the soft shadow that a garment throws on its ground: followed from the open ground inward, its light
 * falls, gently and never rising, and its hue stays. By colour alone it is pale grey cloth as well.
 *
 * @returns 1 where a pixel to be decided is such shadow, or open ground.
 */
export function findSoftShadow(evidence: ShadowEvidence): Uint8Array {
  const { image, light, trimap, prior } = evidence;
  const { width, height } = image;
  const { unknown } = trimap;
  const shadow = new Uint8Array(light.length);
  // The least light on the way to a pixel.
  const least = new Float32Array(light.length);
  let front: number[] = [];
  for (let y = 1; y < height - 1; y++) addOpenGround(trimap, y * width, width, front);
  for (const i of front) least[i] = light[i]!;
  const steps = [-1, 1, -width, width];
  while (front.length > 0) {
    const next: number[] = [];
    for (const i of front) {
      for (let s = 0; s < steps.length; s++) {
        const j = i + steps[s]!;
        if (!unknown[j] || shadow[j] || prior[j]! > MOST_BELIEF) continue;
        if (light[j]! > least[i]! + MOST_RISE || light[i]! - light[j]! > MOST_FALL) continue;
        if (!hasGroundsHue(evidence, j)) continue;
        shadow[j] = 1;
        least[j] = Math.min(least[i]!, light[j]!);
        next.push(j);
      }
    }
    front = next;
  }
  return shadow;
}

/** Pixels of a row's sure ground beside undecided ones. A function of its own, so that it is compiled once. */
function addOpenGround(
  { background, unknown }: ShadowEvidence['trimap'],
  row: number,
  width: number,
  front: number[],
): void {
  for (let i = row + 1; i < row + width - 1; i++) {
    if (!background[i]) continue;
    if (unknown[i - 1] || unknown[i + 1] || unknown[i - width] || unknown[i + width]) front.push(i);
  }
}

function hasGroundsHue({ image, outside }: ShadowEvidence, i: number): boolean {
  const { data, width } = image;
  const x = i % width;
  const mean = meanColour(outside, cellAt(outside, x, (i - x) / width));
  const red = mean[0];
  const green = mean[1];
  const blue = mean[2];
  const r = data[i * 4]!;
  const g = data[i * 4 + 1]!;
  const b = data[i * 4 + 2]!;
  const dot = r * red + g * green + b * blue;
  const share = dot / Math.max(1, red * red + green * green + blue * blue);
  if (share < DARKEST) return false;
  const square = r * r + g * g + b * b;
  const residual = Math.sqrt(Math.max(0, square - share * dot));
  return residual <= TINT + TINT_SHARE * Math.sqrt(square);
}
