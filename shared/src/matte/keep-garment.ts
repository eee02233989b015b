import { labelComponents, largestComponent } from '../image/components.ts';
import { opaque } from './opaque.ts';

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
  const mask = opaque(soft);
  const parts = labelComponents(mask, width, height);
  const main = largestComponent(parts);
  const rest = allBut(parts.labels, main);
  const { left, right, top, bottom } = extentOf(rest, width, height);
  const outside = labelComponents(rest, width, height);
  const isHole = Uint8Array.from(outside.touchesBorder, (touches, label) =>
    label > 0 && !touches ? 1 : 0,
  );
  const holes: Holes = {
    sumX: new Float64Array(isHole.length),
    foot: new Int32Array(isHole.length),
    seen: new Int32Array(isHole.length),
    smoothness: new Float64Array(isHole.length),
  };
  if (isHole.includes(1)) {
    for (let y = 0; y < height; y++) {
      measureHoles(outside.labels, isHole, y, width, { through, smooth }, holes);
    }
  }
  const { sumX, foot, seen, smoothness } = holes;
  const isFilled = Uint8Array.from(outside.areas, (area, label) => {
    if (isHole[label] === 0 || seen[label]! > SEEN_THROUGH * area) return 0;
    if (smoothness[label]! > SMOOTH_CLOTH * area) return 1;
    if (area < SMALL_HOLE * parts.areas[main]!) return 1;
    const across = (sumX[label]! / area - left) / Math.max(1, right - left);
    const reachesFoot = foot[label]! > bottom - LEG_GAP_FOOT * (bottom - top);
    return Math.abs(across - 0.5) < MIDDLE && !reachesFoot ? 1 : 0;
  });
  const hole = fillHoles(soft, mask, rest, outside.labels, isFilled);
  hardenRims(soft, rest, hole, width, height);
  return soft;
}

/** By label of the parts that are not garment; those that reach the border are not looked at. */
interface Holes {
  readonly sumX: Float64Array;
  /** The lowest row. */
  readonly foot: Int32Array;
  readonly seen: Int32Array;
  readonly smoothness: Float64Array;
}

// Each loop over the picture stands alone, so that it is compiled once and for itself.

function allBut(labels: Int32Array, main: number): Uint8Array {
  const rest = new Uint8Array(labels.length);
  if (main === 0) return rest.fill(1);
  const count = labels.length;
  for (let i = 0; i < count; i++) rest[i] = labels[i] === main ? 0 : 1;
  return rest;
}

/** The box of the clear pixels. */
function extentOf(rest: Uint8Array, width: number, height: number) {
  let left = width;
  let right = 0;
  let bottom = 0;
  let top = height;
  for (let y = 0; y < height; y++) {
    const row = rest.subarray(y * width, (y + 1) * width);
    const first = row.indexOf(0);
    if (first < 0) continue;
    left = Math.min(left, first);
    right = Math.max(right, row.lastIndexOf(0));
    top = Math.min(top, y);
    bottom = y;
  }
  return { left, right, top, bottom };
}

function measureHoles(
  labels: Int32Array,
  isHole: Uint8Array,
  y: number,
  width: number,
  { through, smooth }: HoleEvidence,
  { sumX, foot, seen, smoothness }: Holes,
): void {
  const row = y * width;
  for (let x = 0; x < width; x++) {
    const label = labels[row + x]!;
    if (isHole[label] === 0) continue;
    sumX[label]! += x;
    foot[label] = y;
    if (through) seen[label]! += through[row + x]!;
    if (smooth) smoothness[label]! += smooth[row + x]!;
  }
}

/** Fills holes and clears lesser parts. @returns the holes' pixels. */
function fillHoles(
  soft: Float32Array,
  mask: Uint8Array,
  rest: Uint8Array,
  labels: Int32Array,
  isFilled: Uint8Array,
): number[] {
  const hole: number[] = [];
  const count = soft.length;
  for (let i = 0; i < count; i++) {
    if (rest[i] === 0) continue;
    if (isFilled[labels[i]!] === 1) {
      soft[i] = 1;
      hole.push(i);
    } else if (mask[i] === 1) soft[i] = 0;
  }
  return hole;
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
