import { labelComponents, largestComponent } from '../image/components.ts';

/** A hole this small (share of the garment's area) is a buttonhole, a highlight or noise. */
const SMALL_HOLE = 0.004;
/** Real gaps lie beside the torso; a hole nearer to the middle than this share of the width is a print. */
const MIDDLE = 0.2;
/** But for the gap between legs: it reaches this close to the lower edge. */
const LEG_GAP_FOOT = 0.15;

/** Keeps the largest part of a soft matte, and fills the holes that cannot be gaps of the garment. */
export function keepGarment(soft: Float32Array, width: number, height: number): Float32Array {
  const mask = new Uint8Array(soft.length);
  for (let i = 0; i < soft.length; i++) mask[i] = soft[i]! >= 0.5 ? 1 : 0;
  const parts = labelComponents(mask, width, height);
  const main = largestComponent(parts);
  const rest = new Uint8Array(soft.length);
  let left = width;
  let right = 0;
  let bottom = 0;
  let top = height;
  for (let i = 0; i < soft.length; i++) {
    if (main > 0 && parts.labels[i] === main) {
      const x = i % width;
      const y = (i - x) / width;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    } else {
      rest[i] = 1;
    }
  }
  const outside = labelComponents(rest, width, height);
  const sumX = new Float64Array(outside.areas.length);
  const foot = new Float64Array(outside.areas.length);
  for (let i = 0; i < soft.length; i++) {
    const label = outside.labels[i]!;
    if (label === 0) continue;
    sumX[label]! += i % width;
    foot[label] = Math.max(foot[label]!, Math.floor(i / width));
  }
  const filled = outside.areas.map((area, label) => {
    if (label === 0 || outside.touchesBorder[label]) return false;
    if (area < SMALL_HOLE * parts.areas[main]!) return true;
    const across = (sumX[label]! / area - left) / Math.max(1, right - left);
    const reachesFoot = foot[label]! > bottom - LEG_GAP_FOOT * (bottom - top);
    return Math.abs(across - 0.5) < MIDDLE && !reachesFoot;
  });
  const result = new Float32Array(soft.length);
  for (let i = 0; i < soft.length; i++) {
    if (!rest[i]) result[i] = soft[i]!;
    else if (filled[outside.labels[i]!]) result[i] = 1;
    else result[i] = mask[i] ? 0 : soft[i]!;
  }
  const isFilled = (i: number): boolean => rest[i] === 1 && filled[outside.labels[i]!] === true;
  hardenRims(result, rest, isFilled, width, height);
  return result;
}

/** The soft rim of a hole is no wider than this share of the long side. */
const RIM = 0.012;

/** Makes the soft rims of filled holes opaque too, so that no halo is left of them. */
function hardenRims(
  soft: Float32Array,
  rest: Uint8Array,
  isFilled: (i: number) => boolean,
  width: number,
  height: number,
): void {
  let front: number[] = [];
  for (let i = 0; i < soft.length; i++) if (isFilled(i)) front.push(i);
  for (let step = RIM * Math.max(width, height); step > 0 && front.length > 0; step--) {
    const next: number[] = [];
    for (const i of front) {
      for (const j of [i - 1, i + 1, i - width, i + width]) {
        // The matte falls towards the hole: where it rises no further, the rim ends.
        if (j < 0 || j >= soft.length || rest[j] || soft[j]! >= 0.98) continue;
        soft[j] = 1;
        next.push(j);
      }
    }
    front = next;
  }
}
