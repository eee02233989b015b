import type { GrayImage } from '../image/image.ts';

/** Where the garment's edge runs in a matte: half way between clear and opaque. */
const ISO = 127.5;

/** Distances between two outlines, photo pixels. */
export interface BoundaryDistance {
  /** Mean distance, the larger of the two directions. */
  readonly mean: number;
  /** 95th percentile of the distance, the larger of the two directions. */
  readonly p95: number;
}

/**
 * Every piece of a matte's 50 % contour, by marching squares on pixel centres; what lies outside
 * the image counts as clear.
 *
 * @returns x0 y0 x1 y1 of each piece, pixels with (0, 0) the corner of the first pixel.
 */
export function contourPieces(matte: GrayImage): Float64Array {
  const { width, height, data } = matte;
  const at = (x: number, y: number): number =>
    x < 0 || y < 0 || x >= width || y >= height ? 0 : data[y * width + x]!;
  const pieces: number[] = [];
  for (let y = 0; y <= height; y++) {
    for (let x = 0; x <= width; x++) {
      const corners = [at(x - 1, y - 1), at(x, y - 1), at(x, y), at(x - 1, y)] as const;
      const cut: number[] = [];
      for (let k = 0; k < 4; k++) {
        const from = corners[k]!;
        const to = corners[(k + 1) % 4]!;
        if (from > ISO === to > ISO) continue;
        const t = (ISO - from) / (to - from);
        const [dx, dy] = [
          [t - 0.5, -0.5],
          [0.5, t - 0.5],
          [0.5 - t, 0.5],
          [-0.5, 0.5 - t],
        ][k] as [number, number];
        cut.push(x + dx, y + dy);
      }
      if (cut.length > 0) pieces.push(...cut);
    }
  }
  return Float64Array.from(pieces);
}

function ringPieces(rings: readonly ArrayLike<number>[]): Float64Array {
  const pieces: number[] = [];
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      pieces.push(ring[j]!, ring[j + 1]!, ring[i]!, ring[i + 1]!);
    }
  }
  return Float64Array.from(pieces);
}

/** Distance of (x, y) to the nearest of the pieces. */
function distanceTo(pieces: Float64Array, x: number, y: number): number {
  let least = Infinity;
  for (let i = 0; i < pieces.length; i += 4) {
    const x0 = pieces[i]!;
    const y0 = pieces[i + 1]!;
    const dx = pieces[i + 2]! - x0;
    const dy = pieces[i + 3]! - y0;
    const along = (x - x0) * dx + (y - y0) * dy;
    const square = dx * dx + dy * dy;
    const t = along <= 0 || square === 0 ? 0 : along >= square ? 1 : along / square;
    const ex = x0 + t * dx - x;
    const ey = y0 + t * dy - y;
    const distance = ex * ex + ey * ey;
    if (distance < least) least = distance;
  }
  return Math.sqrt(least);
}

/** Mean and 95th percentile, by length, of the distances from one set of pieces to another. */
function directed(from: Float64Array, to: Float64Array, step: number): BoundaryDistance {
  const distances: number[] = [];
  for (let i = 0; i < from.length; i += 4) {
    const dx = from[i + 2]! - from[i]!;
    const dy = from[i + 3]! - from[i + 1]!;
    const count = Math.max(1, Math.round(Math.sqrt(dx * dx + dy * dy) / step));
    for (let k = 0; k < count; k++) {
      const t = (k + 0.5) / count;
      distances.push(distanceTo(to, from[i]! + t * dx, from[i + 1]! + t * dy));
    }
  }
  if (distances.length === 0) return { mean: Infinity, p95: Infinity };
  distances.sort((a, b) => a - b);
  return {
    mean: distances.reduce((sum, d) => sum + d, 0) / distances.length,
    p95: distances[Math.floor(distances.length * 0.95)]!,
  };
}

/**
 * How far a matte's 50 % contour and a true outline lie apart, in both directions: from every
 * piece of the contour to the nearest of the outline, and back.
 *
 * @param matte At any size of the whole photo.
 * @param rings Outline and holes, xy pairs in photo pixels.
 * @param photoWidth Width of the upright photo that the rings were drawn on, pixels.
 * @returns Infinite when the matte or the outline is empty.
 */
export function boundaryDistance(
  matte: GrayImage,
  rings: readonly ArrayLike<number>[],
  photoWidth: number,
): BoundaryDistance {
  const scale = photoWidth / matte.width;
  const contour = contourPieces(matte).map((value) => value * scale);
  const truth = ringPieces(rings);
  const there = directed(contour, truth, 1);
  const back = directed(truth, contour, 1);
  return { mean: Math.max(there.mean, back.mean), p95: Math.max(there.p95, back.p95) };
}
