import { type ComponentBox, componentBoxes } from '../image/component-boxes.ts';
import { labelComponents } from '../image/components.ts';
import { extentAbove } from '../image/extent-above.ts';
import { growMask, shrinkMask } from './grow-mask.ts';

/** Bits a channel when looking for the fabric's own colour. */
const BIN_BITS = 4;
/** The most frequent colour may be the highlight's; so often it is moved to the mean of its shades. */
const RECENTRINGS = 2;
/** Grey levels that shadows and wrinkles move a fabric's lightness by. */
const LIGHTNESS_SLACK = 55;
/** The same for its colour, which wrinkles hardly change: so many times its own spread, within these. */
const CHROMA_SPREADS = 3;
const CHROMA_LEAST = 12;
const CHROMA_MOST = 26;
/** Below this share of fabric-coloured pixels no one colour is the ground. */
const PLAIN_SHARE = 0.45;
/** Letters of a word join into one print over gaps of this share of the width. */
const JOIN_SHARE = 0.025;
/** Of the garment: a fleck, not a letter. */
const SPECK_SHARE = 0.00012;
const SMALLEST_SHARE = 0.0004;
const LARGEST_SHARE = 0.4;
/** A pattern, not a print: this many marks spread over these shares of the garment. */
const PATTERN_MARKS = 20;
const PATTERN_WIDTH = 0.65;
const PATTERN_HEIGHT = 0.7;
/** Of the garment's width: soft rim of a print, and the shadow of what is sewn on. */
const RIM_SHARE = 0.01;

// Numbers by name and not in a tuple, which is taken apart through an iterator for each pixel.
interface Fabric {
  readonly r: number;
  readonly g: number;
  readonly b: number;
  readonly chromaSlack: number;
}

/** What is on the ground colour of a garment's front. */
export interface FrontPrint {
  /** Share of the front that has the fabric's colour; 0 where no one colour is the ground. */
  readonly plain: number;
  /** 1 where a print is, its soft rim included; all 0 when there is none. */
  readonly print: Uint8Array;
  /** Whether such marks lie all over the garment: they are the cloth's pattern. */
  readonly allOver: boolean;
}

/**
 * Finds what was printed, sewn or buttoned on the front of a plain garment: compact regions that
 * differ from the fabric's colour and do not go on round the body. All-over patterns, stripes and
 * colour blocks are no prints.
 *
 * @param data rgba bytes. @param known non-zero on the front's fabric.
 * @param collar non-zero where what differs is the front's alone, whatever it reaches to.
 * @param goesRound tells of groups of pixels (numbers, 0 for none; count) which go on round the body.
 */
export function findPrint(
  data: Uint8Array | Uint8ClampedArray,
  known: Uint8Array,
  collar: Uint8Array,
  width: number,
  height: number,
  goesRound: (labels: Int32Array, count: number) => Uint8Array,
): FrontPrint {
  const print = new Uint8Array(known.length);
  const differs = new Uint8Array(known.length);
  const fabric = findFabric(data, known);
  if (fabric === null) return { print, plain: 0, allOver: false };
  let total = 0;
  let plain = 0;
  for (let i = 0; i < known.length; i += 1) {
    if (!known[i]) continue;
    total += 1;
    if (isFabric(data, 4 * i, fabric)) plain += 1;
    else differs[i] = 1;
  }
  plain /= total;
  if (plain < PLAIN_SHARE) return { print, plain: 0, allOver: false };
  dropSpecks(differs, Math.ceil(SPECK_SHARE * total), width, height);

  // What goes round by itself is left out first, so that nothing near it is taken for a part of it.
  const own = differs.map((value, i) => (value && !collar[i] ? 1 : 0));
  const groups = labelComponents(own, width, height);
  const round = goesRound(groups.labels, groups.areas.length);
  for (let i = 0; i < differs.length; i += 1) if (round[groups.labels[i]!]) differs[i] = 0;

  const extent = extentAbove(known, width, 0);
  const join = Math.max(2, JOIN_SHARE * (extent.right - extent.left));
  const joined = shrinkMask(growMask(differs, width, height, join), width, height, join - 1);
  const onBody = joined.map((value, i) => (value && !collar[i] ? 1 : 0));
  const { labels, areas } = labelComponents(onBody, width, height);
  const marks = printsAmong(labels, areas, differs, total, goesRound);
  const boxes = componentBoxes(labels, areas.length, width);
  if (
    isAllOver(
      marks.map((label) => boxes[label]!),
      extent,
    )
  ) {
    return { print, plain, allOver: true };
  }
  const chosen = new Set(marks);
  for (let i = 0; i < labels.length; i += 1) {
    print[i] = chosen.has(labels[i]!) || (collar[i] && differs[i]) ? 1 : 0;
  }
  const rim = Math.max(2, RIM_SHARE * (extent.right - extent.left));
  return {
    print: fillEnclosed(growMask(print, width, height, rim), width, height),
    plain,
    allOver: false,
  };
}

function printsAmong(
  labels: Int32Array,
  areas: readonly number[],
  differs: Uint8Array,
  total: number,
  goesRound: (labels: Int32Array, count: number) => Uint8Array,
): number[] {
  // What was only joined does not count as touching a seam.
  const own = labels.map((label, i) => (differs[i] ? label : 0));
  const round = goesRound(own, areas.length);
  const marks: number[] = [];
  for (let label = 1; label < areas.length; label += 1) {
    const share = areas[label]! / total;
    if (!round[label] && share >= SMALLEST_SHARE && share <= LARGEST_SHARE) marks.push(label);
  }
  return marks;
}

/** Clears what is too small to be a print: flecks of a mottled yarn, noise. */
function dropSpecks(mask: Uint8Array, smallest: number, width: number, height: number): void {
  const { labels, areas } = labelComponents(mask, width, height);
  for (let i = 0; i < mask.length; i += 1) if (areas[labels[i]!]! < smallest) mask[i] = 0;
}

/** Sets what a print surrounds: the fabric inside a frame or a letter goes with it. */
function fillEnclosed(mask: Uint8Array, width: number, height: number): Uint8Array {
  const { labels, touchesBorder } = labelComponents(
    mask.map((value) => (value ? 0 : 1)),
    width,
    height,
  );
  return mask.map((value, i) => (value || !touchesBorder[labels[i]!] ? 1 : 0));
}

function isAllOver(boxes: readonly ComponentBox[], garment: ComponentBox): boolean {
  if (boxes.length < PATTERN_MARKS) return false;
  const left = Math.min(...boxes.map((box) => box.left));
  const right = Math.max(...boxes.map((box) => box.right));
  const top = Math.min(...boxes.map((box) => box.top));
  const bottom = Math.max(...boxes.map((box) => box.bottom));
  return (
    right - left > PATTERN_WIDTH * (garment.right - garment.left) &&
    bottom - top > PATTERN_HEIGHT * (garment.bottom - garment.top)
  );
}

/** The most frequent colour, moved to the middle of the fabric's shades; null without any fabric. */
function findFabric(data: Uint8Array | Uint8ClampedArray, known: Uint8Array): Fabric | null {
  const bin = mostFrequentBin(data, known);
  if (bin === null) return null;
  let fabric = bin;
  for (let round = 0; round < RECENTRINGS; round += 1) fabric = recentred(data, known, fabric);
  return fabric;
}

function mostFrequentBin(data: Uint8Array | Uint8ClampedArray, known: Uint8Array): Fabric | null {
  const shift = 8 - BIN_BITS;
  const bins = 1 << BIN_BITS;
  const counts = new Uint32Array(bins ** 3);
  const sums = new Float64Array(3 * bins ** 3);
  for (let i = 0; i < known.length; i += 1) {
    if (!known[i]) continue;
    const r = data[4 * i]!;
    const g = data[4 * i + 1]!;
    const b = data[4 * i + 2]!;
    const bin = ((r >> shift) * bins + (g >> shift)) * bins + (b >> shift);
    counts[bin]! += 1;
    sums[3 * bin]! += r;
    sums[3 * bin + 1]! += g;
    sums[3 * bin + 2]! += b;
  }
  let best = 0;
  for (let bin = 1; bin < counts.length; bin += 1) if (counts[bin]! > counts[best]!) best = bin;
  const count = counts[best]!;
  if (count === 0) return null;
  const mean = (channel: number) => sums[3 * best + channel]! / count;
  return { r: mean(0), g: mean(1), b: mean(2), chromaSlack: CHROMA_LEAST };
}

/** The mean of what counts as the fabric so far, and how far its colour is spread. */
function recentred(
  data: Uint8Array | Uint8ClampedArray,
  known: Uint8Array,
  fabric: Fabric,
): Fabric {
  let r = 0;
  let g = 0;
  let b = 0;
  let count = 0;
  const spread = new Uint32Array(256);
  for (let i = 0; i < known.length; i += 1) {
    if (!known[i] || !isAsLight(data, 4 * i, fabric)) continue;
    const chroma = chromaBeyondShadow(data, 4 * i, fabric);
    if (chroma > fabric.chromaSlack) continue;
    r += data[4 * i]!;
    g += data[4 * i + 1]!;
    b += data[4 * i + 2]!;
    spread[Math.min(255, Math.round(chroma))]! += 1;
    count += 1;
  }
  if (count === 0) return fabric;
  let quarter = 0;
  for (let sum = spread[0]!; sum < 0.75 * count; sum += spread[quarter]!) quarter += 1;
  const chromaSlack = Math.min(CHROMA_MOST, Math.max(CHROMA_LEAST, CHROMA_SPREADS * quarter));
  return { r: r / count, g: g / count, b: b / count, chromaSlack };
}

function isFabric(data: Uint8Array | Uint8ClampedArray, o: number, fabric: Fabric): boolean {
  return isAsLight(data, o, fabric) && chromaBeyondShadow(data, o, fabric) <= fabric.chromaSlack;
}

function isAsLight(data: Uint8Array | Uint8ClampedArray, o: number, { r, g, b }: Fabric): boolean {
  const lightness = (data[o]! + data[o + 1]! + data[o + 2]! - r - g - b) / 3;
  return Math.abs(lightness) <= LIGHTNESS_SLACK;
}

/**
 * Difference of two colours' channel differences, less what a shadow makes: it darkens a coloured
 * fabric's channels in proportion, which moves their differences too.
 */
function chromaBeyondShadow(
  data: Uint8Array | Uint8ClampedArray,
  o: number,
  { r, g, b }: Fabric,
): number {
  const dr = data[o]! - r;
  const dg = data[o + 1]! - g;
  const db = data[o + 2]! - b;
  const lightness = (dr + dg + db) / 3;
  const chroma = Math.max(Math.abs(dr - dg), Math.abs(dg - db), Math.abs(db - dr));
  const spread = Math.max(r, g, b) - Math.min(r, g, b);
  const shadowed = (Math.abs(lightness) * spread) / Math.max(60, (r + g + b) / 3);
  return Math.max(0, chroma - shadowed);
}
