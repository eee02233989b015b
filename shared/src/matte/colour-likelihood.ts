import type { RgbaImage } from '../image/image.ts';
import { type ColourHistogram, colourHistogram, histogramBin } from './colour-histogram.ts';
import {
  type ColourStatistics,
  cellAt,
  colourDensity,
  colourStatistics,
  isColourful,
  type Shadow,
  shadowDensity,
} from './colour-statistics.ts';

/** Shares of the local colours, of the whole set's colours, and of colours never seen. */
const LOCAL_SHARE = 0.6;
const GLOBAL_SHARE = 0.35;
/** A garment may carry a colour that none of its sure pixels has; a background far less often. */
const NEW_GARMENT_COLOUR = 0.05 / 256 ** 3;
const NEW_BACKGROUND_COLOUR = 0.004 / 256 ** 3;
/** Share of the background that lies in the garment's shadow. */
const SHADOW_SHARE = 0.05;
const SHADOW: Shadow = { deviation: 6, darkest: 0.5 };
/** On a ground with a hue of its own, a slit's deep shadow is known by it. */
const COLOURFUL_SHADOW: Shadow = { deviation: 12, darkest: 0.2 };

/** Colours of a garment and of its background, near every place and on the whole. */
export interface ColourModels {
  readonly inside: ColourStatistics;
  readonly outside: ColourStatistics;
  readonly insideAll: ColourHistogram;
  readonly outsideAll: ColourHistogram;
}

/**
 * Learns the colours of two sample sets.
 *
 * @param image At half the working size: colours vary slowly.
 * @param garment Non-zero where a pixel is surely garment; `background` likewise.
 */
export function learnColours(
  image: RgbaImage,
  garment: Uint8Array,
  background: Uint8Array,
): ColourModels {
  return {
    inside: colourStatistics(image, garment),
    outside: colourStatistics(image, background),
    insideAll: colourHistogram(image, garment),
    outsideAll: colourHistogram(image, background),
  };
}

/**
 * How much more the garment's colours explain a pixel than the background's do: each a mixture of
 * a local Gaussian and the histogram of the whole sample set; the background's also of itself in
 * shadow.
 *
 * @param x In pixels of the image the models were learnt from; `y` likewise.
 * @param data RGBA bytes; `pixel` is the pixel's number in them.
 * @returns Natural log of the likelihood ratio, positive for garment, not clamped.
 */
export function colourLogRatio(
  { inside, outside, insideAll, outsideAll }: ColourModels,
  x: number,
  y: number,
  data: Uint8Array | Uint8ClampedArray,
  pixel: number,
): number {
  const cell = cellAt(inside, x, y);
  const r = data[pixel * 4]!;
  const g = data[pixel * 4 + 1]!;
  const b = data[pixel * 4 + 2]!;
  const bin = histogramBin(r, g, b);
  const shadow = isColourful(outside, cell) ? COLOURFUL_SHADOW : SHADOW;
  const ofGarment =
    LOCAL_SHARE * colourDensity(inside, cell, r, g, b) +
    GLOBAL_SHARE * insideAll[bin]! +
    NEW_GARMENT_COLOUR;
  const ofBackground =
    LOCAL_SHARE * colourDensity(outside, cell, r, g, b) +
    GLOBAL_SHARE * outsideAll[bin]! +
    SHADOW_SHARE * shadowDensity(outside, cell, r, g, b, shadow) +
    NEW_BACKGROUND_COLOUR;
  return Math.log(ofGarment / ofBackground);
}
