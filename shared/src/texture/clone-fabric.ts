import { labelComponents } from '../image/components.ts';
import { diffuseFill } from './diffuse-fill.ts';
import { growMask } from './grow-mask.ts';

/** Pixels compared or tested per candidate place; more changes nothing that can be seen. */
const SAMPLES = 96;
/** Candidate places along each side of the image. */
const GRID = 28;
/** Smaller holes, as a share of the picture, are left: a plain fill does not show there. */
const SMALLEST_SHARE = 0.002;
/** What had no rim yet when its turn came may have one in the next round. */
const ROUNDS = 2;
/** Width of the ring round a hole whose colours must match. */
const RING = 4;
/** Holes that no cloth fits are halved down to this side, pixels. */
const LEAST_SIDE = 24;
/** Mean colour difference that a whole image's width of distance is worth: prefers near fabric. */
const DISTANCE_PENALTY = 12;

/**
 * Repairs holes with fabric of the same garment: each connected hole takes a copy of the place that
 * fits its rim best, its colours shifted by the smooth membrane that makes the rim meet (Perez,
 * Gangnet and Blake 2003, "Poisson Image Editing", by their equation for the correction). Where no
 * place is large enough, the hole is halved; what fits nowhere stays as it is, and so do small holes. Mutates `data`.
 *
 * @param data rgba bytes.
 * @param known non-zero where `data` shows fabric that may be copied and matched.
 * @param hole non-zero where to repair; hole pixels never count as known.
 * @param worstMatch mean colour difference at the rim above which a copy would show.
 * @returns 1 on the holes, or parts of them, that nothing fits.
 */
export function cloneFabric(
  data: Uint8Array | Uint8ClampedArray,
  known: Uint8Array,
  hole: Uint8Array,
  width: number,
  height: number,
  worstMatch: number,
): Uint8Array {
  const source = known.slice();
  for (let i = 0; i < source.length; i += 1) if (hole[i]) source[i] = 0;
  let rest = hole;
  for (let round = 0; round < ROUNDS; round += 1) {
    const { labels, areas } = labelComponents(rest, width, height);
    const boxes = componentBoxes(labels, areas.length, width);
    for (let label = 1; label < areas.length; label += 1) {
      if (areas[label]! < SMALLEST_SHARE * hole.length) continue;
      repair(data, source, labels, label, boxes[label]!, width, height, worstMatch);
    }
    rest = rest.map((value, i) => (value && !source[i] ? 1 : 0));
  }
  return rest;
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

function componentBoxes(labels: Int32Array, count: number, width: number): Box[] {
  const boxes = Array.from({ length: count }, () => ({
    left: Number.POSITIVE_INFINITY,
    top: Number.POSITIVE_INFINITY,
    right: -1,
    bottom: -1,
  }));
  for (let i = 0; i < labels.length; i += 1) {
    const box = boxes[labels[i]!]!;
    const x = i % width;
    const y = (i / width) | 0;
    if (x < box.left) box.left = x;
    if (x > box.right) box.right = x;
    if (y < box.top) box.top = y;
    if (y > box.bottom) box.bottom = y;
  }
  return boxes;
}

function repair(
  data: Uint8Array | Uint8ClampedArray,
  source: Uint8Array,
  labels: Int32Array,
  label: number,
  box: Box,
  width: number,
  height: number,
  worstMatch: number,
): void {
  const left = Math.max(0, box.left - RING);
  const top = Math.max(0, box.top - RING);
  const w = Math.min(width, box.right + RING + 1) - left;
  const h = Math.min(height, box.bottom + RING + 1) - top;
  const inside = new Uint8Array(w * h);
  for (let y = 0; y < h; y += 1) {
    for (let x = 0; x < w; x += 1) {
      const inBox =
        x + left >= box.left &&
        x + left <= box.right &&
        y + top >= box.top &&
        y + top <= box.bottom;
      inside[y * w + x] = inBox && labels[(y + top) * width + x + left] === label ? 1 : 0;
    }
  }
  const near = growMask(inside, w, h, RING);
  const holePixels: number[] = [];
  const ringPixels: number[] = [];
  for (let i = 0; i < inside.length; i += 1) {
    const pixel = (((i / w) | 0) + top) * width + (i % w) + left;
    if (inside[i]) holePixels.push(pixel);
    else if (near[i] && source[pixel]) ringPixels.push(pixel);
  }
  if (holePixels.length === 0) return;
  const ring = thin(ringPixels);
  const shift =
    ring.length === 0 ? null : bestShift(data, source, thin(holePixels), ring, width, height);
  if (shift === null || shift.cost > worstMatch) {
    for (const half of halves(box)) {
      repair(data, source, labels, label, half, width, height, worstMatch);
    }
    return;
  }
  const copied = shift.dy * width + shift.dx;

  const membrane = new Float32Array(3 * w * h);
  const fixed = new Uint8Array(w * h);
  for (const pixel of ringPixels) {
    const i = (((pixel / width) | 0) - top) * w + (pixel % width) - left;
    fixed[i] = 1;
    for (let k = 0; k < 3; k += 1) {
      membrane[3 * i + k] = data[4 * pixel + k]! - data[4 * (pixel + copied) + k]!;
    }
  }
  diffuseFill(membrane, fixed, w, h);
  for (const pixel of holePixels) {
    const i = (((pixel / width) | 0) - top) * w + (pixel % width) - left;
    for (let k = 0; k < 3; k += 1) {
      const value = data[4 * (pixel + copied) + k]! + membrane[3 * i + k]!;
      data[4 * pixel + k] = Math.max(0, Math.min(255, value));
    }
  }
  for (const pixel of holePixels) source[pixel] = 1;
}

/** Two halves of a box across its longer side; none when it is small. */
function halves(box: Box): Box[] {
  const width = box.right - box.left + 1;
  const height = box.bottom - box.top + 1;
  if (Math.max(width, height) < 2 * LEAST_SIDE) return [];
  if (width > height) {
    const middle = box.left + (width >> 1);
    return [
      { ...box, right: middle - 1 },
      { ...box, left: middle },
    ];
  }
  const middle = box.top + (height >> 1);
  return [
    { ...box, top: middle },
    { ...box, bottom: middle - 1 },
  ];
}

function thin(pixels: readonly number[]): number[] {
  const step = Math.max(1, Math.floor(pixels.length / SAMPLES));
  return pixels.filter((_, i) => i % step === 0);
}

interface Shift {
  readonly dx: number;
  readonly dy: number;
  readonly cost: number;
}

/** Offset of the fabric that fits the rim best; null when no place is large enough. */
function bestShift(
  data: Uint8Array | Uint8ClampedArray,
  source: Uint8Array,
  hole: readonly number[],
  ring: readonly number[],
  width: number,
  height: number,
): Shift | null {
  let best: Shift | null = null;
  const consider = (dx: number, dy: number) => {
    const distance = Math.hypot(dx, dy) / width;
    const limit = best?.cost ?? Number.POSITIVE_INFINITY;
    if (distance * DISTANCE_PENALTY >= limit) return;
    for (const pixels of [ring, hole]) {
      for (const pixel of pixels) {
        const x = (pixel % width) + dx;
        const y = ((pixel / width) | 0) + dy;
        if (x < 0 || y < 0 || x >= width || y >= height || !source[y * width + x]) return;
      }
    }
    let difference = 0;
    for (const pixel of ring) {
      const other = pixel + dy * width + dx;
      for (let k = 0; k < 3; k += 1) {
        difference += Math.abs(data[4 * pixel + k]! - data[4 * other + k]!);
      }
    }
    const cost = difference / (3 * ring.length) + distance * DISTANCE_PENALTY;
    if (cost < limit) best = { dx, dy, cost };
  };
  const stepX = Math.max(1, Math.round(width / GRID));
  const stepY = Math.max(1, Math.round(height / GRID));
  for (let dy = -height; dy <= height; dy += stepY) {
    for (let dx = -width; dx <= width; dx += stepX) consider(dx, dy);
  }
  const coarse = best as Shift | null;
  if (coarse === null) return null;
  const fineX = Math.max(1, stepX >> 2);
  const fineY = Math.max(1, stepY >> 2);
  for (let dy = -stepY; dy <= stepY; dy += fineY) {
    for (let dx = -stepX; dx <= stepX; dx += fineX) consider(coarse.dx + dx, coarse.dy + dy);
  }
  return best;
}
