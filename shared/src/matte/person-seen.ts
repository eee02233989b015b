import { labelComponents } from '../image/components.ts';
import type { GrayImage, RgbaImage } from '../image/image.ts';

/** Pixels between those looked at. */
const STRIDE = 4;
/** A patch of skin covers at least this share of all that was cut out, */
const LEAST_PATCH = 0.008;
/** and skin altogether at most this: more is cloth of that colour. */
const MOST_SKIN = 0.4;
/** A head reaches the top, share of the height; stands in the middle; and is narrow, shares of the width. */
const HEAD_TOP = 0.16;
const HEAD_MIDDLE = 0.2;
const HEAD_WIDTH = 0.45;
/** It stands free: skin fills this share of what was cut out beside it, the rest is hair. */
const HEAD_SHARE = 0.35;
/** Hands, arms and legs lie below this share of the height. */
const LIMB_TOP = 0.3;

/**
 * Whether a colour may be skin, of any tone.
 * Source: Chai and Ngan 1999, "Face Segmentation Using Skin-Color Map in Videophone Applications":
 * Cb 77 to 127, Cr 133 to 173.
 */
function isSkin(r: number, g: number, b: number): boolean {
  const cb = 128 - 0.168736 * r - 0.331264 * g + 0.5 * b;
  const cr = 128 + 0.5 * r - 0.418688 * g - 0.081312 * b;
  return cb >= 77 && cb <= 127 && cr >= 136 && cr <= 173 && r > 60;
}

/**
 * Whether a person wears the garment: skin where a head would be and, apart from it, where arms, hands
 * or legs would be, with cloth of other colours between. Cloth of the colour of skin alone is no person.
 */
export function isPersonSeen(image: RgbaImage, matte: GrayImage): boolean {
  const columns = Math.floor(matte.width / STRIDE);
  const rows = Math.floor(matte.height / STRIDE);
  const skin = new Uint8Array(columns * rows);
  const covered = new Int32Array(rows);
  let all = 0;
  let skinAll = 0;
  let left = columns;
  let right = 0;
  let top = rows;
  let bottom = 0;
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const i = y * STRIDE * matte.width + x * STRIDE;
      if (matte.data[i]! < 128) continue;
      all++;
      covered[y]!++;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
      if (!isSkin(image.data[i * 4]!, image.data[i * 4 + 1]!, image.data[i * 4 + 2]!)) continue;
      skin[y * columns + x] = 1;
      skinAll++;
    }
  }
  if (all === 0 || skinAll > MOST_SKIN * all) return false;
  const parts = labelComponents(skin, columns, rows);
  const wide = right - left + 1;
  const tall = bottom - top + 1;
  let head = false;
  let limbs = 0;
  for (const patch of patchesOf(parts.labels, parts.areas, columns)) {
    if (patch.area < LEAST_PATCH * all) continue;
    const across = (patch.sumX / patch.area - left) / wide;
    const isHead =
      patch.top - top < HEAD_TOP * tall &&
      Math.abs(across - 0.5) < HEAD_MIDDLE &&
      patch.right - patch.left < HEAD_WIDTH * wide &&
      patch.area > HEAD_SHARE * sumOf(covered, patch.top, patch.bottom);
    if (isHead) head = true;
    else if ((patch.sumY / patch.area - top) / tall > LIMB_TOP) limbs++;
  }
  return head && limbs >= 2;
}

interface Patch {
  readonly area: number;
  sumX: number;
  sumY: number;
  top: number;
  bottom: number;
  left: number;
  right: number;
}

function sumOf(values: Int32Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i <= to; i++) sum += values[i]!;
  return sum;
}

function patchesOf(labels: Int32Array, areas: readonly number[], columns: number): Patch[] {
  const patches: Patch[] = areas.map((area) => ({
    area,
    sumX: 0,
    sumY: 0,
    top: Infinity,
    bottom: 0,
    left: Infinity,
    right: 0,
  }));
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] === 0) continue;
    const patch = patches[labels[i]!]!;
    const x = i % columns;
    const y = (i - x) / columns;
    patch.sumX += x;
    patch.sumY += y;
    patch.top = Math.min(patch.top, y);
    patch.bottom = Math.max(patch.bottom, y);
    patch.left = Math.min(patch.left, x);
    patch.right = Math.max(patch.right, x);
  }
  return patches.slice(1);
}
