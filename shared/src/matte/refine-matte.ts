import { cropImage } from '../image/crop-image.ts';
import { dilate } from '../image/dilate.ts';
import type { PixelBox } from '../image/edge-strength.ts';
import { guidedFilter } from '../image/guided-filter.ts';
import type { GrayImage, RgbaImage } from '../image/image.ts';
import { resizeImage } from '../image/resize.ts';
import { type ColourModels, colourLogRatio, learnColours } from './colour-likelihood.ts';
import { dropThinParts, fillThinInlets } from './drop-thin-parts.ts';
import { clearAbove, findHanger } from './find-hanger.ts';
import { keepGarment } from './keep-garment.ts';
import { findPlainBackground } from './plain-background.ts';
import { findSeeThrough } from './see-through.ts';
import { smoothnessEvidence } from './shaggy-ground.ts';
import { findSoftShadow } from './soft-shadow.ts';
import { strengthenPrior } from './strengthen-prior.ts';
import { seenInSlits, type ToldPlaces, tellPlaces } from './told-places.ts';

/** The prior is sure above and below these: u2netp's output is nearly two-valued. */
const SURE_GARMENT = 0.9;
const SURE_BACKGROUND = 0.06;
/** No single pixel's colour outweighs its neighbours by more than e to this power. */
const MAX_LOG_RATIO = 4.5;
/** Half the width of the band round the edge that is decided anew, as a share of the long side. */
const COARSE_BAND = 0.028;
const FINE_BAND = 0.012;
/** How much the opinion held so far counts beside colour. */
const COARSE_WEIGHT = 1.2;
const FINE_WEIGHT = 0.7;
/** The network doubts pale or patterned parts of garments more than backgrounds. */
const PRIOR_BIAS = 0.6;
/** What texture tells outweighs the ground's colour and the opinion held so far. */
const TEXTURE_WEIGHT = 9;
/** What light tells of a soft shadow: at most so much belief at first, and this much against colour later. */
const SHADOW_BELIEF = 0.1;
const SHADOW_WEIGHT = 4;
/** Guided filter, at full size; edges of the photo weaker than 2 % do not hold the matte. */
const FILTER_RADIUS = 4;
const FILTER_EPS = 4e-4;

function logit(p: number): number {
  const clipped = Math.min(0.97, Math.max(0.03, p));
  return Math.log(clipped / (1 - clipped));
}

function clampRatio(ratio: number): number {
  return Math.min(MAX_LOG_RATIO, Math.max(-MAX_LOG_RATIO, ratio));
}

function luminance(image: RgbaImage): Float32Array {
  const { data } = image;
  const result = new Float32Array(image.width * image.height);
  for (let i = 0; i < result.length; i++) {
    result[i] = (0.299 * data[i * 4]! + 0.587 * data[i * 4 + 1]! + 0.114 * data[i * 4 + 2]!) / 255;
  }
  return result;
}

/** Sure garment, sure background, and what is to be decided between them. */
interface Trimap {
  readonly garment: Uint8Array;
  readonly background: Uint8Array;
  readonly unknown: Uint8Array;
}

function trimapOf(soft: Float32Array, width: number, height: number, band: number): Trimap {
  const size = width * height;
  const mask = new Uint8Array(size);
  const clear = new Uint8Array(size);
  for (let i = 0; i < size; i++) {
    if (soft[i]! >= 0.5) mask[i] = 1;
    else clear[i] = 1;
  }
  const nearGarment = dilate(mask, width, height, band);
  const nearClear = dilate(clear, width, height, band);
  const unknown = new Uint8Array(size);
  for (let i = 0; i < size; i++) {
    if (!nearGarment[i] || !nearClear[i]) continue;
    unknown[i] = 1;
    mask[i] = 0;
    clear[i] = 0;
  }
  return { garment: mask, background: clear, unknown };
}

function clampUnit(values: Float32Array): Float32Array {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value > 1) values[i] = 1;
    else if (!(value > 0)) values[i] = 0;
  }
  return values;
}

export interface RefinedMatte {
  readonly matte: GrayImage;
  /** Whether a hanger was taken out. */
  readonly hanger: boolean;
}

interface CoarseMatte {
  /** 0..1 by pixel. */
  readonly soft: Float32Array;
  /** By column, the row that the garment begins at below its hanger; null where it has none. */
  readonly begins: Float32Array | null;
  readonly told: ToldPlaces;
  /** 1 in soft shadow. */
  readonly shadow: Uint8Array;
}

/** First round, at half size: a wide band and whatever the network is unsure of. */
function refineCoarsely(image: RgbaImage, prior: Float32Array): CoarseMatte {
  const { width, height } = image;
  const plain = findPlainBackground(image, prior);
  const strong = plain ? strengthenPrior(image, prior, plain) : prior;
  const trimap = trimapOf(strong, width, height, COARSE_BAND * Math.max(width, height));
  for (let i = 0; i < strong.length; i++) {
    if (strong[i]! >= SURE_GARMENT || strong[i]! <= SURE_BACKGROUND) continue;
    trimap.unknown[i] = 1;
    trimap.garment[i] = 0;
    trimap.background[i] = 0;
  }
  const models = learnColours(image, trimap.garment, trimap.background);
  const light = luminance(image);
  const smooth = smoothnessEvidence(light, width, height, trimap.garment, trimap.background);
  const posterior = new Float32Array(trimap.garment);
  for (let y = 0; y < height; y++) {
    decideCoarsely(image, models, trimap.unknown, strong, smooth, y, posterior);
  }
  const known = { image, light, trimap, prior: strong };
  const shadow = findSoftShadow({ ...known, outside: models.outside });
  for (let i = 0; i < shadow.length; i++) {
    if (shadow[i] && posterior[i]! > SHADOW_BELIEF) posterior[i] = SHADOW_BELIEF;
  }
  const told = tellPlaces({ ...known, models, held: posterior, smooth });
  const { cloth, ground } = told;
  const believed = cloth || ground ? strong.slice() : strong;
  for (let i = 0; i < believed.length && believed !== strong; i++) {
    if (cloth?.[i]) posterior[i] = believed[i] = 1;
    if (ground?.[i]) posterior[i] = believed[i] = 0;
  }
  const filtered = clampUnit(
    guidedFilter(light, posterior, width, height, FILTER_RADIUS / 2, FILTER_EPS),
  );
  const begins = findHanger(filtered, width, height);
  if (begins) clearAbove(filtered, width, height, begins, 1);
  const holes = { smooth, through: ground };
  const kept = keepGarment(filtered, width, height, holes);
  const filled = fillThinInlets(kept, believed, width, height);
  const thick = dropThinParts(filled, believed, width, height);
  return { soft: keepGarment(thick, width, height, holes), begins, told, shadow };
}

/** Decides a row of what is unknown, at half size. */
function decideCoarsely(
  { width, data }: RgbaImage,
  models: ColourModels,
  unknown: Uint8Array,
  strong: Float32Array,
  smooth: Float32Array | null,
  y: number,
  posterior: Float32Array,
): void {
  for (let x = 0; x < width; x++) {
    const i = y * width + x;
    if (unknown[i] === 0) continue;
    const ratio = clampRatio(colourLogRatio(models, x, y, data, i));
    const smoothness = smooth ? smooth[i]! : 0;
    const score = ratio + smoothness + COARSE_WEIGHT * logit(strong[i]!) + PRIOR_BIAS;
    posterior[i] = 1 / (1 + Math.exp(-score));
  }
}

/** The part of the full-size photo that holds the garment and its edge, with room for the filter. */
function decidedBox(
  { garment, unknown }: Trimap,
  halfWidth: number,
  halfHeight: number,
  width: number,
  height: number,
): PixelBox {
  let left = halfWidth;
  let right = 0;
  let top = halfHeight;
  let bottom = 0;
  for (let y = 0; y < halfHeight; y++) {
    for (let x = 0; x < halfWidth; x++) {
      if (!garment[y * halfWidth + x] && !unknown[y * halfWidth + x]) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  if (right < left) return { left: 0, top: 0, right: width, bottom: height };
  const room = 2 * FILTER_RADIUS + 2;
  return {
    left: Math.max(0, 2 * left - room),
    top: Math.max(0, 2 * top - room),
    right: Math.min(width, 2 * right + 2 + room),
    bottom: Math.min(height, 2 * bottom + 2 + room),
  };
}

/** Linear interpolation between samples; the border repeats. */
function between(
  values: Float32Array,
  width: number,
  height: number,
  x: number,
  y: number,
): number {
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  const left = Math.max(0, x0);
  const right = Math.min(width - 1, x0 + 1);
  const above = Math.max(0, y0) * width;
  const below = Math.min(height - 1, y0 + 1) * width;
  const u = x - x0;
  const v = y - y0;
  return (
    (1 - v) * ((1 - u) * values[above + left]! + u * values[above + right]!) +
    v * ((1 - u) * values[below + left]! + u * values[below + right]!)
  );
}

/** A row of 0..1 as levels of 255. */
function inLevels(soft: Float32Array, levels: Uint8Array): void {
  for (let x = 0; x < soft.length; x++) levels[x] = Math.floor(soft[x]! * 255 + 0.5);
}

/** What is known at half size when pixels are decided at full size. */
interface HalfSize {
  readonly halfWidth: number;
  readonly halfHeight: number;
  readonly coarse: Float32Array;
  readonly told: ToldPlaces;
  readonly shadow: Uint8Array;
  readonly trimap: Trimap;
  readonly models: ColourModels;
}

/** Decides a row of what is unknown, at full size. */
function decideFinely(
  { halfWidth, halfHeight, coarse, told, shadow, trimap, models }: HalfSize,
  cut: RgbaImage,
  box: PixelBox,
  width: number,
  height: number,
  y: number,
  posterior: Float32Array,
): void {
  const { garment, unknown } = trimap;
  const hy = Math.min(halfHeight - 1, (y + box.top) >> 1);
  const fy = (y + box.top + 0.5) * (halfHeight / height) - 0.5;
  for (let x = 0; x < cut.width; x++) {
    const hx = Math.min(halfWidth - 1, (x + box.left) >> 1);
    const h = hy * halfWidth + hx;
    const i = y * cut.width + x;
    if (unknown[h] === 0) {
      posterior[i] = garment[h]!;
      continue;
    }
    if (told.ground?.[h]) continue;
    const fx = (x + box.left + 0.5) * (halfWidth / width) - 0.5;
    const held = between(coarse, halfWidth, halfHeight, fx, fy);
    const ratio = clampRatio(colourLogRatio(models, hx, hy, cut.data, i));
    const seen = told.cloth?.[h] ? TEXTURE_WEIGHT : shadow[h] ? -SHADOW_WEIGHT : 0;
    posterior[i] = 1 / (1 + Math.exp(-ratio - seen - FINE_WEIGHT * logit(held)));
  }
}

/**
 * Sharpens the network's coarse mask to the photo's own edges: in a band round the edge, each
 * pixel is decided anew by the colours of sure garment and sure background near it, smoothed along
 * image edges; first at half size in a wide band, then at full size in a narrow one.
 *
 * @param priorAt Gives the network's map, 0..1 by pixel, at any size.
 */
export function refineMatte(
  image: RgbaImage,
  priorAt: (width: number, height: number) => Float32Array,
): RefinedMatte {
  const { width, height } = image;
  const halfWidth = Math.ceil(width / 2);
  const halfHeight = Math.ceil(height / 2);
  const half = resizeImage(image, halfWidth, halfHeight);
  const {
    soft: coarse,
    begins,
    told,
    shadow,
  } = refineCoarsely(half, priorAt(halfWidth, halfHeight));
  const band = FINE_BAND * Math.max(halfWidth, halfHeight);
  const trimap = trimapOf(coarse, halfWidth, halfHeight, band);
  const models = learnColours(half, trimap.garment, trimap.background);
  const box = decidedBox(trimap, halfWidth, halfHeight, width, height);
  const across = box.right - box.left;
  const down = box.bottom - box.top;
  const cut = cropImage(image, box);
  const posterior = new Float32Array(across * down);
  const known: HalfSize = { halfWidth, halfHeight, coarse, told, shadow, trimap, models };
  for (let y = 0; y < down; y++) decideFinely(known, cut, box, width, height, y, posterior);
  const longSide = Math.max(width, height);
  const through = findSeeThrough({ box, image: cut, held: posterior, longSide }, models);
  if (through) for (let i = 0; i < posterior.length; i++) if (through[i]) posterior[i] = 0;
  const filtered = clampUnit(
    guidedFilter(luminance(cut), posterior, across, down, FILTER_RADIUS, FILTER_EPS),
  );
  if (begins) clearAbove(filtered, across, down, begins, 2, box);
  const seen = seenInSlits(told, through, halfWidth, halfHeight, box);
  const soft = keepGarment(filtered, across, down, { through: seen });
  const data = new Uint8Array(width * height);
  for (let y = 0; y < down; y++) {
    const from = (y + box.top) * width + box.left;
    inLevels(soft.subarray(y * across, (y + 1) * across), data.subarray(from, from + across));
  }
  return { matte: { width, height, data }, hanger: begins !== null };
}
