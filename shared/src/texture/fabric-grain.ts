import { seededRandom } from '../math/seeded-random.ts';

/** Side of a sample of cloth, as a share of the picture's width, and its least side in pixels. */
const PATCH_SHARE = 0.08;
const LEAST_PATCH = 12;
/** Samples are looked for on a grid of this many steps a side of the picture. */
const GRID = 40;
/** Of all smooth enough samples, those with less unrest than this share hold no wrinkle. */
const CALMEST = 0.35;
const MOST_PATCHES = 12;
const SEED = 7;

/** Makes grain: what a fabric's colours do around their mean, as endless as needed. */
export interface FabricGrain {
  /** Adds the grain at a pixel to three colours. */
  addTo(rgb: Float32Array, x: number, y: number): void;
}

/**
 * Learns a fabric's grain from its calmest places and continues it: samples lie on overlapping tiles
 * whose weights keep the grain's variance where they meet (Heitz and Neyret 2018, "High-Performance
 * By-Example Noise using a Histogram-Preserving Blending Operator").
 *
 * @param residual three floats a pixel: colour minus the smooth colour around.
 * @param usable non-zero on bare fabric.
 * @returns null when no place is large enough.
 */
export function learnGrain(
  residual: Float32Array,
  usable: Uint8Array,
  width: number,
  height: number,
): FabricGrain | null {
  let side = Math.max(LEAST_PATCH, Math.round(PATCH_SHARE * width));
  let patches = calmPatches(residual, usable, width, height, side);
  if (patches.length === 0 && side > LEAST_PATCH) {
    side = LEAST_PATCH;
    patches = calmPatches(residual, usable, width, height, side);
  }
  if (patches.length === 0) return null;
  const half = Math.max(1, side >> 1);
  const columns = Math.ceil(width / half) + 2;
  const rows = Math.ceil(height / half) + 2;
  const random = seededRandom(SEED);
  const chosen = Int32Array.from(
    { length: columns * rows },
    () => patches[Math.floor(random() * patches.length)]!,
  );
  const window = Float32Array.from(
    { length: 2 * half },
    (_, i) => Math.sin((Math.PI * (i + 0.5)) / (2 * half)) ** 2,
  );
  return {
    addTo(rgb, x, y) {
      const column = Math.floor(x / half);
      const row = Math.floor(y / half);
      let [r, g, b, squares] = [0, 0, 0, 0];
      for (let k = 0; k < 4; k += 1) {
        const tileColumn = column + (k & 1);
        const tileRow = row + (k >> 1);
        const inX = x - (tileColumn - 1) * half;
        const inY = y - (tileRow - 1) * half;
        const weight = window[inX]! * window[inY]!;
        const from = 3 * (chosen[tileRow * columns + tileColumn]! + inY * width + inX);
        r += weight * residual[from]!;
        g += weight * residual[from + 1]!;
        b += weight * residual[from + 2]!;
        squares += weight * weight;
      }
      const scale = 1 / Math.sqrt(squares);
      rgb[0]! += r * scale;
      rgb[1]! += g * scale;
      rgb[2]! += b * scale;
    },
  };
}

/** First pixels of square samples that lie on bare fabric, those with the least unrest. */
function calmPatches(
  residual: Float32Array,
  usable: Uint8Array,
  width: number,
  height: number,
  side: number,
): number[] {
  const found: { at: number; unrest: number }[] = [];
  const stepX = Math.max(1, Math.round(width / GRID));
  const stepY = Math.max(1, Math.round(height / GRID));
  const stride = Math.max(1, side >> 4);
  for (let y = 0; y + side <= height; y += stepY) {
    for (let x = 0; x + side <= width; x += stepX) {
      const unrest = unrestOf(residual, usable, width, x, y, side, stride);
      if (unrest !== null) found.push({ at: y * width + x, unrest });
    }
  }
  found.sort((a, b) => a.unrest - b.unrest || a.at - b.at);
  return found
    .slice(0, Math.min(MOST_PATCHES, Math.ceil(CALMEST * found.length)))
    .map(({ at }) => at);
}

/** Mean square of the residual; null where the sample leaves the fabric. */
function unrestOf(
  residual: Float32Array,
  usable: Uint8Array,
  width: number,
  left: number,
  top: number,
  side: number,
  stride: number,
): number | null {
  let sum = 0;
  let count = 0;
  for (let y = top; y < top + side; y += stride) {
    for (let x = left; x < left + side; x += stride) {
      const i = y * width + x;
      if (!usable[i]) return null;
      for (let k = 0; k < 3; k += 1) sum += residual[3 * i + k]! ** 2;
      count += 1;
    }
  }
  return sum / count;
}
