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

/** Writes three floats: a pixel's colour minus the smooth colour around it. */
export type ResidualAt = (x: number, y: number, rgb: Float32Array) => void;

/**
 * Learns a fabric's grain from its calmest places and continues it: samples lie on overlapping tiles
 * whose weights keep the grain's variance where they meet (Heitz and Neyret 2018, "High-Performance
 * By-Example Noise using a Histogram-Preserving Blending Operator").
 *
 * @param usable non-zero on bare fabric.
 * @returns null when no place is large enough.
 */
export function learnGrain(
  residualAt: ResidualAt,
  usable: Uint8Array,
  width: number,
  height: number,
): FabricGrain | null {
  let side = Math.max(LEAST_PATCH, Math.round(PATCH_SHARE * width));
  let places = calmPlaces(residualAt, usable, width, height, side);
  if (places.length === 0 && side > LEAST_PATCH) {
    side = LEAST_PATCH;
    places = calmPlaces(residualAt, usable, width, height, side);
  }
  if (places.length === 0) return null;
  const half = side >> 1;
  const patches = places.map((place) => patchAt(residualAt, place, width, 2 * half));
  const columns = Math.ceil(width / half) + 2;
  const rows = Math.ceil(height / half) + 2;
  const random = seededRandom(SEED);
  const chosen = Array.from(
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
        const patch = chosen[tileRow * columns + tileColumn]!;
        const from = 3 * (inY * 2 * half + inX);
        r += weight * patch[from]!;
        g += weight * patch[from + 1]!;
        b += weight * patch[from + 2]!;
        squares += weight * weight;
      }
      const scale = 1 / Math.sqrt(squares);
      rgb[0]! += r * scale;
      rgb[1]! += g * scale;
      rgb[2]! += b * scale;
    },
  };
}

function patchAt(residualAt: ResidualAt, place: number, width: number, side: number): Float32Array {
  const patch = new Float32Array(3 * side * side);
  const rgb = new Float32Array(3);
  for (let i = 0; i < side * side; i += 1) {
    residualAt((place % width) + (i % side), Math.floor(place / width) + Math.floor(i / side), rgb);
    patch.set(rgb, 3 * i);
  }
  return patch;
}

/** First pixels of square samples that lie on bare fabric, those with the least unrest. */
function calmPlaces(
  residualAt: ResidualAt,
  usable: Uint8Array,
  width: number,
  height: number,
  side: number,
): number[] {
  const found: { at: number; unrest: number }[] = [];
  const stepX = Math.max(1, Math.round(width / GRID));
  const stepY = Math.max(1, Math.round(height / GRID));
  for (let y = 0; y + side <= height; y += stepY) {
    for (let x = 0; x + side <= width; x += stepX) {
      const unrest = unrestOf(residualAt, usable, width, x, y, side);
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
  residualAt: ResidualAt,
  usable: Uint8Array,
  width: number,
  left: number,
  top: number,
  side: number,
): number | null {
  const stride = Math.max(1, side >> 3);
  for (let y = top; y < top + side; y += stride) {
    for (let x = left; x < left + side; x += stride) if (!usable[y * width + x]) return null;
  }
  const rgb = new Float32Array(3);
  let sum = 0;
  let count = 0;
  for (let y = top; y < top + side; y += stride) {
    for (let x = left; x < left + side; x += stride) {
      residualAt(x, y, rgb);
      sum += rgb[0]! ** 2 + rgb[1]! ** 2 + rgb[2]! ** 2;
      count += 1;
    }
  }
  return sum / count;
}
