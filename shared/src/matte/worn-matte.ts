import type { Category } from '../garment/vocabulary.ts';
import { cropImage } from '../image/crop-image.ts';
import type { PixelBox } from '../image/edge-strength.ts';
import type { RgbaImage } from '../image/image.ts';
import { resampleChannels } from '../image/resize.ts';
import { InputError } from '../job/input-error.ts';
import {
  GARMENT_PARTS,
  type GarmentParser,
  type GarmentPart,
  PARTS_OF,
  type ParserNetwork,
  PERSON_LABELS,
} from './garment-parser.ts';
import { isLowContrast } from './low-contrast.ts';
import type { FoundMatte, MatteFinding } from './make-matte.ts';
import { priorInput } from './prior-tensor.ts';
import { refineWorn } from './refine-worn.ts';

/** A person is there when skin and hair are this share of all that is not background. */
const LEAST_PERSON = 0.04;
/** A garment covers at least this share of the picture of the person. */
const LEAST_GARMENT = 0.01;
/** Left to choose, the upper garment is taken unless another one is larger by more than this. */
const UPPER_FIRST = 1.6;
/** Room left round the person, as a share of their box. */
const MARGIN = 0.08;
/** A box that fills more of the photo than this shows the network nothing new. */
const MOST_OF_PHOTO = 0.75;

/**
 * One garment's matte on a photo of a dressed person. The network looks at the whole photo, then at the person
 * alone; the garment's edge is then refined by the colours beside it.
 *
 * @param category Which garment; `auto`: the upper one, or a larger one.
 * @returns null where nobody is seen, or nobody's clothes: the photo is to be read in the usual way.
 * @throws {InputError} `no-garment` when the person wears other garments, but nothing of that category.
 */
export async function wornMatte(
  image: RgbaImage,
  parser: GarmentParser,
  category: Category | 'auto',
): Promise<FoundMatte | null> {
  const { network } = parser;
  const first = sharesOf(await parser.run(priorInput(image, network)), network);
  if (!isPerson(first, network)) return null;
  const box = personBox(first, network, image);
  const whole = { left: 0, top: 0, right: image.width, bottom: image.height };
  const isLarge = areaOf(box) > MOST_OF_PHOTO * areaOf(whole);
  const seen = isLarge
    ? { shares: first, box: whole }
    : {
        shares: sharesOf(await parser.run(priorInput(cropImage(image, box), network)), network),
        box,
      };
  const parts = partsOnPerson(seen.shares, network, category);
  if (parts === null) {
    // Fur is hair to such a network, and a nude-coloured top is skin: where it sees no cloth, it says nothing.
    if (category === 'auto' || partsOnPerson(seen.shares, network, 'auto') === null) return null;
    throw new InputError(
      'no-garment',
      `A person is on the photo, but no garment of the category ${category} was found on them. Choose the category of what they wear, or lay the garment flat and take the photo again.`,
    );
  }
  const belief = sumOf(seen.shares, network, parts);
  const matte = refineWorn(image, (width, height) =>
    placed(belief, network.answerSize, seen.box, image, width, height),
  );
  const findings: MatteFinding[] = ['cut-from-person'];
  if (isLowContrast(image, matte)) findings.push('low-contrast');
  return { ...matte, findings };
}

/** Probabilities by label: the softmax of each pixel. */
function sharesOf(logits: Float32Array, { labels, answerSize }: ParserNetwork): Float32Array {
  const plane = answerSize * answerSize;
  const shares = new Float32Array(labels.length * plane);
  for (let i = 0; i < plane; i++) {
    let most = Number.NEGATIVE_INFINITY;
    for (let c = 0; c < labels.length; c++) most = Math.max(most, logits[c * plane + i]!);
    let sum = 0;
    for (let c = 0; c < labels.length; c++) {
      const value = Math.exp(logits[c * plane + i]! - most);
      shares[c * plane + i] = value;
      sum += value;
    }
    for (let c = 0; c < labels.length; c++) shares[c * plane + i]! /= sum;
  }
  return shares;
}

/** What some labels have together at each pixel. */
function sumOf(
  shares: Float32Array,
  { labels, answerSize }: ParserNetwork,
  wanted: readonly string[],
): Float32Array {
  const plane = answerSize * answerSize;
  const sum = new Float32Array(plane);
  for (const [c, label] of labels.entries()) {
    if (!wanted.includes(label)) continue;
    for (let i = 0; i < plane; i++) sum[i]! += shares[c * plane + i]!;
  }
  return sum;
}

const total = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0);

function isPerson(shares: Float32Array, network: ParserNetwork): boolean {
  const all = total(foregroundOf(shares, network));
  return all > 0 && total(sumOf(shares, network, PERSON_LABELS)) >= LEAST_PERSON * all;
}

/** The first label is the background. */
function foregroundOf(shares: Float32Array, network: ParserNetwork): Float32Array {
  return sumOf(shares, network, network.labels.slice(1));
}

/** Round all that is not background, in the image's pixels. */
function personBox(shares: Float32Array, network: ParserNetwork, image: RgbaImage): PixelBox {
  const side = network.answerSize;
  const foreground = foregroundOf(shares, network);
  let [left, right, top, bottom] = [side, 0, side, 0];
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      if (foreground[y * side + x]! < 0.5) continue;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = y + 1;
    }
  }
  if (right <= left) return { left: 0, top: 0, right: image.width, bottom: image.height };
  const [across, down] = [image.width / side, image.height / side];
  const [roomX, roomY] = [MARGIN * (right - left), MARGIN * (bottom - top)];
  return {
    left: Math.max(0, Math.floor((left - roomX) * across)),
    right: Math.min(image.width, Math.ceil((right + roomX) * across)),
    top: Math.max(0, Math.floor((top - roomY) * down)),
    bottom: Math.min(image.height, Math.ceil((bottom + roomY) * down)),
  };
}

function areaOf({ left, right, top, bottom }: PixelBox): number {
  return (right - left) * (bottom - top);
}

/** The labels of the garment that is asked for; null when the person wears no such thing. */
function partsOnPerson(
  shares: Float32Array,
  network: ParserNetwork,
  category: Category | 'auto',
): readonly GarmentPart[] | null {
  const least = LEAST_GARMENT * network.answerSize ** 2;
  const sizeOf = (parts: readonly GarmentPart[]) => total(sumOf(shares, network, parts));
  if (category !== 'auto') {
    return PARTS_OF[category].find((parts) => sizeOf(parts) >= least) ?? null;
  }
  const weighed = GARMENT_PARTS.map((part) => ({
    part,
    size: sizeOf([part]) * (part === 'Upper-clothes' ? UPPER_FIRST : 1),
  }));
  const largest = weighed.reduce((a, b) => (b.size > a.size ? b : a));
  return sizeOf([largest.part]) >= least ? [largest.part] : null;
}

/** A square answer about a box of the photo as a map of the whole photo, at any size. */
function placed(
  belief: Float32Array,
  side: number,
  box: PixelBox,
  image: RgbaImage,
  width: number,
  height: number,
): Float32Array {
  const left = Math.round((box.left / image.width) * width);
  const right = Math.round((box.right / image.width) * width);
  const top = Math.round((box.top / image.height) * height);
  const bottom = Math.round((box.bottom / image.height) * height);
  const part = resampleChannels(belief, side, side, 1, right - left, bottom - top);
  const map = new Float32Array(width * height);
  for (let y = top; y < bottom; y++) {
    const row = part.subarray((y - top) * (right - left), (y - top + 1) * (right - left));
    map.set(row, y * width + left);
  }
  return map;
}
