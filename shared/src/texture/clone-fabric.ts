import { labelComponents } from '../image/components.ts';
import { dilate } from '../image/distance-transform.ts';
import { diffuseFill } from './diffuse-fill.ts';

/** Pixels compared or tested per candidate place; more changes nothing that can be seen. */
const SAMPLES = 160;
/** Candidate places along each side of the image. */
const GRID = 28;
/** Width of the ring round a hole whose colours must match. */
const RING = 4;
/** Mean colour difference at the rim above which a copy would show; the membrane alone does not. */
const WORST_MATCH = 30;
/** Mean colour difference that a whole image's width of distance is worth: prefers near fabric. */
const DISTANCE_PENALTY = 12;

/**
 * Repairs holes with fabric of the same garment: each connected hole takes a copy of the place that
 * fits its rim best, its colours shifted by the smooth membrane that makes the rim meet (Perez,
 * Gangnet and Blake 2003, "Poisson Image Editing", by their equation for the correction). Where no
 * place is large enough, the membrane alone fills it. Mutates `data`.
 *
 * @param data rgba bytes.
 * @param known non-zero where `data` shows fabric that may be copied and matched.
 * @param hole non-zero where to repair; hole pixels never count as known.
 */
export function cloneFabric(
  data: Uint8Array | Uint8ClampedArray,
  known: Uint8Array,
  hole: Uint8Array,
  width: number,
  height: number,
): void {
  const source = known.slice();
  for (let i = 0; i < source.length; i += 1) if (hole[i]) source[i] = 0;
  const { labels, areas } = labelComponents(hole, width, height);
  const boxes = componentBoxes(labels, areas.length, width);
  for (let label = 1; label < areas.length; label += 1) {
    repair(data, source, labels, label, boxes[label]!, width, height);
  }
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
): void {
  const left = Math.max(0, box.left - RING);
  const top = Math.max(0, box.top - RING);
  const w = Math.min(width, box.right + RING + 1) - left;
  const h = Math.min(height, box.bottom + RING + 1) - top;
  const inside = new Uint8Array(w * h);
  for (let y = 0; y < h; y += 1) {
    for (let x = 0; x < w; x += 1) {
      inside[y * w + x] = labels[(y + top) * width + x + left] === label ? 1 : 0;
    }
  }
  const near = dilate(inside, w, h, RING);
  const holePixels: number[] = [];
  const ringPixels: number[] = [];
  for (let i = 0; i < inside.length; i += 1) {
    const pixel = (((i / w) | 0) + top) * width + (i % w) + left;
    if (inside[i]) holePixels.push(pixel);
    else if (near[i] && source[pixel]) ringPixels.push(pixel);
  }
  if (ringPixels.length === 0) return;
  const shift = bestShift(data, source, thin(holePixels), thin(ringPixels), width, height);

  const membrane = new Float32Array(3 * w * h);
  const fixed = new Uint8Array(w * h);
  for (const pixel of ringPixels) {
    const i = (((pixel / width) | 0) - top) * w + (pixel % width) - left;
    fixed[i] = 1;
    for (let k = 0; k < 3; k += 1) {
      const copied = shift === null ? 0 : data[4 * (pixel + shift) + k]!;
      membrane[3 * i + k] = data[4 * pixel + k]! - copied;
    }
  }
  diffuseFill(membrane, fixed, w, h);
  for (const pixel of holePixels) {
    const i = (((pixel / width) | 0) - top) * w + (pixel % width) - left;
    for (let k = 0; k < 3; k += 1) {
      const copied = shift === null ? 0 : data[4 * (pixel + shift) + k]!;
      data[4 * pixel + k] = Math.max(0, Math.min(255, copied + membrane[3 * i + k]!));
    }
  }
}

function thin(pixels: readonly number[]): number[] {
  const step = Math.max(1, Math.floor(pixels.length / SAMPLES));
  return pixels.filter((_, i) => i % step === 0);
}

/** Offset, in pixel numbers, of the fabric that fits the rim best; null when none is large enough or fits. */
function bestShift(
  data: Uint8Array | Uint8ClampedArray,
  source: Uint8Array,
  hole: readonly number[],
  ring: readonly number[],
  width: number,
  height: number,
): number | null {
  let best: { dx: number; dy: number; cost: number } | null = null;
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
  const coarse = best as { dx: number; dy: number } | null;
  if (coarse === null) return null;
  const fineX = Math.max(1, stepX >> 2);
  const fineY = Math.max(1, stepY >> 2);
  for (let dy = -stepY; dy <= stepY; dy += fineY) {
    for (let dx = -stepX; dx <= stepX; dx += fineX) consider(coarse.dx + dx, coarse.dy + dy);
  }
  const { dx, dy, cost } = best as unknown as { dx: number; dy: number; cost: number };
  if (cost > WORST_MATCH) return null;
  return dy * width + dx;
}
