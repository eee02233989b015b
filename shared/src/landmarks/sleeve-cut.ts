import { edgeStrength, type PixelBox } from '../image/edge-strength.ts';
import type { RgbaImage } from '../image/image.ts';
import { leastCostPath } from '../outline/least-cost-path.ts';
import { type GarmentFrame, toImage } from './garment-frame.ts';

/** A line along which a sleeve that lies against the body parts from it. */
export interface SleeveCut {
  /** xy pairs of pixels, from the foot of the cut to the armpit. */
  readonly pixels: Int32Array;
  /** Mean edge strength on the line over that beside it. */
  readonly contrast: number;
}

/** Values of the mask that a cut is looked for in. */
export const GARMENT = 1;
export const GAP = 2;

/** Cost of a pixel without any edge; the strongest edges cost almost nothing. */
const PLAIN_COST = 1;
const EDGE_COST = 0.12;
/** A gap of the garment that the line may use. */
const GAP_COST = 0.05;
/** Pixels this near to the outside cost more. */
const RIM = 9;
const RIM_COST = 1.5;
/** Cost of ending a pixel away from where the armpit is expected: along the body, and across. */
const END_ALONG = 0.55;
const END_ACROSS = 0.2;

/**
 * A cuff that lies on the hem hides the sleeve's inner corner: from the foot, which is where the cuff's mouth
 * leaves the hem, the line runs along the mouth first. Above this (chest half-widths over the foot) it goes up
 * along the sleeve, and a pixel aside costs this much more, or it would run round cuffs, plackets and prints.
 */
const MOUTH_REACH = 0.15;
const ASIDE_COST = 0.2;
/** On garments photographed more aslant than this, radians, the image's columns do not follow the sleeves. */
const MOST_TILT = 0.6;

/**
 * Finds where a sleeve parts from the torso: the least-cost path along image edges from one of the
 * given feet to about where the armpit must be.
 *
 * @param mask GARMENT, GAP (background that the garment encloses) or 0 elsewhere.
 * @param sign 1 for the half right of the axis in the image, -1 for the left one.
 * @param feet Pixels (numbers in the mask) at which the cut may begin, with a start cost each.
 * @param armpit Expected place, frame coordinates of the half (u away from the axis).
 * @param corridor Half the width of the strip that the path keeps to, pixels.
 * @param fromOutside Squared distance of each pixel to the garment's outside: the garment's own
 *   edge is the strongest of all and must not draw the path.
 */
export function findSleeveCut(
  image: RgbaImage,
  mask: Uint8Array,
  frame: GarmentFrame,
  sign: 1 | -1,
  feet: ReadonlyMap<number, number>,
  armpit: { readonly u: number; readonly v: number },
  corridor: number,
  fromOutside: Float32Array,
): SleeveCut | null {
  const [ax, ay] = toImage(frame, sign * armpit.u, armpit.v);
  let left = ax;
  let right = ax;
  let top = ay;
  let bottom = ay;
  for (const foot of feet.keys()) {
    const x = foot % image.width;
    const y = (foot - x) / image.width;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const box: PixelBox = {
    left: Math.max(0, Math.floor(left - corridor)),
    top: Math.max(0, Math.floor(top - corridor)),
    right: Math.min(image.width, Math.ceil(right + corridor)),
    bottom: Math.min(image.height, Math.ceil(bottom + 4)),
  };
  const width = box.right - box.left;
  const height = box.bottom - box.top;
  if (width < 8 || height < 8) return null;
  const edges = edgeStrength(image, box, 1);
  const sorted: number[] = [];
  for (let i = 0; i < edges.length; i += 7) {
    const x = (i % width) + box.left;
    const y = Math.floor(i / width) + box.top;
    if (mask[y * image.width + x] === GARMENT) sorted.push(edges[i]!);
  }
  if (sorted.length < 16) return null;
  sorted.sort((a, b) => a - b);
  const strong = Math.max(2, sorted[Math.floor(sorted.length * 0.93)]!);
  const costs = new Float32Array(edges.length);
  const sources = new Float32Array(edges.length).fill(Infinity);
  const targets = new Float32Array(edges.length).fill(Infinity);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const p = (y + box.top) * image.width + x + box.left;
      const weak = 1 - Math.min(1, edges[i]! / strong);
      costs[i] =
        mask[p] === GARMENT
          ? EDGE_COST + (PLAIN_COST - EDGE_COST) * weak * weak
          : mask[p] === GAP || feet.has(p)
            ? GAP_COST
            : Infinity;
      if (mask[p] === GARMENT && fromOutside[p]! < RIM * RIM) costs[i]! += RIM_COST;
      const cost = feet.get(p);
      if (cost !== undefined) sources[i] = cost;
      const dx = x + box.left - ax;
      const dy = y + box.top - ay;
      if (mask[p] === GARMENT && Math.abs(dy) < corridor && Math.abs(dx) < corridor) {
        targets[i] = END_ALONG * Math.abs(dy) + END_ACROSS * Math.abs(dx);
      }
    }
  }
  const aboveMouth = Math.min(height, Math.floor(bottom - MOUTH_REACH * armpit.u) - box.top);
  const isUpright = Math.abs(frame.axis.tilt) < MOST_TILT;
  const aside = isUpright
    ? new Float32Array(costs.length).fill(ASIDE_COST, 0, width * Math.max(0, aboveMouth))
    : undefined;
  const path = leastCostPath(costs, sources, targets, width, height, aside);
  if (!path || path.cells.length < 4) return null;
  const pixels = new Int32Array(path.cells.length * 2);
  let on = 0;
  let beside = 0;
  path.cells.forEach((cell, k) => {
    const x = cell % width;
    const y = (cell - x) / width;
    pixels[k * 2] = x + box.left;
    pixels[k * 2 + 1] = y + box.top;
    on += edges[cell]!;
    let sum = 0;
    let count = 0;
    for (const offset of [-14, -10, -7, 7, 10, 14]) {
      if (x + offset < 0 || x + offset >= width) continue;
      sum += edges[cell + offset]!;
      count++;
    }
    beside += count > 0 ? sum / count : 0;
  });
  return { pixels, contrast: on / Math.max(1e-6, beside) };
}

/** Half the width of an opened cut, pixels: wide enough that smoothing keeps its sides apart. */
const CUT_RADIUS = 1.9;
/** The path is averaged over this many pixels to either side: its steps would fold the outline. */
const CUT_SMOOTHING = 7;

/** Clears a cut's pixels from a mask or matte. */
export function carveCut(target: Uint8Array, width: number, height: number, cut: SleeveCut): void {
  const reach = Math.ceil(CUT_RADIUS) + 1;
  const count = cut.pixels.length / 2;
  for (let k = 0; k < count; k++) {
    const span = Math.min(CUT_SMOOTHING, k, count - 1 - k);
    let cx = 0;
    let cy = 0;
    for (let j = k - span; j <= k + span; j++) {
      cx += cut.pixels[j * 2]! / (2 * span + 1);
      cy += cut.pixels[j * 2 + 1]! / (2 * span + 1);
    }
    const x0 = Math.round(cx);
    const y0 = Math.round(cy);
    for (let y = y0 - reach; y <= y0 + reach; y++) {
      for (let x = x0 - reach; x <= x0 + reach; x++) {
        if ((x - cx) ** 2 + (y - cy) ** 2 > CUT_RADIUS * CUT_RADIUS) continue;
        if (x >= 0 && y >= 0 && x < width && y < height) target[y * width + x] = 0;
      }
    }
  }
}
