import { labelComponents } from '../image/components.ts';
import { dilate, erode } from '../image/dilate.ts';
import type { RgbaImage } from '../image/image.ts';
import { levelAt, type PlainBackground } from './plain-background.ts';

/** Only a ground as even as drawn tells so little apart, levels of noise: a camera's own is 2 and more. */
const MOST_NOISE = 1.5;
/** The network claims what it believes in by more than this, and is sure from the second on. */
const CLAIMED = 0.5;
const SURE = 0.9;
/** Levels above the ground's noise up to which a pixel is open ground, where shadows begin, */
const OPEN_DIFFERENCE = 1.5;
/** and from which it is not that ground; what JPEG leaves stays below. */
const LEAST_DIFFERENCE = 4;
/** A shadow begins gently: from pixel to pixel it deepens by no more levels than this, */
const FIRST_FALL = 3;
/** or than this share of its depth. */
const MORE_FALL = 0.35;
/** On the way inward it does not grow paler again by more levels. */
const MOST_RISE = 1.5;
/** It takes the ground's hue along: channels part by no more levels than noise and this share of its depth. */
const HUE_NOISE = 2;
const HUE_SHARE = 0.3;
/** Cloth is thicker than twice this, pixels; shadows that begin with a step are as thin as their step is steep. */
const THICK = 4;
/** More than this share of its rim lies against the garment: a mannequin's neck or a stand only ends there. */
const LEAST_HELD = 0.5;

/**
 * Finds cloth that hardly differs from a plain ground and that the network does not believe in, such as white
 * patches of a coloured garment on white. Where the ground is as even as drawn, a step of a few levels is an
 * edge of cloth; a soft shadow begins without one.
 *
 * @param image At half the working size.
 * @param depth Levels by which each pixel differs from the ground.
 * @param belief 0..1 by pixel.
 * @returns 1 where there is such cloth; null where there is none.
 */
export function findPaleCloth(
  image: RgbaImage,
  plain: PlainBackground,
  depth: Float32Array,
  belief: Float32Array,
): Uint8Array | null {
  if (plain.noise > MOST_NOISE) return null;
  const { width, height } = image;
  const out = new Uint8Array(depth.length);
  for (let i = 0; i < out.length; i++) {
    const differs = depth[i]! > plain.noise + LEAST_DIFFERENCE;
    out[i] = differs && belief[i]! < SURE ? 1 : 0;
  }
  if (!erode(out, width, height, THICK).includes(1)) return null;
  const shadow = reachedByShadow(image, plain, depth);
  for (let i = 0; i < out.length; i++) if (shadow[i]) out[i] = 0;
  const core = erode(out, width, height, THICK);
  if (!core.includes(1)) return null;
  const near = dilate(core, width, height, THICK + 1);
  for (let i = 0; i < out.length; i++) if (!near[i]) out[i] = 0;
  dropUnheld(out, shadow, belief, width, height);
  return out.includes(1) ? out : null;
}

/** Clears parts of `out` that lie more against open ground and shadow than against the garment. */
function dropUnheld(
  out: Uint8Array,
  shadow: Uint8Array,
  belief: Float32Array,
  width: number,
  height: number,
): void {
  const { labels, areas } = labelComponents(out, width, height);
  const held = new Int32Array(areas.length);
  const open = new Int32Array(areas.length);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x;
      const label = labels[i]!;
      if (label === 0) continue;
      for (const j of [i - 1, i + 1, i - width, i + width]) {
        if (out[j]) continue;
        if (belief[j]! > CLAIMED) held[label]!++;
        else if (shadow[j]) open[label]!++;
      }
    }
  }
  for (let i = 0; i < out.length; i++) {
    const label = labels[i]!;
    if (held[label]! <= LEAST_HELD * (held[label]! + open[label]!)) out[i] = 0;
  }
}

/** 1 on open ground and in the shadow that is followed from there inward. */
function reachedByShadow(
  image: RgbaImage,
  plain: PlainBackground,
  depth: Float32Array,
): Uint8Array {
  const { width, height } = image;
  const reached = new Uint8Array(depth.length);
  // The deepest on the way to a pixel.
  const deepest = depth.slice();
  let front: number[] = [];
  for (let i = 0; i < depth.length; i++) {
    if (depth[i]! > plain.noise + OPEN_DIFFERENCE) continue;
    reached[i] = 1;
    front.push(i);
  }
  while (front.length > 0) {
    const next: number[] = [];
    for (const i of front) {
      const x = i % width;
      const y = (i - x) / width;
      const visit = (j: number, jx: number, jy: number): void => {
        if (reached[j] || depth[j]! < deepest[i]! - MOST_RISE) return;
        const most = Math.max(FIRST_FALL, MORE_FALL * depth[j]!);
        if (steepness(depth, width, j) > most || !hasGroundsHue(image, plain, jx, jy)) return;
        reached[j] = 1;
        deepest[j] = Math.max(deepest[i]!, depth[j]!);
        next.push(j);
      };
      if (x > 0) visit(i - 1, x - 1, y);
      if (x < width - 1) visit(i + 1, x + 1, y);
      if (y > 0) visit(i - width, x, y - 1);
      if (y < height - 1) visit(i + width, x, y + 1);
    }
    front = next;
  }
  return reached;
}

/** Levels from pixel to pixel round a place: along a slanted edge single steps are as small as in a shadow. */
function steepness(depth: Float32Array, width: number, i: number): number {
  const here = depth[i]!;
  const left = depth[i - 1] ?? here;
  const right = depth[i + 1] ?? here;
  const above = depth[i - width] ?? here;
  const below = depth[i + width] ?? here;
  const most = Math.max(here, Math.max(left, right), Math.max(above, below));
  const least = Math.min(here, Math.min(left, right), Math.min(above, below));
  return (most - least) / 2;
}

/** Whether a pixel is darker than the ground and its channels have lost alike, each by its own light. */
function hasGroundsHue(image: RgbaImage, plain: PlainBackground, x: number, y: number): boolean {
  const i = (y * image.width + x) * 4;
  let least = Infinity;
  let most = -Infinity;
  for (let c = 0; c < 3; c++) {
    const level = levelAt(plain.planes[c]!, x, y);
    const lost = (level - image.data[i + c]!) * (255 / Math.max(1, level));
    least = Math.min(least, lost);
    most = Math.max(most, lost);
  }
  return most - least <= HUE_NOISE + HUE_SHARE * Math.max(0, most);
}
