import { labelComponents, largestComponent } from '../image/components.ts';

/** A hole this small (share of the garment's area) is a buttonhole, a highlight or noise. */
const SMALL_HOLE = 0.004;
/** Real gaps lie beside the torso; a hole nearer to the middle than this share of the width is a print. */
const MIDDLE = 0.2;
/** A hole stays that the ground is surely seen in over this share of it. */
const SEEN_THROUGH = 0.5;
/** Where the ground is a carpet, a hole this smooth on average (natural log) is cloth of its colour. */
const SMOOTH_CLOTH = 1.5;
/** But for the gap between legs: it reaches this close to the lower edge. */
const LEG_GAP_FOOT = 0.15;

/** What is known of places that may be holes, by pixel. */
interface HoleEvidence {
  /** 1 where ground is surely seen within the garment: such holes stay. */
  readonly through?: Uint8Array | null;
  /** How much smoothness speaks for cloth (shaggy-ground.ts): such holes are filled. */
  readonly smooth?: Float32Array | null;
}

/**
 * Keeps the largest part of a soft matte, and fills the holes that cannot be gaps of the garment.
 *
 * @param soft 0..1 by pixel; changed in place.
 */
export function keepGarment(
  soft: Float32Array,
  width: number,
  height: number,
  { through = null, smooth = null }: HoleEvidence = {},
): Float32Array {
  const mask = new Uint8Array(soft.length);
  for (let i = 0; i < soft.length; i++) mask[i] = soft[i]! >= 0.5 ? 1 : 0;
  const parts = labelComponents(mask, width, height);
  const main = largestComponent(parts);
  const rest = new Uint8Array(soft.length);
  let left = width;
  let right = 0;
  let bottom = 0;
  let top = height;
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      if (main === 0 || parts.labels[row + x] !== main) {
        rest[row + x] = 1;
        continue;
      }
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  const outside = labelComponents(rest, width, height);
  const count = outside.areas.length;
  const sumX = new Float64Array(count);
  const foot = new Int32Array(count);
  const seen = new Int32Array(count);
  const smoothness = new Float64Array(count);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      const label = outside.labels[row + x]!;
      if (label === 0 || outside.touchesBorder[label]) continue;
      sumX[label]! += x;
      foot[label] = y;
      if (through) seen[label]! += through[row + x]!;
      if (smooth) smoothness[label]! += smooth[row + x]!;
    }
  }
  const filled = outside.areas.map((area, label) => {
    if (label === 0 || outside.touchesBorder[label]) return false;
    if (seen[label]! > SEEN_THROUGH * area) return false;
    if (smoothness[label]! > SMOOTH_CLOTH * area) return true;
    if (area < SMALL_HOLE * parts.areas[main]!) return true;
    const across = (sumX[label]! / area - left) / Math.max(1, right - left);
    const reachesFoot = foot[label]! > bottom - LEG_GAP_FOOT * (bottom - top);
    return Math.abs(across - 0.5) < MIDDLE && !reachesFoot;
  });
  const hole: number[] = [];
  for (let i = 0; i < soft.length; i++) {
    if (!rest[i]) continue;
    if (filled[outside.labels[i]!]) {
      soft[i] = 1;
      hole.push(i);
    } else if (mask[i]) soft[i] = 0;
  }
  hardenRims(soft, rest, hole, width, height);
  return soft;
}

/** The soft rim of a hole is no wider than this share of the long side. */
const RIM = 0.012;

/** Makes the soft rims of filled holes opaque too, so that no halo is left of them. @param hole Their pixels. */
function hardenRims(
  soft: Float32Array,
  rest: Uint8Array,
  hole: readonly number[],
  width: number,
  height: number,
): void {
  let front = hole;
  for (let step = RIM * Math.max(width, height); step > 0 && front.length > 0; step--) {
    const next: number[] = [];
    const harden = (j: number): void => {
      // The matte falls towards the hole: where it rises no further, the rim ends.
      if (j < 0 || j >= soft.length || rest[j] || soft[j]! >= 0.98) return;
      soft[j] = 1;
      next.push(j);
    };
    for (const i of front) {
      harden(i - 1);
      harden(i + 1);
      harden(i - width);
      harden(i + width);
    }
    front = next;
  }
}
