import type { PixelBox } from '../image/edge-strength.ts';
import type { RgbaImage } from '../image/image.ts';
import { differenceAt, isShadow, type PlainBackground } from './plain-background.ts';

/** The legs part this near to the garment's middle, share of its width. */
const MIDDLE = 0.2;
/** A gap is no wider than this share of the garment where the network loses it. */
const MOST_WIDE = 0.25;
/** Levels above the background's noise within which a pixel may be background. */
const SAME_DIFFERENCE = 4;
/** Levels above the background's noise by which the cloth beside a tip differs from it. */
const CLOTH_DIFFERENCE = 15;
/** Pixels beyond the tip's sides at which cloth is looked for. */
const BESIDE = 5;
/** Share of a tip's rows that have cloth on both sides, at least. */
const CLOTH_ROWS = 0.6;

/** The network's gap ends in a point; its width is taken over this many rows below. */
const WIDTH_ROWS = 25;

interface Span {
  readonly left: number;
  readonly right: number;
}

/**
 * Gives the upper end of the gap between two legs back to the background. The network is too coarse
 * to see the last of a narrowing gap: from where it loses it, the gap is followed upwards, row by row
 * and hardly wider than below, over pixels of the background's colour or of its shadow, as long as there
 * is cloth of another colour on both sides.
 *
 * @param prior 0..1 by pixel; changed in place.
 * @param box of the pixels claimed as garment.
 */
export function carveGapTip(
  image: RgbaImage,
  prior: Float32Array,
  plain: PlainBackground,
  box: PixelBox,
): void {
  const { width } = image;
  const start = gapTop(prior, width, box);
  if (start === null) return;
  const isGround = (x: number, y: number): boolean =>
    differenceAt(image, plain, x, y) <= plain.noise + SAME_DIFFERENCE ||
    isShadow(image, plain, x, y);
  // Cloth may be as pale as a shadow: it is told by its contrast with the gap beside it.
  const isCloth = (x: number, y: number, gapX: number): boolean => {
    const i = y * width + x;
    const gap = y * width + gapX;
    let most = 0;
    for (let c = 0; c < 3; c++) {
      most = Math.max(most, Math.abs(image.data[4 * i + c]! - image.data[4 * gap + c]!));
    }
    return prior[i]! > 0.5 && most > plain.noise + CLOTH_DIFFERENCE;
  };
  const rows: (Span & { readonly y: number })[] = [];
  let span: Span = start.span;
  let between = 0;
  for (let y = start.y - 1; y > box.top; y--) {
    const room = span.right - span.left < start.widest ? 1 : 0;
    let left = span.left - room;
    let right = span.right + room;
    while (left <= right && !isGround(left, y)) left++;
    while (right >= left && !isGround(right, y)) right--;
    if (right < left) break;
    span = { left, right };
    rows.push({ ...span, y });
    const centre = (left + right) >> 1;
    if (isCloth(left - BESIDE, y, centre) && isCloth(right + BESIDE, y, centre)) between++;
  }
  // A garment of the background's own colour would be followed to its upper edge.
  const reachesTop = rows.length > 0 && rows.at(-1)!.y <= box.top + 1;
  if (reachesTop || between < CLOTH_ROWS * rows.length) return;
  for (const { left, right, y } of rows) prior.fill(0.05, y * width + left, y * width + right + 1);
}

/**
 * The highest row at which the network sees a gap near the middle with garment on both sides, and how
 * wide the gap is a little below.
 */
function gapTop(
  prior: Float32Array,
  width: number,
  box: PixelBox,
): { readonly y: number; readonly span: Span; readonly widest: number } | null {
  const across = box.right - box.left;
  const middle = Math.round((box.left + box.right) / 2);
  const reach = Math.round(MIDDLE * across);
  const isClear = (x: number, y: number): boolean => prior[y * width + x]! <= 0.5;
  const widths: number[] = [];
  // From the feet upwards, the gap is one run of clear pixels that leads on from row to row.
  let found: { y: number; span: Span } | null = null;
  for (let y = box.bottom; y > box.top; y--) {
    const near: Span = found?.span ?? { left: middle - reach, right: middle + reach };
    let seed = -1;
    for (let x = near.left; x <= near.right && seed < 0; x++) if (isClear(x, y)) seed = x;
    if (seed < 0) {
      if (found) break;
      continue;
    }
    let left = seed;
    let right = seed;
    while (left > box.left && isClear(left - 1, y)) left--;
    while (right < box.right && isClear(right + 1, y)) right++;
    const isEnclosed = left > box.left && right < box.right && right - left < MOST_WIDE * across;
    if (isEnclosed) {
      found = { y, span: { left, right } };
      widths.push(right - left);
    } else if (found) return null;
  }
  return found && { ...found, widest: Math.max(...widths.slice(-WIDTH_ROWS)) };
}
