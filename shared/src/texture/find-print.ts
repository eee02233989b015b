import { labelComponents } from '../image/components.ts';
import { dilate, erode, squaredDistanceTo } from '../image/distance-transform.ts';

/** Bits a channel when looking for the fabric's own colour. */
const BIN_BITS = 4;
/** Grey levels that shadows and wrinkles move a fabric's lightness by. */
const LIGHTNESS_SLACK = 55;
/** The same for its colour; wrinkles hardly change it. */
const CHROMA_SLACK = 26;
/** Below this share of fabric-coloured pixels a garment has no plain ground to restore. */
const PLAIN_SHARE = 0.45;
/** Letters of a word join into one print over gaps of this share of the width. */
const JOIN_SHARE = 0.025;
/** Of the garment: a fleck, not a letter. */
const SPECK_SHARE = 0.00012;
const SMALLEST_SHARE = 0.0004;
const LARGEST_SHARE = 0.4;
/** A pattern, not a print: this many marks spread over these shares of the garment. */
const PATTERN_MARKS = 6;
const PATTERN_WIDTH = 0.65;
const PATTERN_HEIGHT = 0.7;
/** Pixels that a mark must keep from the garment's edge; collars, hems and stripes do not. */
const EDGE_DISTANCE = 4;

/**
 * Finds what was printed, sewn or buttoned on the front of a plain garment: compact regions that
 * differ from the fabric's colour and do not reach its edge. All-over patterns, stripes, colour
 * blocks and collars are no prints.
 *
 * @param data rgba bytes. @param known non-zero on the front's fabric.
 * @param garment non-zero on the garment; only its edge parts collars from prints, not the front
 * neckline, which a print may come close to.
 * @returns 1 where the print is, its soft rim included; all 0 when there is none.
 */
export function findPrint(
  data: Uint8Array | Uint8ClampedArray,
  known: Uint8Array,
  garment: Uint8Array,
  width: number,
  height: number,
): Uint8Array {
  const print = new Uint8Array(known.length);
  const fabric = fabricColor(data, known);
  if (fabric === null) return print;
  const differs = new Uint8Array(known.length);
  let total = 0;
  let plain = 0;
  for (let i = 0; i < known.length; i += 1) {
    if (!known[i]) continue;
    total += 1;
    if (isFabric(data, 4 * i, fabric)) plain += 1;
    else differs[i] = 1;
  }
  if (plain < PLAIN_SHARE * total) return print;
  dropSpecks(differs, Math.ceil(SPECK_SHARE * total), width, height);

  const extent = extentOf(known, width);
  const join = Math.max(2, JOIN_SHARE * (extent.right - extent.left));
  const joined = erode(dilate(differs, width, height, join), width, height, join - 1);
  const outside = garment.map((value) => (value ? 0 : 1));
  const edge = squaredDistanceTo(outside, width, height);
  const { labels, areas } = labelComponents(joined, width, height);
  const touches = new Uint8Array(areas.length);
  const boxes = areas.map(() => ({ left: width, right: -1, top: height, bottom: -1 }));
  for (let i = 0; i < labels.length; i += 1) {
    const label = labels[i]!;
    if (label === 0) continue;
    const box = boxes[label]!;
    const x = i % width;
    const y = (i / width) | 0;
    const toBorder = Math.min(x, y, width - 1 - x, height - 1 - y);
    if (differs[i] && Math.min(edge[i]!, toBorder ** 2) < EDGE_DISTANCE ** 2) touches[label] = 1;
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  const marks: number[] = [];
  for (let label = 1; label < areas.length; label += 1) {
    const share = areas[label]! / total;
    if (!touches[label] && share >= SMALLEST_SHARE && share <= LARGEST_SHARE) marks.push(label);
  }
  if (
    isAllOver(
      marks.map((label) => boxes[label]!),
      extent,
    )
  )
    return print;
  const chosen = new Set(marks);
  for (let i = 0; i < labels.length; i += 1) if (chosen.has(labels[i]!)) print[i] = 1;
  return fillEnclosed(dilate(print, width, height, 3), width, height);
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

interface Extent {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

function isAllOver(boxes: readonly Extent[], garment: Extent): boolean {
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

function extentOf(mask: Uint8Array, width: number): Extent {
  const extent = { left: width, right: 0, top: mask.length, bottom: 0 };
  for (let i = 0; i < mask.length; i += 1) {
    if (!mask[i]) continue;
    const x = i % width;
    const y = (i / width) | 0;
    extent.left = Math.min(extent.left, x);
    extent.right = Math.max(extent.right, x);
    extent.top = Math.min(extent.top, y);
    extent.bottom = Math.max(extent.bottom, y);
  }
  return extent;
}

/** Mean of the most frequent colour bin and its neighbours; null without any fabric. */
function fabricColor(
  data: Uint8Array | Uint8ClampedArray,
  known: Uint8Array,
): readonly [number, number, number] | null {
  const shift = 8 - BIN_BITS;
  const bins = 1 << BIN_BITS;
  const counts = new Float64Array(bins ** 3);
  const binOf = (o: number) =>
    (((data[o]! >> shift) * bins + (data[o + 1]! >> shift)) * bins + (data[o + 2]! >> shift)) | 0;
  for (let i = 0; i < known.length; i += 1) {
    if (known[i]) counts[binOf(4 * i)] = counts[binOf(4 * i)]! + 1;
  }
  let best = 0;
  for (let bin = 1; bin < counts.length; bin += 1) if (counts[bin]! > counts[best]!) best = bin;
  if (counts[best] === 0) return null;
  const sum = [0, 0, 0];
  let count = 0;
  for (let i = 0; i < known.length; i += 1) {
    if (!known[i] || binOf(4 * i) !== best) continue;
    count += 1;
    for (let k = 0; k < 3; k += 1) sum[k] = sum[k]! + data[4 * i + k]!;
  }
  return [sum[0]! / count, sum[1]! / count, sum[2]! / count];
}

function isFabric(
  data: Uint8Array | Uint8ClampedArray,
  o: number,
  [r, g, b]: readonly [number, number, number],
): boolean {
  const dr = data[o]! - r;
  const dg = data[o + 1]! - g;
  const db = data[o + 2]! - b;
  const lightness = (dr + dg + db) / 3;
  const chroma = Math.max(Math.abs(dr - dg), Math.abs(dg - db), Math.abs(db - dr));
  // A shadow darkens a coloured fabric's channels in proportion, which moves their differences too.
  const spread = Math.max(r, g, b) - Math.min(r, g, b);
  const shadowed = (Math.abs(lightness) * spread) / Math.max(60, (r + g + b) / 3);
  return Math.abs(lightness) <= LIGHTNESS_SLACK && chroma <= CHROMA_SLACK + shadowed;
}
